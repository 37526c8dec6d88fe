import { describe, expect, it } from 'vitest';
import type { MirrorFiles } from '../../server/src/core/mirror';
import { networkSettings, type NetworkSettings } from '../../server/src/core/network-settings';
import { createMachineMirrors } from '../../server/src/mirrors/machine-mirrors';
import { reference } from '../support/fake-registry-client';

const files: MirrorFiles = {
  dockerDaemons: ['/etc/docker/daemon.json', '/home/me/.docker/daemon.json'],
  registriesConf: ['/home/me/registries.conf', '/etc/registries.conf'],
  registriesConfFolders: ['/etc/registries.conf.d'],
  containerdHosts: ['/etc/certs.d'],
};

interface World {
  readonly texts: Record<string, string>;
  readonly asked: string[];
  mirrors(text: string): Promise<readonly string[] | 'blocked'>;
  insecure(): readonly string[];
}

/** `machine`: what the machine's own file says; `person`: what the settings say. */
function world(texts: Record<string, string> = {}, { machine = {}, person = {} }: { machine?: Partial<NetworkSettings>; person?: Partial<NetworkSettings> } = {}): World {
  const asked: string[] = [];
  const made = createMachineMirrors({
    files,
    settings: () => networkSettings(machine, person),
    texts: {
      text: async path => (asked.push(path), texts[path]),
      list: async folder => Object.keys(texts).filter(path => path.startsWith(`${folder}/`)).map(path => path.slice(folder.length + 1)).sort(),
    },
  });
  return {
    texts,
    asked,
    async mirrors(text) {
      const { blocked, mirrors } = await made.substitutesFor(reference(text));
      const letters = (tags: boolean, digests: boolean): string => (tags && digests ? '' : tags ? ' tags' : ' digests');
      return blocked ? 'blocked' : mirrors.map(({ host, repository, tags, digests }) => `${host}/${repository}${letters(tags, digests)}`);
    },
    insecure: () => made.settings().insecureRegistries,
  };
}

const daemon = JSON.stringify({ 'registry-mirrors': ['https://docker.mirror.example'], 'insecure-registries': ['lab.example:5000', '10.0.0.0/8'] });
const conf = '[[registry]]\nlocation = "docker.io"\n[[registry.mirror]]\nlocation = "podman.mirror.example/hub"\npull-from-mirror = "digest-only"\n';
const hosts = 'server = "https://registry-1.docker.io"\n[host."https://containerd.mirror.example"]\ncapabilities = ["pull", "resolve"]\n';

