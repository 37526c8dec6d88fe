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

  it('tell what is wrong with them, and are nothing where they are not', async () => {
    expect((await settings({ '/home/me/mine.yaml': 'rulez: {}\n' })).problems).toEqual([expect.stringContaining('/home/me/mine.yaml')]);
    expect(await settings({})).toEqual({ keys: {}, problems: [] });
  });
});
