import { copyFileSync, mkdirSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { answers, auth, home, type Home } from '../node/logins/home';
import { fake } from '../oci/fakes';
import { CliFolder } from '../support/cli';
import { basicHeader } from '../support/fake-logins';
import type { FakeRegistry } from '../support/fake-registry';

const name = 'docker-credential-test';
let folder: CliFolder;
let person: Home;
let registry: FakeRegistry;
let digest: string;

beforeEach(async () => {
  folder = new CliFolder();
  person = home();
  registry = await fake();
  ({ digest } = registry.putImage('team/app', 'x', '1'));
  registry.script(/ \/v2\//, (request, response, serve) => {
    if (request.headers.authorization === basicHeader('alice', 'secret')) serve();
    else response.writeHead(401, { 'www-authenticate': 'Basic realm="x"' }).end();
  });
  folder.put({ Dockerfile: `FROM ${registry.host}/team/app:1\n` });
});
afterEach(() => folder.remove());

const pin = (environment: Readonly<Record<string, string>>) => folder.run(['pin', '--format', 'json'], { HOME: person.path, ...environment });

describe('pin', () => {
  it('of a private image uses the login that Docker has', async () => {
    person.put('.docker/config.json', { auths: { [registry.host]: auth() } });
    expect(await pin({})).toMatchObject({ code: 0, err: '' });
    expect(folder.text('Dockerfile')).toBe(`FROM ${registry.host}/team/app:1@${digest}\n`);
  });

  it('says whether it had a login', async () => {
    expect((await pin({})).out).toContain('wants a login, or has no such image');
    person.put('.docker/config.json', { auths: { [registry.host]: auth('alice', 'wrong') } });
    const { code, out, err } = await pin({});
    expect(code).toBe(1);
    expect(out).toContain('did not accept your login');
    expect(out + err).not.toMatch(/alice|wrong/);
  });

  it('asks a program for it, and warns once where that is missing', async () => {
    person.put('.docker/config.json', { credHelpers: { [registry.host]: 'test' } });
    const { code, err } = await pin({});
    expect(code).toBe(1);
    expect(err.split('docker-credential-test has no login').length).toBe(2);
    person.program(name, answers('alice', 'secret'));
    expect(await pin({ PATH: `${person.path}/bin` })).toMatchObject({ code: 0, err: '' });
    expect(person.runs(name)).toHaveLength(1);
  });

  it('attack A16: runs no program of the folder that it works in', async () => {
    person.put('.docker/config.json', { credHelpers: { [registry.host]: 'test' } });
    const planted = person.program(name, answers('alice', 'secret'), 'planted');
    expect(await pin({ PATH: planted })).toMatchObject({ code: 0 });
    expect(person.runs(name, 'planted')).toHaveLength(1);
    mkdirSync(`${folder.path}/bin`);
    for (const place of [folder.path, `${folder.path}/bin`]) copyFileSync(`${planted}/${name}`, `${place}/${name}`);
    for (const PATH of ['', ':', '.', ':/nowhere', '/nowhere:', 'bin', folder.path, `${folder.path}/bin`]) {
      folder.put({ Dockerfile: `FROM ${registry.host}/team/app:1\n` });
      expect(await pin({ PATH })).toMatchObject({ code: 1 });
    }
    expect(person.runs(name, 'planted')).toHaveLength(1);
  });
});
