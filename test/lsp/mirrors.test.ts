import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CliFolder } from '../support/cli';
import { startFakeRegistry, type FakeRegistry } from '../support/fake-registry';
import type { ClientOptions } from '../support/lsp-client';
import { afterwards, client } from '../support/lsp-session';
import { startRegistryWithLogin } from '../support/registry-with-login';

/** The person's home, and the place of the system's file. */
let home: CliFolder;
let registry: FakeRegistry;
let mirror: FakeRegistry;
let digest: string;

beforeEach(async () => {
  home = new CliFolder();
  registry = await startFakeRegistry();
  mirror = await startFakeRegistry();
  ({ digest } = mirror.putImage('hub/app', 'x', '1'));
  vi.stubEnv('HOME', home.path);
  vi.stubEnv('XDG_CONFIG_HOME', undefined);
  vi.stubEnv('ProgramData', home.path);
  vi.stubEnv('PLIMSOLL_MACHINE_CONFIG', undefined);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  home.remove();
  await mirror.close();
  await registry.close().catch(() => undefined);
});

const uri = 'file:///nowhere/Dockerfile';
const system = (text: string) => home.put({ 'Plimsoll/config.yaml': text });
const mirrors = () => ({ [registry.host]: [`${mirror.host}/hub`] });

/** What the hover says once it says `wanted`. */
async function hoverUntil(wanted: string, options: ClientOptions, { host } = registry): Promise<string> {
  const server = await client(options);
  await server.open(uri, `FROM ${host}/app:1\n`);
  return vi.waitFor(async () => {
    const { contents } = (await server.hover(uri, 0, 7)) as { contents: { value: string } };
    const text = contents.value.replaceAll('\\', '');
    expect(text).toContain(wanted);
    return text;
  }, { timeout: 10_000, interval: 50 });
}

describe('the hover over an image whose registry is down', () => {
  beforeEach(() => registry.close());

  it('says which mirror answered, and why', async () => {
    const settings = { allowedHosts: [registry.host], mirrors: mirrors() };
    const said = `answered by the mirror ${mirror.host}, because ${registry.host} could not be reached`;
    expect(await hoverUntil(said, { settings })).toContain(digest);
    expect(mirror.log[0]).toBe('HEAD /v2/hub/app/manifests/1');
    await hoverUntil(`${registry.host} に接続できなかったため、ミラー ${mirror.host} の回答です`, { settings, locale: 'ja' });
  });

  it('says that the machine blocks it', async () => {
    home.put({ '.config/containers/registries.conf': `[[registry]]\nlocation = "${registry.host}"\nblocked = true\n` });
    const settings = { allowedHosts: [registry.host], mirrors: mirrors() };
    await hoverUntil('not looked up (registries.conf on this machine blocks it)', { settings });
    expect(mirror.log).toEqual([]);
  });

  it('has no mirror asked in a workspace that is not trusted', async () => {
    const settings = { allowedHosts: [registry.host], mirrors: mirrors() };
    await hoverUntil('not looked up (the workspace is not trusted)', { settings, trusted: false });
    expect(mirror.log).toEqual([]);
  });

  it('has a mirror answer that the system\'s file names, without a click', async () => {
    system(`allowedHosts: ["${registry.host}"]\nmirrors: { "${registry.host}": ["${mirror.host}/hub"] }\n`);
    await hoverUntil(`answered by the mirror ${mirror.host}`, { settings: {} });
  });

  it('has none answer that the person names, where the system\'s file speaks of mirrors', async () => {
    system('mirrors: {}\n');
    home.put({ '.config/containers/registries.conf': `[[registry]]\nlocation = "${registry.host}"\n[[registry.mirror]]\nlocation = "${mirror.host}/hub"\n` });
    await hoverUntil('not looked up (the registry could not be reached)', { settings: { allowedHosts: [registry.host], mirrors: mirrors() } });
    expect(mirror.log).toEqual([]);
    system('');
    await hoverUntil(`answered by the mirror ${mirror.host}`, { settings: { allowedHosts: [registry.host] } });
  });
});

describe('the machine\'s settings, in the editor,', () => {
  beforeEach(() => void registry.putImage('app', 'x', '1'));

  it('allow hosts for everybody, without a click', async () => {
    system(`allowedHosts: ["${registry.host}"]\n`);
    await hoverUntil('Digest now', { settings: {} });
  });

  it('are not loosened by the person\'s', async () => {
    system('allowedHosts: []\n');
    const settings = { allowedHosts: [registry.host] };
    await hoverUntil('not looked up (this host is asked only when you say so)', { settings });
    expect(registry.log).toEqual([]);
    system('');
    await hoverUntil('Digest now', { settings });
  });

  it('are those of the file that the environment names, below the system\'s and above the person\'s own', async () => {
    home.put({ 'named.yaml': `allowedHosts: ["${registry.host}"]\n`, '.config/plimsoll/config.yaml': 'allowedHosts: []\n' });
    await hoverUntil('not looked up (this host is asked only when you say so)', { settings: { allowedHosts: [registry.host] } });
    vi.stubEnv('PLIMSOLL_MACHINE_CONFIG', `${home.path}/named.yaml`);
    await hoverUntil('Digest now', { settings: {} });
    system('allowedHosts: []\n');
    const asked = registry.log.length;
    await hoverUntil('not looked up (this host is asked only when you say so)', { settings: {} });
    expect(registry.log).toHaveLength(asked);
  });

  it('say where logins are read, and which token service may be given them', async () => {
    const { registry: closed, config, shown } = await startRegistryWithLogin();
    afterwards(() => closed.close());
    home.put({ 'logins/config.json': config, 'other/config.json': '{}' });
    const own = { [closed.host]: [closed.tokenHost] };
    const person = { allowedHosts: [closed.host, closed.tokenHost], tokenRealms: own, dockerConfig: `${home.path}/other/config.json` };
    const logins = `dockerConfig: ${home.path}/logins/config.json\n`;
    await hoverUntil('not looked up (the registry wants a login)', { settings: person }, closed);
    system(logins);
    await hoverUntil('Digest now', { settings: person }, closed);
    expect(shown.at(-1)).toMatch(/^Basic /);
    system(`${logins}tokenRealms: {}\n`);
    const asked = shown.length;
    await hoverUntil('not looked up (the registry wants a login)', { settings: person }, closed);
    expect(shown.slice(asked).filter(each => each !== undefined)).toEqual([]);
  });

  it('are never those of a workspace', async () => {
    const workspace = new CliFolder().put({
      '.plimsoll.yaml': `version: 1\nallowedHosts: ["${registry.host}"]\n`, 'Plimsoll/config.yaml': `allowedHosts: ["${registry.host}"]\n`,
      '.config/plimsoll/config.yaml': `allowedHosts: ["${registry.host}"]\n`,
    });
    afterwards(() => workspace.remove());
    await hoverUntil('not looked up (this host is asked only when you say so)', { folders: [workspace.path], settings: {} });
    expect(registry.log).toEqual([]);
  });
});
