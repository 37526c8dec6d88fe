import { describe, expect, it } from 'vitest';
import { defaultSettings, parseSettings, settings } from '../server/src/settings';

describe('settings', () => {
  it('have their defaults when nothing was set', () => {
    for (const nothing of [undefined, null, {}, [], 'text', 7, { trace: null, trust: undefined }]) {
      expect(parseSettings(nothing)).toEqual({ settings: defaultSettings, warnings: [] });
    }
  });

  it('take every value that their own default is like', () => {
    const section = {
      offline: true,
      lookups: 'onDemand',
      rules: { 'tag-latest': 'off' },
      trust: { publishers: ['chainguard'], references: ['ghcr.io/acme/**'], strict: true },
      formats: { kubernetes: 'off' },
      deferToOthers: false,
      signatures: { background: ['chainguard'] },
      inlayHints: false,
      codeLens: true,
      trace: { server: 'verbose' },
      allowedHosts: ['harbor.example'],
      tokenRealms: { 'registry.example': ['auth.example'] },
      mirrors: { 'docker.io': ['mirror.example:5000'] },
      insecureRegistries: ['lab.example'],
      transport: 'editor',
      dockerConfig: '/etc/docker/config.json',
      trustedRoot: '/etc/root.json',
      tufMirror: 'https://tuf.example',
      tufRoot: '/etc/root.json',
    };
    const { settings: parsed, warnings } = parseSettings(section);
    expect(warnings).toEqual([]);
    const { trace, signatures, ...rest } = section;
    expect(parsed).toEqual({ ...rest, 'trace.server': trace.server, 'signatures.background': signatures.background });
    expect(Object.keys(parsed).sort()).toEqual(settings.map(({ key }) => key).sort());
  });

  it.each([
    [{ offline: 'no' }, 'plimsoll.offline'],
    [{ lookups: 'always' }, 'plimsoll.lookups'],
    [{ rules: { 'tag-latest': 'fatal' } }, 'plimsoll.rules.tag-latest'],
    [{ rules: [] }, 'plimsoll.rules'],
    [{ trust: { publishers: 'chainguard' } }, 'plimsoll.trust.publishers'],
    [{ trust: { references: [7] } }, 'plimsoll.trust.references[0]'],
    [{ trust: { strict: 1 } }, 'plimsoll.trust.strict'],
    [{ trust: { publisher: [] } }, 'plimsoll.trust.publisher'],
    [{ formats: { kubernetes: true } }, 'plimsoll.formats.kubernetes'],
    [{ signatures: { background: [7] } }, 'plimsoll.signatures.background[0]'],
    [{ trace: { server: 1 } }, 'plimsoll.trace.server'],
    [{ allowedHosts: 'harbor.example' }, 'plimsoll.allowedHosts'],
    [{ tokenRealms: ['auth.example'] }, 'plimsoll.tokenRealms'],
    [{ mirrors: { 'docker.io': 'mirror.example' } }, 'plimsoll.mirrors.docker.io'],
    [{ mirrors: { 'docker.io': [7] } }, 'plimsoll.mirrors.docker.io[0]'],
    [{ insecureRegistries: true }, 'plimsoll.insecureRegistries'],
    [{ transport: 'carrier pigeon' }, 'plimsoll.transport'],
    [{ dockerConfig: {} }, 'plimsoll.dockerConfig'],
    [{ trustedRoot: 7 }, 'plimsoll.trustedRoot'],
    [{ tufMirror: [] }, 'plimsoll.tufMirror'],
  ])('give one warning for one bad key: %j', (section, path) => {
    const { warnings } = parseSettings(section);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatch(new RegExp(`^${path.replace(/[.[\]]/g, '\\$&')} is ignored: it must be `));
  });

  it('keep the good keys beside a bad one', () => {
    const { settings: parsed } = parseSettings({ rules: { a: 'error', b: 'loud' }, allowedHosts: ['a.example', 7] });
    expect(parsed.rules).toEqual({ a: 'error' });
    expect(parsed.allowedHosts).toEqual(['a.example']);
  });

  it('cannot reach into prototypes', () => {
    const section = JSON.parse('{"rules":{"__proto__":"error","constructor":"off"},"__proto__":{"offline":true}}') as unknown;
    const { settings: parsed } = parseSettings(section);
    expect(parsed.offline).toBe(false);
    expect(Object.getPrototypeOf(parsed.rules)).toBe(Object.prototype);
    expect(Object.keys(parsed.rules)).toEqual(['__proto__', 'constructor']);
  });

  it('that a workspace could harm with are the machine\'s own', () => {
    const machine = settings.filter(({ scope }) => scope === 'machine').map(({ key }) => key);
    expect(machine).toEqual(['allowedHosts', 'tokenRealms', 'mirrors', 'insecureRegistries', 'transport', 'dockerConfig', 'trustedRoot', 'tufMirror', 'tufRoot']);
  });
});
