import { describe, expect, it } from 'vitest';
import type { FilesPort } from '../../server/src/core/ports';
import { machineFiles, readMachineSettings } from '../../server/src/service/machine-settings';

const paths = machineFiles({ PLIMSOLL_MACHINE_CONFIG: '/home/me/mine.yaml' });

function settings(texts: Readonly<Record<string, string>>) {
  const files: Pick<FilesPort, 'readText'> = { readText: async path => texts[path] };
  return readMachineSettings(files as FilesPort, paths);
}

describe('the machine\'s files', () => {
  it('speak key by key, the system\'s before the one of the environment', async () => {
    const { keys, policy, problems } = await settings({
      '/etc/plimsoll/config.yaml': 'trustedRoot: /etc/root.json\nrules: { tag-latest: error }\n',
      '/home/me/mine.yaml': 'trustedRoot: /home/me/root.json\nrules: { tag-latest: off }\ncontact: me\n',
    });
    expect(problems).toEqual([]);
    expect(keys).toMatchObject({ trustedRoot: '/etc/root.json' });
    expect(policy).toMatchObject({ rules: { 'tag-latest': 'error' }, contact: 'me' });
  });

  it('say how registries are reached', async () => {
    const text = [
      'tokenRealms: { "registry.example": [auth.example] }',
      'mirrors: { docker.io: ["mirror.example:5000/hub"] }',
      'insecureRegistries: ["lab.example:5000"]',
      'transport: editor',
      'dockerConfig: /etc/docker/config.json',
    ];
    expect(await settings({ '/etc/plimsoll/config.yaml': text.join('\n') })).toMatchObject({
      problems: [],
      keys: {
        tokenRealms: { 'registry.example': ['auth.example'] },
        mirrors: { 'docker.io': ['mirror.example:5000/hub'] },
        insecureRegistries: ['lab.example:5000'],
        transport: 'editor',
        dockerConfig: '/etc/docker/config.json',
      },
    });
  });

  it.each<[string, string, object]>([
    ['trustedRoot: /system.json', 'tufMirror: https://mine.example', { trustedRoot: '/system.json' }],
    ['tufMirror: https://corp.example', 'trustedRoot: /mine.json', { tufMirror: 'https://corp.example' }],
    ['tufMirror: https://corp.example', 'tufRoot: /mine.json', { tufMirror: 'https://corp.example' }],
    ['tufRoot: /system.json', 'tufMirror: https://mine.example', { tufRoot: '/system.json' }],
    ['allowedHosts: []', 'tufMirror: https://mine.example', { allowedHosts: [], tufMirror: 'https://mine.example' }],
  ])('answer whom to believe whole, from one file: %s, then %s', async (system, mine, expected) => {
    const { keys, problems } = await settings({ '/etc/plimsoll/config.yaml': system, '/home/me/mine.yaml': mine });
    expect(problems).toEqual([]);
    expect(keys).toEqual(expected);
  });

  it.each(['trustedRoot: root.json', 'tufRoot: root.json', 'tufMirror: tuf.example', 'tufMirror: http://tuf.example', 'tufMirror: file:///tuf', 'tufMirror: 7', 'dockerConfig: config.json', 'transport: pigeon'])('may not say %s', async text => {
    const { keys, problems } = await settings({ '/home/me/mine.yaml': text });
    expect(keys).toEqual({});
    expect(problems).toHaveLength(1);
  });

  it.each(['mirrors: { docker.io: [https://user@mirror.example] }', 'tokenRealms: { a.example: auth.example }', 'insecureRegistries: ["*"]'])('say nothing of hosts by %s', async text => {
    const { keys, problems } = await settings({ '/home/me/mine.yaml': text });
    expect(JSON.stringify(keys)).not.toContain('example');
    expect(problems).toHaveLength(1);
  });

  it('tell what is wrong with them, and are nothing where they are not', async () => {
    expect((await settings({ '/home/me/mine.yaml': 'rulez: {}\n' })).problems).toEqual([expect.stringContaining('/home/me/mine.yaml')]);
    expect(await settings({})).toEqual({ keys: {}, problems: [] });
  });
});
