import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { Helpers } from '../../../server/src/node/logins/helpers';
import { answers, auth, home, type Home } from './home';

const config = '.docker/config.json';
const name = 'docker-credential-test';
let person: Home;

beforeEach(() => {
  person = home();
  person.put(config, { credHelpers: { 'registry.example': 'test' } });
});

describe('a program that has logins', () => {
  beforeEach(() => void person.program(name, answers('alice', 'secret')));

  it('is asked by the protocol, in the home of the person', async () => {
    expect((await person.logins().of('registry.example', 'app'))?.credential).toEqual({ kind: 'basic', username: 'alice', password: 'secret' });
    expect(person.runs(name)).toEqual([{ argv: ['get'], input: 'registry.example', cwd: person.path }]);
  });

  it('knows Docker Hub by its old name', async () => {
    person.put(config, { credHelpers: { 'docker.io': 'test' } });
    await person.logins().of('docker.io', 'library/node');
    expect(person.runs(name).map(({ input }) => input)).toEqual(['https://index.docker.io/v1/']);
  });

  it('may have an identity token', async () => {
    person.program(name, answers('<token>', 'refresh'));
    expect((await person.logins().of('registry.example', 'app'))?.credential).toEqual({ kind: 'identity-token', token: 'refresh' });
  });

  it('rule 1: is run only for a registry that the configuration names', async () => {
    person.put(config, { auths: { 'stored.example': {} }, credHelpers: { 'registry.example': 'test' }, credsStore: 'store' });
    person.program('docker-credential-store', answers('bob', 'secret'));
    const logins = person.logins();
    expect((await logins.of('stored.example', 'app'))?.credential).toMatchObject({ username: 'bob' });
    expect((await logins.of('registry.example', 'app'))?.credential).toMatchObject({ username: 'alice' });
    for (const other of ['other.example', 'a.stored.example', 'docker.io']) expect(await logins.of(other, 'app')).toBeUndefined();
    expect([...person.runs(name), ...person.runs('docker-credential-store')].map(({ argv, input }) => [argv, input])).toEqual([[['get'], 'registry.example'], [['get'], 'stored.example']]);
  });

  it('rule 1: is not run to say which logins there are, or whose an answer is', async () => {
    expect(await person.logins().registries()).toEqual(['registry.example']);
    expect(await person.logins().idOf('registry.example', 'app')).toMatch(/^[\w-]{22}$/);
    expect(person.runs(name)).toEqual([]);
  });

  it('rule 1: is not named by the environment alone', async () => {
    person.put(config, {});
    const environment = { DOCKER_AUTH_CONFIG: JSON.stringify({ auths: { 'registry.example': {} }, credsStore: 'test', credHelpers: { 'registry.example': 'test' } }) };
    expect(await person.logins({ environment }).of('registry.example', 'app')).toBeUndefined();
    expect(person.runs(name)).toEqual([]);
  });

  it('rule 2: is not named by a file that the environment names in the workspace', async () => {
    const folder = join(person.path, 'workspace');
    person.put('workspace/config.json', { credHelpers: { 'other.example': 'test' } });
    const environment = { DOCKER_CONFIG: folder };
    expect(await person.logins({ environment }).of('other.example', 'app')).toBeDefined();
    symlinkSync(folder, join(person.path, 'link'));
    for (const DOCKER_CONFIG of [folder, join(person.path, 'link')]) {
      expect(await person.logins({ environment: { DOCKER_CONFIG }, edge: { folders: [folder] } }).of('other.example', 'app')).toBeUndefined();
    }
    expect(person.runs(name)).toHaveLength(1);
  });

  it.each(['../evil', '-evil', '', 'a b', 'a/b', 'a\\b', 'a;b', 'a\nb', '.evil', 'x'.repeat(65)])('attack A16: by the name %j no program is run', async helper => {
    expect(await person.logins().of('registry.example', 'app')).toBeDefined();
    person.program(`docker-credential-${helper}`, answers('evil', 'evil'));
    person.put(config, { credHelpers: { 'registry.example': helper } });
    expect(await person.logins().of('registry.example', 'app')).toBeUndefined();
    expect(person.runs(`docker-credential-${helper}`)).toEqual([]);
    expect(person.warnings.join()).not.toContain('\n');
  });

  it('attack A16: rule 3: a program that somebody planted where work is done is never run', async () => {
    const workspace = join(person.path, 'workspace');
    const planted = person.program(name, answers('evil', 'evil'), 'workspace/bin');
    person.program(name, answers('evil', 'evil'), 'workspace');
    symlinkSync(planted, join(person.path, 'link'));
    symlinkSync(join(planted, name), join(person.put('links/x', ''), '..', name));
    const edge = { folders: [workspace] };
    const bin = join(person.path, 'bin');
    expect((await person.logins({ environment: { PATH: `${planted}:${bin}` } }).of('registry.example', 'app'))?.credential).toMatchObject({ username: 'evil' });
    for (const entry of [planted, workspace, join(person.path, 'link'), join(person.path, 'links'), `${bin}/../workspace/bin`]) {
      expect((await person.logins({ environment: { PATH: `${entry}:${bin}` }, edge }).of('registry.example', 'app'))?.credential).toMatchObject({ username: 'alice' });
    }
    for (const PATH of ['', ':', '.', './bin', 'bin', `:${planted}`, planted]) {
      expect(await person.logins({ environment: { PATH }, edge }).of('registry.example', 'app')).toBeUndefined();
    }
  });

  it('attack A16: rule 3: an entry of PATH that depends on the folder of the process leads nowhere', async () => {
    const bin = join(person.path, 'bin');
    expect(await person.logins({ environment: { PATH: `/nowhere:${bin}` } }).of('registry.example', 'app')).toBeDefined();
    // From wherever it is tried, this leads there.
    const way = `${'../'.repeat(40)}${bin.slice(1)}`;
    for (const PATH of [way, `./${way}`]) expect(await person.logins({ environment: { PATH } }).of('registry.example', 'app')).toBeUndefined();
    expect(person.runs(name)).toHaveLength(1);
  });

  it('attack A16: rule 3: on Windows only programs are run, and scripts are not', async () => {
    person.program(`${name}.cmd`, answers('evil', 'evil'));
    person.program(`${name}.bat`, answers('evil', 'evil'));
    const helpers = (platform: NodeJS.Platform) => new Helpers({ machine: { ...person.machine, platform }, folders: () => [], clock: { now: () => 0 }, log: { warn: () => undefined } });
    expect(await helpers('linux').get('test', 'registry.example')).toBeDefined();
    expect(await helpers('win32').get('test', 'registry.example')).toBeUndefined();
    person.program(`${name}.exe`, answers('bob', 'secret'));
    expect(await helpers('win32').get('test', 'registry.example')).toMatchObject({ username: 'bob' });
  });

  it.each(['registry.example\nevil.example', '-registry.example', '', 'https://registry.example', 'REGISTRY.example', 'registry.example:5000/x'])('attack A16: the host %j never reaches it', async host => {
    const helpers = new Helpers({ machine: person.machine, folders: () => [], clock: { now: () => 0 }, log: { warn: () => undefined } });
    expect(await helpers.get('test', 'registry.example')).toBeDefined();
    expect(await helpers.get('test', host)).toBeUndefined();
    expect(person.runs(name)).toHaveLength(1);
  });

  it('rule 5: is asked once for all who want the same, and again after ten minutes', async () => {
    const logins = person.logins();
    await Promise.all(Array.from({ length: 20 }, () => logins.of('registry.example', 'app')));
    person.now += 9 * 60_000;
    await logins.of('registry.example', 'other');
    expect(person.runs(name)).toHaveLength(1);
    person.now += 61_000;
    await logins.of('registry.example', 'app');
    expect(person.runs(name)).toHaveLength(2);
  });

  it('rule 5: is asked again before a token ends that says when', async () => {
    const token = ['{}', JSON.stringify({ exp: person.now / 1000 + 120 }), ''].map(part => Buffer.from(part).toString('base64url')).join('.');
    person.program(name, answers('<token>', token));
    const logins = person.logins();
    await logins.of('registry.example', 'app');
    person.now += 119_000;
    await logins.of('registry.example', 'app');
    expect(person.runs(name)).toHaveLength(1);
    person.now += 2000;
    await logins.of('registry.example', 'app');
    expect(person.runs(name)).toHaveLength(2);
  });

  it('is asked again when the registry rejected what it said, and not when that was something else', async () => {
    const logins = person.logins();
    const login = await logins.of('registry.example', 'app');
    logins.rejected('registry.example', { ...login!, id: 'another' });
    await logins.of('registry.example', 'app');
    expect(person.runs(name)).toHaveLength(1);
    logins.rejected('registry.example', login!);
    await logins.of('registry.example', 'app');
    expect(person.runs(name)).toHaveLength(2);
  });

  it('keeps nobody waiting who has left', async () => {
    person.program(name, 'setInterval(() => undefined, 1000);');
    const controller = new AbortController();
    const asking = person.logins({ helperTimeout: 2000 }).of('registry.example', 'app', controller.signal);
    controller.abort();
    expect(await asking).toBeUndefined();
  });
});

