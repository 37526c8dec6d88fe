import { describe, expect, it, vi } from 'vitest';
import { createTestClock } from '../support/fake-registry-client';
import { createLogins } from '../../server/src/node/logins';
import { noEdge } from '../../server/src/core/login';
import { Seal } from '../../server/src/node/logins/sealed';

vi.mock('vscode', () => ({}));
vi.mock('vscode-languageclient', () => ({ State: { Running: 2 } }));
const { answerLogins } = await import('../../client/src/answer-logins');
const { Logins, registryOf } = await import('../../client/src/logins');
const { seal } = await import('../../client/src/sealing');

/** An editor's secret storage. */
class FakeSecrets {
  readonly held = new Map<string, string>();
  readonly #listeners = new Set<(event: { key: string }) => void>();
  get = (key: string) => Promise.resolve(this.held.get(key));
  store = (key: string, value: string) => Promise.resolve(this.#set(key, value));
  delete = (key: string) => Promise.resolve(this.#set(key, undefined));
  keys = () => Promise.resolve([...this.held.keys()]);
  onDidChange = (listener: (event: { key: string }) => void) => {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  };

  #set(key: string, value: string | undefined): void {
    if (value === undefined) this.held.delete(key);
    else this.held.set(key, value);
    for (const listener of this.#listeners) listener({ key });
  }
}

/** The connection to a server that is running, and what went over it. */
class FakeClient {
  readonly state = 2;
  readonly sent: unknown[] = [];
  handler: (params: unknown) => Promise<string | null> = () => Promise.resolve(null);
  onRequest = (_: string, handler: (params: unknown) => Promise<string | null>) => {
    this.handler = handler;
    return { dispose: () => undefined };
  };
  onDidChangeState = () => ({ dispose: () => undefined });
  sendNotification = (_: string, params: unknown) => Promise.resolve(void this.sent.push(params));

  async ask(params: unknown): Promise<string | null> {
    const answer = await this.handler(params);
    this.sent.push(params, answer);
    return answer;
  }
}

function editor(trusted = true) {
  const secrets = new FakeSecrets();
  const logins = new Logins(secrets);
  const client = new FakeClient();
  answerLogins({ client: client as never, logins }, () => trusted);
  return { secrets, logins, client };
}

const alice = { username: 'alice', password: 'correct horse' };

describe('logins in the secret storage', () => {
  it('are kept by registry, and told by name', async () => {
    const { logins } = editor();
    expect(await logins.registries()).toEqual([]);
    await logins.put('registry.example:5000', alice);
    await logins.put('docker.io', { username: 'bob', password: 'x' });
    await logins.put('docker.io', { username: 'carol', password: 'x' });
    expect(await logins.registries()).toEqual(['registry.example:5000', 'docker.io']);
    expect(await logins.of('registry.example:5000')).toEqual(alice);
    expect(await logins.of('docker.io')).toMatchObject({ username: 'carol' });
    for (const other of ['registry.example', 'x.registry.example:5000', '', 'constructor']) expect(await logins.of(other)).toBeUndefined();
    await logins.remove('docker.io');
    expect(await logins.registries()).toEqual(['registry.example:5000']);
    expect(await logins.of('docker.io')).toBeUndefined();
  });

  it.each(['', 'null', '{', '"x"', '{"username":1}', '[1]'])('that are %j are none', async text => {
    const { secrets, logins } = editor();
    secrets.held.set('plimsoll.login:docker.io', text);
    secrets.held.set('plimsoll.logins', text);
    expect(await logins.of('docker.io')).toBeUndefined();
    expect(await logins.registries()).toEqual([]);
  });

  it.each([
    ['docker.io', 'docker.io'], [' https://index.docker.io/v1/ ', 'docker.io'], ['GHCR.io', 'ghcr.io'], ['localhost', 'localhost'], ['registry:5000', 'registry:5000'], ['https://registry.example/', 'registry.example'],
  ])('are for the host that %j names', (text, registry) => expect(registryOf(text)).toBe(registry));

  it.each(['', 'nginx', 'registry.example/team', 'user@registry.example', 'a b.example', '-x.example', 'x\n.example'])('are not for %j', text => expect(registryOf(text)).toBeUndefined());
});

describe('what the server is told of them', () => {
  it('is which registries there are, and whenever that changes', async () => {
    const { secrets, logins, client } = editor();
    await logins.put('registry.example', alice);
    await vi.waitFor(() => expect(client.sent.at(-1)).toEqual({ registries: ['registry.example'] }));
    await secrets.store('somebody.else', 'x');
    await logins.remove('registry.example');
    await vi.waitFor(() => expect(client.sent.at(-1)).toEqual({ registries: [] }));
    expect(JSON.stringify(client.sent)).not.toMatch(/alice|horse/);
  });

  it('is a login when it asks, sealed', async () => {
    const { logins, client } = editor();
    await logins.put('registry.example', alice);
    const machine = { environment: {}, platform: 'linux', home: '/nowhere', user: 0 } as const;
    const edge = { ...noEdge, registries: ['registry.example', 'other.example'], ask: (registry: string, key: string) => client.ask({ registry, key }) };
    const port = createLogins({ machine, edge: () => edge, dockerConfig: () => '', clock: createTestClock(), log: { warn: () => undefined } });
    expect((await port.of('registry.example', 'app'))?.credential).toEqual({ kind: 'basic', ...alice });
    expect(await port.of('other.example', 'app')).toBeUndefined();
    expect(client.sent.filter(each => typeof each === 'string')).toHaveLength(1);
    expect(JSON.stringify(client.sent)).not.toMatch(/alice|horse|YWxpY2U/);
  });

  it('is nothing where the workspace is not trusted, or nothing is asked for', async () => {
    const seal = new Seal();
    for (const trusted of [true, false]) {
      const { logins, client } = editor(trusted);
      await logins.put('registry.example', alice);
      expect(typeof (await client.ask({ registry: 'registry.example', key: seal.key })) === 'string').toBe(trusted);
      for (const params of [undefined, {}, { registry: 'registry.example' }, { registry: 'https://registry.example', key: seal.key }, { registry: 's', key: seal.key }]) expect(await client.ask(params)).toBeNull();
    }
  });
});

describe('the memory of the server', () => {
  function server() {
    const state = { registries: ['registry.example'], turn: 0, asked: 0, answer: alice as unknown };
    const machine = { environment: {}, platform: 'linux', home: '/nowhere', user: 0 } as const;
    const ask = (_: string, key: string): Promise<unknown> => {
      state.asked += 1;
      return Promise.resolve(state.answer === null ? null : seal(state.answer, key));
    };
    const logins = createLogins({ machine, edge: () => ({ ...noEdge, ...state, ask }), dockerConfig: () => '', clock: createTestClock(), log: { warn: () => undefined } });
    return { state, logins };
  }

  it('holds a login until the editor says that it may be another', async () => {
    const { state, logins } = server();
    await Promise.all([logins.of('registry.example', 'a'), logins.of('registry.example', 'b'), logins.idOf('registry.example', 'a')]);
    expect(state.asked).toBe(1);
    const before = await logins.idOf('registry.example', 'a');
    state.answer = { username: 'bob', password: 'x' };
    state.turn += 1;
    expect((await logins.of('registry.example', 'a'))?.credential).toMatchObject({ username: 'bob' });
    expect(await logins.idOf('registry.example', 'a')).not.toBe(before);
    state.registries = [];
    state.turn += 1;
    expect(await logins.of('registry.example', 'a')).toBeUndefined();
    expect(state.asked).toBe(2);
  });

  it.each([null, {}, { username: 'a' }, { username: 'a', password: 7 }, { username: 'a:b', password: 'x' }, 'text'])('takes %j for no login', async answer => {
    const { state, logins } = server();
    state.answer = answer;
    expect(await logins.of('registry.example', 'a')).toBeUndefined();
  });
});

describe('the seal', () => {
  it('is opened by the one that it is for, and only whole', () => {
    const mine = new Seal();
    const sealed = seal(alice, mine.key);
    expect(mine.open(sealed)).toEqual(alice);
    expect(new Seal().open(sealed)).toBeUndefined();
    const parts = sealed.split('.');
    expect(mine.open([parts[0], parts[1], parts[2], Buffer.from('other').toString('base64')].join('.'))).toBeUndefined();
    expect(mine.open([parts[0], parts[1], parts[2]?.slice(0, 8), parts[3]].join('.'))).toBeUndefined();
    for (const nothing of [undefined, null, 7, '', '...', 'a.b.c.d', {}]) expect(mine.open(nothing)).toBeUndefined();
    expect(seal(alice, mine.key)).not.toBe(sealed);
  });
});
