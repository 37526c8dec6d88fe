import { describe, expect, it } from 'vitest';
import type { FilesPort } from '../../server/src/core/ports';
import { machineFiles, readMachineSettings } from '../../server/src/service/machine-settings';

const paths = machineFiles({ PLIMSOLL_MACHINE_CONFIG: '/home/me/mine.yaml' });

function settings(texts: Readonly<Record<string, string>>, places = paths) {
  const files: Pick<FilesPort, 'readText'> = { readText: async path => texts[path] };
  return readMachineSettings(files as FilesPort, places);
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

  it('end with the person\'s own, which may not speak of policy', async () => {
    const read = (text: string) => settings({ '/home/me/mine.yaml': 'transport: server\n', '/home/me/.config/plimsoll/config.yaml': text }, machineFiles({ PLIMSOLL_MACHINE_CONFIG: '/home/me/mine.yaml', HOME: '/home/me' }));
    expect(await read('version: 1\ntransport: editor\ndockerConfig: /home/me/config.json\n')).toMatchObject({ problems: [], keys: { transport: 'server', dockerConfig: '/home/me/config.json' } });
    const { policy, problems } = await read('rules: { tag-latest: off }\n');
    expect(policy).not.toHaveProperty('rules');
    expect(problems).toEqual([expect.stringContaining('/home/me/.config/plimsoll/config.yaml: only')]);
  });

  it.each<[Record<string, string>, readonly string[]]>([
    [{ HOME: '/home/me' }, ['/etc/plimsoll/config.yaml', '/home/me/.config/plimsoll/config.yaml']],
    [{ HOME: '/home/me', XDG_CONFIG_HOME: '/cfg' }, ['/etc/plimsoll/config.yaml', '/cfg/plimsoll/config.yaml']],
    [{ HOME: '.', XDG_CONFIG_HOME: 'cfg' }, ['/etc/plimsoll/config.yaml']],
    [{}, ['/etc/plimsoll/config.yaml']],
    [{ ProgramData: 'C:/ProgramData', APPDATA: 'C:/Users/me/AppData/Roaming' }, ['C:/ProgramData/Plimsoll/config.yaml', 'C:/Users/me/AppData/Roaming/Plimsoll/config.yaml']],
  ])('are looked for where %j says', (environment, expected) => {
    expect(machineFiles(environment).map(({ path }) => path)).toEqual(expected);
  });

  it('tell what is wrong with them, and are nothing where they are not', async () => {
    expect((await settings({ '/home/me/mine.yaml': 'rulez: {}\n' })).problems).toEqual([expect.stringContaining('/home/me/mine.yaml')]);
    expect(await settings({})).toEqual({ keys: {}, problems: [] });
  });
});
