import { renameSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { LoginPort } from '../../../server/src/core/login';
import { readLoginFile } from '../../../server/src/node/logins/docker-config';
import { canonicalRegistry, readKey } from '../../../server/src/core/registry-key';
import { auth, home } from './home';

const config = '.docker/config.json';

async function userOf(logins: LoginPort, registry: string, repository = 'team/app'): Promise<string | undefined> {
  const login = await logins.of(registry, repository);
  return login?.credential.kind === 'basic' ? `${login.credential.username}:${login.credential.password}` : login?.credential.kind;
}

describe("Docker's config.json", () => {
  it.each([
    ['a user name and a password', auth('alice', 'secret'), { kind: 'basic', username: 'alice', password: 'secret' }],
    ['colons in the password, zeros behind it', auth('alice', 'a:b::c\0\0'), { kind: 'basic', username: 'alice', password: 'a:b::c' }],
    ['both in the open', { username: 'alice', password: 'secret' }, { kind: 'basic', username: 'alice', password: 'secret' }],
    ['an identity token', { ...auth('alice', ''), identitytoken: 'refresh' }, { kind: 'identity-token', token: 'refresh', username: 'alice' }],
    ['a registry token', { ...auth(), registrytoken: 'bearer' }, { kind: 'registry-token', token: 'bearer' }],
    ['nothing: the mark of a store that is not there', {}, undefined],
    ['no colon', { auth: Buffer.from('alice').toString('base64') }, undefined],
    ['no user', auth('', 'secret'), undefined],
    ['no password', auth('alice', ''), undefined],
    ['a line break in a name', auth('alice\r\nx-evil: 1', 'secret'), undefined],
    ['a token that is none', { registrytoken: 'a b\r\n' }, undefined],
    ['an identity token that is none', { identitytoken: 'a\nb' }, undefined],
    ['another kind of value', { auth: 7 }, undefined],
    ['too much', auth('alice', 'x'.repeat(20_000)), undefined],
  ])('has %s', async (_, entry, credential) => {
    const person = home();
    person.put(config, { auths: { 'registry.example': entry } });
    expect((await person.logins().of('registry.example', 'app'))?.credential).toEqual(credential);
  });

  it.each(['', 'null', '[]', '{', '{"auths":[]}', '{"auths":{"registry.example":null}}', '{"auths":{"__proto__":{"auth":"YTpi"}}}', '"x"'])('that is %s has no login, and harms nobody', async text => {
    const person = home();
    person.put(config, text);
    expect(await person.logins().of('registry.example', 'app')).toBeUndefined();
    expect(await person.logins().registries()).toEqual([]);
    expect(({} as Record<string, unknown>)['auth']).toBeUndefined();
  });

  it('is read again when it changes, and once it is there', async () => {
    const person = home();
    const logins = person.logins();
    // Nobody changes it within a hover, and that asks several times.
    const aMomentLater = () => void (person.now += 250);
    expect(await userOf(logins, 'registry.example')).toBeUndefined();
    aMomentLater();
    person.put(config, { auths: { 'registry.example': auth('alice') } });
    expect(await userOf(logins, 'registry.example')).toBe('alice:secret');
    aMomentLater();
    // As Docker writes it: another file takes its place.
    renameSync(person.put('.docker/new', { auths: { 'registry.example': auth('carol') } }), `${person.path}/${config}`);
    expect(await userOf(logins, 'registry.example')).toBe('carol:secret');
    person.put(config, '{}');
    expect(await userOf(logins, 'registry.example')).toBe('carol:secret');
    aMomentLater();
    expect(await userOf(logins, 'registry.example')).toBeUndefined();
  });

  it('is read up to a size, and never as anything but a file', async () => {
    const person = home();
    person.put(config, JSON.stringify({ auths: { 'registry.example': auth() } }).padEnd(1024 * 1024, ' '));
    expect(await userOf(person.logins(), 'registry.example')).toBe('alice:secret');
    person.put(config, JSON.stringify({ auths: { 'registry.example': auth() } }).padEnd(1024 * 1024 + 1, ' '));
    expect(await userOf(person.logins(), 'registry.example')).toBeUndefined();
    expect(await userOf(person.logins({ dockerConfig: person.path }), 'registry.example')).toBeUndefined();
    expect(await userOf(person.logins({ dockerConfig: '/dev/zero' }), 'registry.example')).toBeUndefined();
  });

  it('says nothing of headers to send along', () => {
    expect(JSON.stringify(readLoginFile('{"HttpHeaders":{"X-Secret":"1"},"auths":{"registry.example":{"auth":"YTpi"}}}'))).not.toMatch(/Secret/i);
  });

  it('names the registries that there are logins for', async () => {
    const person = home();
    person.put(config, { auths: { 'https://index.docker.io/v1/': auth(), 'REGISTRY.example:5000': auth(), 'ghcr.io/acme': auth(), 'empty.example': {} }, credHelpers: { 'gcr.io': 'gcloud' } });
    expect([...(await person.logins({ edge: { registries: ['stored.example'] } }).registries())].sort()).toEqual(['docker.io', 'gcr.io', 'ghcr.io', 'registry.example:5000', 'stored.example']);
    person.put(config, { auths: { 'stored-by-program.example': {} }, credsStore: 'desktop' });
    expect(await person.logins().registries()).toEqual(['stored-by-program.example']);
  });
});

describe('which registry an entry is for', () => {
  it.each([
    ['registry.example', 'registry.example', ''], ['https://registry.example', 'registry.example', ''], ['http://registry.example:5000/', 'registry.example:5000', ''],
    ['https://index.docker.io/v1/', 'docker.io', ''], ['index.docker.io', 'docker.io', ''], ['registry-1.docker.io', 'docker.io', ''], ['docker.io', 'docker.io', ''],
    ['registry.example/v1/', 'registry.example', ''], ['https://registry.example/any/path', 'registry.example', ''], ['registry.example/team/app', 'registry.example', 'team/app'],
    ['[::1]:5000', '[::1]:5000', ''], ['127.0.0.1:5000', '127.0.0.1:5000', ''], ['GHCR.io', 'ghcr.io', ''],
  ])('%s', (key, host, path) => {
    expect(readKey(key)).toEqual({ host, path });
  });

  it.each(['', 'https://', 'user@registry.example', 'https://user:secret@registry.example', '-registry.example', 'registry.example\nevil', 'registry example', 'registry.example:99999999', 'registry.example/../x', 'registry.example/Team', '*.example', 'x'.repeat(300)])(
    '%j is for none',
    key => expect(readKey(key)).toBeUndefined(),
  );

  it.each([
    ['cr.io', 'ghcr.io'], ['ghcr.io', 'cr.io'], ['127.0.0.1:5000', 'x.127.0.0.1:5000'], ['127.0.0.1:5000', '127.0.0.1:50001'], ['127.0.0.1:5000', '127.0.0.1'],
    ['x.azurecr.io', 'x.azurecr.io.evil'], ['x.azurecr.io', 'evil-x.azurecr.io'], ['registry.example', 'registry.example:443'], ['registry.example', 'registry.example.'],
    ['https://index.docker.io/v1/', 'index.docker.io.evil'], ['docker.io', 'registry.docker.io'], ['registry.example', 'a.registry.example'],
  ])('attack A5: a login for %s is none for %s', async (named, other) => {
    const person = home();
    person.put(config, { auths: { [named]: auth() }, credHelpers: { [named.replace('https://index.docker.io/v1/', 'docker.io')]: 'none' } });
    person.put('.config/containers/auth.json', { auths: { [named]: auth('podman') } });
    const logins = person.logins({ environment: { DOCKER_AUTH_CONFIG: JSON.stringify({ auths: { [named]: auth('environment') } }) } });
    const registry = named === 'https://index.docker.io/v1/' ? 'docker.io' : named;
    expect(await userOf(logins, registry)).toBe('environment:secret');
    expect(await logins.idOf(registry, 'team/app')).not.toBe('');
    expect(await logins.of(other, 'team/app')).toBeUndefined();
    expect(await logins.idOf(other, 'team/app')).toBe('');
  });

  it('is not asked about what is no registry', async () => {
    expect(canonicalRegistry('registry.example')).toBe('registry.example');
    const person = home();
    person.put(config, { auths: { 'registry.example': auth() } });
    expect(await person.logins().of('registry.example\nevil', 'app')).toBeUndefined();
    expect(await person.logins().of('-registry.example', 'app')).toBeUndefined();
  });
});

describe('which login counts', () => {
  const all = (name: string) => ({ auths: { 'registry.example': auth(name) } });

  it('the environment, Docker, Podman, in this order', async () => {
    const person = home();
    const environment = { DOCKER_AUTH_CONFIG: JSON.stringify(all('environment')), XDG_RUNTIME_DIR: `${person.path}/run` };
    person.put('.dockercfg', { 'registry.example': auth('oldest') });
    expect(await userOf(person.logins(), 'registry.example')).toBe('oldest:secret');
    person.put('.config/containers/auth.json', all('podman'));
    expect(await userOf(person.logins(), 'registry.example')).toBe('podman:secret');
    if (process.platform === 'linux') {
      person.put('run/containers/auth.json', all('running'));
      expect(await userOf(person.logins({ environment: { XDG_RUNTIME_DIR: environment.XDG_RUNTIME_DIR } }), 'registry.example')).toBe('running:secret');
    }
    person.put(config, all('docker'));
    expect(await userOf(person.logins(), 'registry.example')).toBe('docker:secret');
    expect(await userOf(person.logins({ environment }), 'registry.example')).toBe('environment:secret');
  });

  it('files that are named take the place of the usual ones', async () => {
    const person = home();
    person.put(config, all('usual'));
    person.put('other/config.json', all('named'));
    person.put('setting.json', all('setting'));
    person.put('.config/containers/auth.json', { auths: { 'podman.example': auth('usual') } });
    person.put('auth.json', { auths: { 'podman.example': auth('named') } });
    const environment = { DOCKER_CONFIG: `${person.path}/other`, REGISTRY_AUTH_FILE: `${person.path}/auth.json` };
    expect(await userOf(person.logins({ environment }), 'registry.example')).toBe('named:secret');
    expect(await userOf(person.logins({ environment, dockerConfig: `${person.path}/setting.json` }), 'registry.example')).toBe('setting:secret');
    expect(await userOf(person.logins(), 'podman.example')).toBe('usual:secret');
    expect(await userOf(person.logins({ environment }), 'podman.example')).toBe('named:secret');
    expect(await userOf(person.logins({ environment: { DOCKER_CONFIG: 'other' } }), 'registry.example')).toBe('usual:secret');
  });

  it('the most specific one for the repository', async () => {
    const person = home();
    person.put('.config/containers/auth.json', { auths: { 'registry.example': auth('all'), 'registry.example/team': auth('team'), 'registry.example/team/app': auth('app'), 'docker.io/library/node': auth('node') } });
    const logins = person.logins();
    expect(await userOf(logins, 'registry.example', 'team/app')).toBe('app:secret');
    expect(await userOf(logins, 'registry.example', 'team/app/x')).toBe('app:secret');
    expect(await userOf(logins, 'registry.example', 'team/apple')).toBe('team:secret');
    expect(await userOf(logins, 'registry.example', 'teams/app')).toBe('all:secret');
    expect(await userOf(logins, 'docker.io', 'library/node')).toBe('node:secret');
    expect(await userOf(logins, 'docker.io', 'library/nodes')).toBeUndefined();
  });

  it('not what the environment names in the workspace, unless the person said so', async () => {
    const person = home();
    const folder = `${person.path}/workspace`;
    person.put('workspace/.docker/config.json', all('planted'));
    const environment = { DOCKER_CONFIG: `${folder}/.docker` };
    expect(await userOf(person.logins({ environment }), 'registry.example')).toBe('planted:secret');
    expect(await userOf(person.logins({ environment, edge: { folders: [folder] } }), 'registry.example')).toBeUndefined();
    expect(person.warnings).toHaveLength(1);
    expect(await userOf(person.logins({ environment, edge: { folders: [folder], ownEnvironment: true } }), 'registry.example')).toBe('planted:secret');
    expect(await userOf(person.logins({ dockerConfig: `${folder}/.docker/config.json`, edge: { folders: [folder] } }), 'registry.example')).toBe('planted:secret');
  });
});

describe('the id of a login', () => {
  it('tells logins apart, and tells nothing of them', async () => {
    const person = home();
    const ids = new Set<string>();
    for (const entry of [auth('alice', 'secret'), auth('alice', 'secret2'), auth('bob', 'secret'), { identitytoken: 'secret' }, { registrytoken: 'secret' }]) {
      person.put(config, { auths: { 'registry.example': entry, 'other.example': entry } });
      for (const registry of ['registry.example', 'other.example']) {
        ids.add(await person.logins().idOf(registry, 'app'));
        ids.add((await person.logins().of(registry, 'app'))?.id ?? '');
      }
    }
    expect(ids.size).toBe(20);
    for (const id of ids) expect(id).toMatch(/^[\w-]{22,43}$/);
  });

  it('that lasts is the same in every session, and nobody has none', async () => {
    const person = home();
    person.put(config, { auths: { 'registry.example': auth() } });
    expect(await person.logins().idOf('registry.example', 'app')).toBe(await person.logins().idOf('registry.example', 'app'));
    expect(await person.logins().idOf('other.example', 'app')).toBe('');
  });
});
