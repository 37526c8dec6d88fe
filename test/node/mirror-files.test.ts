import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMachineTexts } from '../../server/src/node/machine-texts';
import { mirrorFiles } from '../../server/src/node/mirror-files';
import { createTestClock } from '../support/fake-registry-client';

describe('where the machine tells of mirrors', () => {
  it('is in the folders of Docker, Podman and containerd, the person\'s and the machine\'s', () => {
    expect(mirrorFiles({}, 'linux', '/home/me')).toEqual({
      dockerDaemons: ['/etc/docker/daemon.json', '/home/me/.config/docker/daemon.json', '/home/me/.docker/daemon.json'],
      registriesConf: ['/home/me/.config/containers/registries.conf', '/etc/containers/registries.conf'],
      registriesConfFolders: ['/etc/containers/registries.conf.d', '/home/me/.config/containers/registries.conf.d'],
      containerdHosts: ['/etc/containerd/certs.d'],
    });
    expect(mirrorFiles({ XDG_CONFIG_HOME: '/cfg' }, 'linux', '/home/me/').dockerDaemons).toEqual(['/etc/docker/daemon.json', '/cfg/docker/daemon.json', '/home/me/.docker/daemon.json']);
    expect(mirrorFiles({ ProgramData: 'D:\\Data' }, 'win32', 'C:\\Users\\me').dockerDaemons).toEqual(['D:/Data/docker/config/daemon.json', 'C:/Users/me/.docker/daemon.json']);
  });

  it('is never below the folder that is worked in', () => {
    const places = [mirrorFiles({ XDG_CONFIG_HOME: 'cfg' }, 'linux', '.'), mirrorFiles({ XDG_CONFIG_HOME: '' }, 'darwin', ''), mirrorFiles({ ProgramData: '' }, 'win32', '')];
    for (const path of places.flatMap(place => Object.values(place).flat())) expect(path).toMatch(/^(\/etc\/|C:\/ProgramData\/)/);
  });
});

describe('a small file of the machine', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'plimsoll-machine-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is read again soon after it changed, and not for every image', async () => {
    const clock = createTestClock();
    const texts = createMachineTexts(clock);
    const path = join(folder, 'daemon.json');
    expect(await texts.text(path)).toBeUndefined();
    writeFileSync(path, 'first');
    clock.advance(3000);
    expect(await texts.text(path)).toBe('first');
    writeFileSync(path, 'second');
    const again = texts.text(path);
    expect(again).toBe(texts.text(path));
    clock.advance(3000);
    expect(await texts.text(path)).toBe('second');
    // A clock that was set back keeps nothing for longer.
    writeFileSync(path, 'third');
    clock.advance(-86_400_000);
    expect(await texts.text(path)).toBe('third');
  });

  it('may be linked, as package managers do', async () => {
    writeFileSync(join(folder, 'real'), 'text');
    symlinkSync(join(folder, 'real'), join(folder, 'link'));
    expect(await createMachineTexts(createTestClock()).text(join(folder, 'link'))).toBe('text');
  });

  it('is nothing when it is a folder, a pipe, a device, or too large', async () => {
    mkdirSync(join(folder, 'folder'));
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    writeFileSync(join(folder, 'large'), ' '.repeat(256 * 1024 + 1));
    const texts = createMachineTexts(createTestClock());
    for (const path of ['folder', 'pipe', 'large'].map(name => join(folder, name))) expect(await texts.text(path)).toBeUndefined();
    expect(await texts.text('/dev/zero')).toBeUndefined();
  });

  it('has neighbours in the order of their names', async () => {
    for (const name of ['20.conf', '10.conf']) writeFileSync(join(folder, name), '');
    const texts = createMachineTexts(createTestClock());
    expect(await texts.list(folder)).toEqual(['10.conf', '20.conf']);
    expect(await texts.list(join(folder, 'nowhere'))).toEqual([]);
  });
});
