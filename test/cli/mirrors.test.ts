import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CliFolder, type CliResult } from '../support/cli';
import { startFakeRegistry, type FakeRegistry } from '../support/fake-registry';
import { startRegistryWithLogin } from '../support/registry-with-login';

let folder: CliFolder;
/** The person's home, and the place of the system's file. */
let home: CliFolder;
let registry: FakeRegistry;
let mirror: FakeRegistry;
let digest: string;

beforeEach(async () => {
  folder = new CliFolder();
  home = new CliFolder();
  registry = await startFakeRegistry();
  mirror = await startFakeRegistry();
  ({ digest } = mirror.putImage('hub/app', 'x', '1'));
  folder.put({ Dockerfile: `FROM ${registry.host}/app:1\n` });
  await registry.close();
});
afterEach(async () => {
  folder.remove();
  home.remove();
  await mirror.close();
});

const system = 'Plimsoll/config.yaml';
const own = '.config/plimsoll/config.yaml';
const mirrors = (host: string) => `mirrors: { "${registry.host}": ["${host}/hub"] }\n`;
const conf = (...lines: string[]) => ['[[registry]]', `location = "${registry.host}"`, ...lines, ''].join('\n');
const run = (argv: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<CliResult> => folder.run(argv, { HOME: home.path, ...environment });
const onMachine = (): Record<string, string> => ({ ProgramData: home.path });

describe('pin, when the registry is down', () => {
  it('takes the digest of a mirror that the system\'s file names, and says so', async () => {
    expect(await run(['pin'], onMachine())).toMatchObject({ code: 1, err: expect.stringContaining(`could not reach ${registry.host}`) as string });
    home.put({ [system]: mirrors(mirror.host) });
    const result = await run(['pin'], onMachine());
    const said = `Dockerfile:1: ${registry.host}/app:1: answered by the mirror ${mirror.host}, because ${registry.host} could not be reached\n`;
    expect(result).toMatchObject({ code: 0, err: said });
    expect(folder.text('Dockerfile')).toBe(`FROM ${registry.host}/app:1@${digest}\n`);
    expect(mirror.log).toEqual(['GET /v2/hub/app/manifests/1']);
  });

  it('says it in Japanese too, and beside the report as JSON', async () => {
    home.put({ [system]: mirrors(mirror.host) });
    const said = `${registry.host} に接続できなかったため、ミラー ${mirror.host} の回答です`;
    const { out, err, json } = await run(['pin', '--dry-run', '--format', 'json', '--lang', 'ja'], onMachine());
    expect(err).toContain(said);
    expect(out).not.toContain(mirror.host);
    expect(json<{ changed: object[]; left: object[] }>()).toMatchObject({ left: [], changed: [{ to: `${registry.host}/app:1@${digest}` }] });
    expect(Object.keys(json<{ changed: object[] }>().changed[0] ?? {}).sort()).toEqual(['file', 'from', 'line', 'to']);
  });

  it('goes by the person\'s registries.conf', async () => {
    home.put({ '.config/containers/registries.conf': conf('[[registry.mirror]]', `location = "${mirror.host}/hub"`) });
    expect(await run(['pin'])).toMatchObject({ code: 0, err: expect.stringContaining(`the mirror ${mirror.host}`) as string });
    home.put({ '.config/containers/registries.conf': conf('blocked = true', '[[registry.mirror]]', `location = "${mirror.host}/hub"`) });
    folder.put({ Dockerfile: `FROM ${registry.host}/app:1\n` });
    const asked = mirror.log.length;
    expect(await run(['pin'])).toMatchObject({ code: 1, err: expect.stringContaining(`${registry.host} was not asked, because registries.conf on this machine blocks it`) as string });
    expect(mirror.log).toHaveLength(asked);
  });

  it('asks nobody when it is offline', async () => {
    home.put({ [system]: mirrors(mirror.host) });
    expect(await run(['pin', '--offline'], onMachine())).toMatchObject({ code: 1 });
    expect(mirror.log).toEqual([]);
  });
});

describe('the machine\'s settings, on the command line,', () => {
  it('are those of the first file that has them', async () => {
    home.put({ 'named.yaml': mirrors('127.0.0.1:9'), [own]: mirrors(mirror.host) });
    const named = { PLIMSOLL_MACHINE_CONFIG: `${home.path}/named.yaml` };
    // The person's own file alone.
    expect(await run(['pin', '--dry-run'])).toMatchObject({ code: 0 });
    // The one that is named stands above it.
    expect(await run(['pin', '--dry-run'], named)).toMatchObject({ code: 1 });
    // And the system's above both.
    home.put({ [system]: mirrors(mirror.host) });
    expect(await run(['pin', '--dry-run'], { ...named, ...onMachine() })).toMatchObject({ code: 0 });
    home.put({ [system]: 'mirrors: {}\n' });
    expect(await run(['pin', '--dry-run'], { ...named, ...onMachine() })).toMatchObject({ code: 1 });
  });

  it('are not what another program\'s file says where the system\'s speaks', async () => {
    home.put({ '.config/containers/registries.conf': conf('[[registry.mirror]]', `location = "${mirror.host}/hub"`) });
    expect(await run(['pin', '--dry-run'], onMachine())).toMatchObject({ code: 0 });
    home.put({ [system]: 'mirrors: {}\n' });
    expect(await run(['pin', '--dry-run'], onMachine())).toMatchObject({ code: 1 });
  });

  it('are never those of the folder that is worked in', async () => {
    home.put({ [own]: mirrors(mirror.host) });
    expect(await run(['pin', '--dry-run'])).toMatchObject({ code: 0 });
    const asked = mirror.log.length;
    home.remove();
    folder.put({
      [own]: mirrors(mirror.host), [system]: mirrors(mirror.host), '.config/containers/registries.conf': conf('[[registry.mirror]]', `location = "${mirror.host}/hub"`),
      'etc/plimsoll/config.yaml': mirrors(mirror.host), 'plimsoll/config.yaml': mirrors(mirror.host),
    });
    expect(await run(['pin', '--dry-run'], { HOME: '.', XDG_CONFIG_HOME: '.' })).toMatchObject({ code: 1 });
    folder.put({ '.plimsoll.yaml': `version: 1\n${mirrors(mirror.host)}` });
    expect((await run(['pin', '--dry-run'])).code).not.toBe(0);
    expect(mirror.log).toHaveLength(asked);
  });

  it('say where logins are read, and which token service may be given them', async () => {
    const { registry: closed, config, shown } = await startRegistryWithLogin();
    try {
      folder.put({ Dockerfile: `FROM ${closed.host}/app:1\n` });
      home.put({ 'logins/config.json': config, 'other/config.json': '{}' });
      const realms = `allowedHosts: ["${closed.tokenHost}"]\ntokenRealms: { "${closed.host}": ["${closed.tokenHost}"] }\n`;
      const logins = (name: string) => `dockerConfig: ${home.path}/${name}/config.json\n`;
      home.put({ [system]: realms + logins('logins'), [own]: `tokenRealms: {}\n${logins('other')}` });
      expect(await run(['pin', '--dry-run'], onMachine())).toMatchObject({ code: 0, err: '' });
      expect(shown.at(-1)).toMatch(/^Basic /);
      // The person's own file counts where the system's is silent, and not elsewhere.
      home.put({ [system]: realms });
      expect(await run(['pin', '--dry-run'], onMachine())).toMatchObject({ code: 1 });
      home.put({ [system]: `${logins('logins')}tokenRealms: {}\nallowedHosts: ["${closed.tokenHost}"]\n`, [own]: realms });
      const asked = shown.length;
      expect(await run(['pin', '--dry-run'], onMachine())).toMatchObject({ code: 1 });
      expect(shown.slice(asked).filter(each => each !== undefined)).toEqual([]);
    } finally {
      await closed.close();
    }
  });

  it('name the hosts that a registry may lead to', async () => {
    const other = await startFakeRegistry({ auth: 'bearer', tokenServer: 'other' });
    try {
      other.putImage('app', 'x', '1');
      folder.put({ Dockerfile: `FROM ${other.host}/app:1\n` });
      // Tokens are had on another port of this machine, which nobody allowed.
      expect(await run(['pin', '--dry-run'], onMachine())).toMatchObject({ code: 1, err: expect.stringContaining(other.tokenHost) as string });
      home.put({ [system]: `allowedHosts: ["${other.tokenHost}"]\n` });
      expect(await run(['pin', '--dry-run'], onMachine())).toMatchObject({ code: 0, err: '' });
      home.put({ [system]: 'allowedHosts: []\n', [own]: `allowedHosts: ["${other.tokenHost}"]\n` });
      expect(await run(['pin', '--dry-run'], onMachine())).toMatchObject({ code: 1 });
    } finally {
      await other.close();
    }
  });
});
