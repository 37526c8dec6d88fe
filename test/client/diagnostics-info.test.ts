import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { describeValue, type SettingSchema } from '../../client/src/diagnostics-info/setting';
import { diagnosticsText } from '../../client/src/diagnostics-info/text';
import { Troubles } from '../../client/src/diagnostics-info/troubles';

const manifest = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8')) as {
  contributes: { configuration: { properties: Record<string, SettingSchema> } };
};
const schemas = manifest.contributes.configuration.properties;
const said = (key: string, value: unknown): string => describeValue(value, schemas[`plimsoll.${key}`] ?? {});

describe('a setting in the diagnostics info', () => {
  it('shows words that the manifest spells', () => {
    expect(said('offline', true)).toBe('true');
    expect(said('lookups', 'onDemand')).toBe('onDemand');
    expect(said('rules', { 'tag-latest': 'off', 'tag-missing': 'error' })).toBe('tag-latest: off, tag-missing: error');
    expect(said('trust', { publishers: ['chainguard', 'acme'], references: [], strict: true })).toBe('publishers: 2 entries, references: 0 entries, strict: true');
  });

  const secret = 'hunter2.internal.example';
  const ways = [secret, [secret], { [secret]: secret }, { [secret]: [secret] }, { publishers: [secret], strict: secret, [secret]: 1 }, { 'tag-latest': secret }, [[secret]], [{ a: secret }]];
  it.each(Object.keys(schemas))('never shows what somebody wrote into %s', key => {
    for (const value of ways) {
      const shown = describeValue(value, schemas[key] as SettingSchema);
      expect(shown).toMatch(/\S/);
      expect(shown).not.toContain('hunter2');
    }
  });

  it('says how much there is', () => {
    expect(said('allowedHosts', ['a.example'])).toBe('1 entry');
    expect(said('mirrors', { 'docker.io': ['a.example'], 'quay.io': [] })).toBe('2 entries');
    expect(said('rules', { 'no-such': 'off', 'tag-latest': 'off' })).toBe('tag-latest: off, 1 other entry');
    expect(said('dockerConfig', '/home/jane/.docker/config.json')).toBe('set');
    expect(said('lookups', 7)).toBe('of an unknown kind');
  });

  it('is not fooled by names that every object has', () => {
    expect(said('rules', JSON.parse('{"__proto__": "off", "constructor": "off"}'))).toBe('2 entries');
  });
});

describe('what went wrong, in the diagnostics info', () => {
  it('is a code, never the words of an error', () => {
    const troubles = new Troubles(() => 0);
    troubles.add('plimsoll.pinImage', Object.assign(new Error('ENOENT: /home/jane/secret'), { code: 'ENOENT' }));
    troubles.add('server', Object.assign(new Error('hunter2'), { code: -32603 }));
    troubles.add('server', new TypeError('hunter2'));
    troubles.add('server', 'hunter2');
    troubles.add('server', { code: 'hunter2 at example.com', name: '/home/jane' });
    expect(troubles.all().map(({ code }) => code)).toEqual(['ENOENT', '-32603', 'TypeError', 'unknown', 'unknown']);
  });

  it('is bounded, and the newest stay', () => {
    const troubles = new Troubles(() => 0);
    for (let at = 0; at < 100; at++) troubles.add('server', { code: at });
    expect(troubles.all()).toHaveLength(20);
    expect(troubles.all().at(-1)?.code).toBe('99');
  });
});

describe('the diagnostics info', () => {
  it('is a list that an issue can hold', () => {
    const text = diagnosticsText({
      facts: [['Plimsoll', '1.2.3'], ['Workspace', 'no folder, trusted']],
      settings: ['plimsoll.lookups (user): off'],
      troubles: [{ at: 0, where: 'server', code: 'Ended' }],
    });
    expect(text).toBe([
      '### Plimsoll diagnostics info', '', '- Plimsoll: 1.2.3', '- Workspace: no folder, trusted',
      '- Settings that differ from their defaults:', '  - plimsoll.lookups (user): off',
      '- Last errors:', '  - 1970-01-01T00:00:00.000Z server: Ended', '',
    ].join('\n'));
  });

  it('says none where there is none', () => {
    expect(diagnosticsText({ facts: [], settings: [], troubles: [] })).toContain('- Last errors: none');
  });
});