describe('the mirrors of a registry', () => {
  it('are those of the settings, then those of Docker, Podman and containerd', async () => {
    const { mirrors } = world(
      { '/etc/docker/daemon.json': daemon, '/etc/registries.conf': conf, '/etc/certs.d/docker.io/hosts.toml': hosts },
      { person: { mirrors: { 'registry-1.docker.io': ['mine.example:5000/cache', 'docker.mirror.example'], 'quay.io': ['other.example'] } } },
    );
    expect(await mirrors('node:20')).toEqual([
      'mine.example:5000/cache/library/node', 'docker.mirror.example/library/node', 'podman.mirror.example/hub/library/node digests', 'containerd.mirror.example/library/node',
    ]);
    expect(await mirrors('quay.io/a/b')).toEqual(['other.example/a/b']);
    expect(await mirrors('ghcr.io/a/b')).toEqual([]);
  });

  it('are Docker Hub\'s alone where Docker names them', async () => {
    const { mirrors } = world({ '/home/me/.docker/daemon.json': daemon });
    expect(await mirrors('node')).toEqual(['docker.mirror.example/library/node']);
    expect(await mirrors('docker.io.example/node')).toEqual([]);
    expect(await mirrors('ghcr.io/library/node')).toEqual([]);
  });

  it('are of one port where containerd names one, and never those for every registry', async () => {
    const { mirrors, asked } = world({ '/etc/certs.d/lab.example_5000_/hosts.toml': hosts, '/etc/certs.d/_default/hosts.toml': hosts });
    expect(await mirrors('lab.example:5000/app')).toEqual(['containerd.mirror.example/app', 'registry-1.docker.io/app']);
    expect(await mirrors('lab.example/app')).toEqual([]);
    expect(asked.some(path => path.includes('_default'))).toBe(false);
  });

  it('have another name where registries.conf gives them one', async () => {
    const text = '[[registry]]\nprefix = "registry.example/old"\nlocation = "new.example/team"\n[[registry.mirror]]\nlocation = "mirror.example"\n';
    const { mirrors } = world({ '/home/me/registries.conf': text });
    expect(await mirrors('registry.example/old/app:1')).toEqual(['mirror.example/app', 'new.example/team/app']);
    expect(await mirrors('registry.example/older/app:1')).toEqual([]);
  });

  it('are those of the person\'s registries.conf, which takes the place of the machine\'s, and of what is added to either', async () => {
    const { mirrors, texts } = world({
      '/home/me/registries.conf': '[[registry]]\nlocation = "quay.io"\n[[registry.mirror]]\nlocation = "a.example"\n',
      '/etc/registries.conf': conf,
      '/etc/registries.conf.d/10.conf': '[[registry]]\nlocation = "ghcr.io"\n[[registry.mirror]]\nlocation = "b.example"\n',
      '/etc/registries.conf.d/20.conf': '[[registry]]\nlocation = "ghcr.io"\n[[registry.mirror]]\nlocation = "c.example"\n',
      '/etc/registries.conf.d/30.conf.bak': '[[registry]]\nlocation = "ghcr.io"\n',
    });
    expect(await mirrors('quay.io/a/b')).toEqual(['a.example/a/b']);
    expect(await mirrors('node')).toEqual([]);
    expect(await mirrors('ghcr.io/a/b')).toEqual(['c.example/a/b']);
    texts['/etc/registries.conf.d/20.conf'] = '';
    expect(await mirrors('ghcr.io/a/b')).toEqual(['b.example/a/b']);
  });

  it('are none when the image is blocked', async () => {
    const { mirrors } = world(
      { '/etc/docker/daemon.json': daemon, '/etc/registries.conf': '[[registry]]\nprefix = "docker.io/evil"\nblocked = true\n' },
      { person: { mirrors: { 'docker.io': ['mine.example'] } } },
    );
    expect(await mirrors('evil/app')).toBe('blocked');
    expect(await mirrors('evildoer/app')).toEqual(['mine.example/evildoer/app', 'docker.mirror.example/evildoer/app']);
  });

  it('are what the machine\'s own file says, where it says anything', async () => {
    const texts = { '/etc/docker/daemon.json': daemon, '/etc/registries.conf': `${conf}[[registry]]\nlocation = "evil.example"\nblocked = true\n` };
    const person = { mirrors: { 'docker.io': ['mine.example'] } };
    const { mirrors } = world(texts, { machine: { mirrors: { 'docker.io': ['corp.example/hub'] } }, person });
    expect(await mirrors('node')).toEqual(['corp.example/hub/library/node']);
    expect(await mirrors('evil.example/app')).toBe('blocked');
    expect(await world(texts, { machine: { mirrors: {} }, person }).mirrors('node')).toEqual([]);
  });

  it('are not looked for outside of the folder that has them', async () => {
    const { asked } = world();
    const { substitutesFor } = createMachineMirrors({ files, settings: () => networkSettings({}), texts: { text: async path => void asked.push(path), list: async () => [] } });
    await substitutesFor({ registry: '../../home/me', repository: 'app' });
    await substitutesFor({ registry: 'a/../../b.example', repository: 'app' });
    expect(asked.filter(path => path.startsWith('/etc/certs.d'))).toEqual([]);
  });

  it('are nothing that cannot be a mirror', async () => {
    const { mirrors } = world({}, { person: { mirrors: { 'docker.io': ['https://a.example', 'user@b.example', 'c', '', 'docker.io', '../..', 'd.example/x?ns=y'], '__proto__': ['e.example'] } } });
    expect(await mirrors('node')).toEqual([]);
  });
});

describe('registries without a certificate', () => {
  const texts = {
    '/etc/docker/daemon.json': JSON.stringify({ 'registry-mirrors': ['http://plain.example:5000', 'https://sure.example'], 'insecure-registries': ['lab.example:5000', '10.0.0.0/8'] }),
    '/etc/registries.conf': '[[registry]]\nprefix = "own.example/team"\nlocation = "own.example"\ninsecure = true\n[[registry.mirror]]\nlocation = "podman.example"\ninsecure = true\n[[registry.mirror]]\nlocation = "sure.example"\n',
    '/etc/certs.d/quay.io/hosts.toml': '[host."https://containerd.example"]\nskip_verify = true\n[host."https://sure.example"]\n',
  };

  it('are known once somebody asks for an image', async () => {
    const { mirrors, insecure } = world(texts, { person: { insecureRegistries: ['mine.example'] } });
    expect(insecure()).toEqual(['mine.example']);
    await mirrors('10.1.2.3:5000/app');
    expect(insecure()).toEqual(['mine.example', '10.1.2.3:5000', 'lab.example:5000', 'own.example', 'plain.example:5000', 'podman.example']);
    await mirrors('quay.io/a/b');
    expect(insecure()).toContain('containerd.example');
    expect(insecure()).not.toContain('sure.example');
    expect(insecure()).not.toContain('quay.io');
  });

  it('are none any more when the file says so no longer', async () => {
    const changing: Record<string, string> = { ...texts };
    const { mirrors, insecure } = world(changing);
    await mirrors('quay.io/a/b');
    expect(insecure()).toContain('containerd.example');
    for (const path of Object.keys(changing)) changing[path] = '';
    await mirrors('quay.io/a/b');
    expect(insecure()).toEqual([]);
  });

  it('are what the machine\'s own file says, where it says anything', async () => {
    const { mirrors, insecure } = world(texts, { machine: { insecureRegistries: [] }, person: { insecureRegistries: ['mine.example'] } });
    await mirrors('10.1.2.3:5000/app');
    expect(insecure()).toEqual([]);
  });
});