describe('rule 4: a program that fails', () => {
  it.each([
    ['never ends', 'setInterval(() => undefined, 1000);', 'it did not end in time'],
    ['leaves another one behind', "require('node:child_process').spawn(process.execPath, ['-e', 'setTimeout(() => undefined, 4000)'], { stdio: 'inherit' }); setInterval(() => undefined, 1000);", 'it did not end in time'],
    ['writes for ever', "const more = () => process.stdout.write('x'.repeat(65536), more); more();", 'it wrote too much'],
    ['ends badly', "process.stdout.write('the secret is swordfish'); process.stderr.write('swordfish'); process.exitCode = 3;", 'it ended with 3'],
    ['writes no JSON', "process.stdout.write('swordfish');", 'it answered with something else than a login'],
    ['writes other JSON', "process.stdout.write('[\"swordfish\"]');", 'it answered with something else than a login'],
    ['has a name with a colon', answers('a:b', 'swordfish'), 'it answered with a login that cannot be used'],
    ['has a secret with a line break', answers('a', 'swordfish\nx: y'), 'it answered with a login that cannot be used'],
  ])('%s', async (_, body, why) => {
    person.program(name, body);
    const logins = person.logins({ helperTimeout: why === 'it did not end in time' ? 400 : 10_000 });
    expect(await logins.of('registry.example', 'app')).toBeUndefined();
    expect(await logins.of('registry.example', 'app')).toBeUndefined();
    expect(person.warnings).toEqual([`docker-credential-test has no login for registry.example: ${why}`]);
    // One that is ended early may not have come to take note of it.
    expect(person.runs(name).length).toBeLessThanOrEqual(1);
  });

  it('is tried again after a minute, and warned of once', async () => {
    person.program(name, 'process.exitCode = 1;');
    const logins = person.logins();
    for (let minute = 0; minute < 3; minute += 1) {
      expect(await logins.of('registry.example', 'app')).toBeUndefined();
      person.now += 61_000;
    }
    expect(person.runs(name)).toHaveLength(3);
    expect(person.warnings).toHaveLength(1);
  });

  it('is nothing to warn of when it has no login', async () => {
    person.program(name, "process.stdout.write('credentials not found in native keychain\\n'); process.exitCode = 1;");
    expect(await person.logins().of('registry.example', 'app')).toBeUndefined();
    expect(person.warnings).toEqual([]);
  });

  it('leaves the login that the file has itself', async () => {
    person.put(config, { credHelpers: { 'registry.example': 'test' }, auths: { 'registry.example': auth('bob') } });
    expect((await person.logins().of('registry.example', 'app'))?.credential).toMatchObject({ username: 'bob' });
    expect(person.warnings).toEqual(['docker-credential-test has no login for registry.example: there is no such program']);
  });
});
