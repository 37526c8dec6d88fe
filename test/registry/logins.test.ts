import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Credential } from '../../server/src/core/login';
import type { ByRegistry } from '../../server/src/core/network-settings';
import { basicHeader, basicLogin, FakeLogins } from '../support/fake-logins';
import { action, background, createTestClient, failure, reference } from '../support/fake-registry-client';
import { htpasswd, storedApp } from '../support/guarded-registry';
import { startRealRegistry, type RealRegistry } from '../support/real-registry';
import { tokenIssuer, TokenServer, tokenService } from '../support/token-server';

const lookup = { consent: action };
let folder: string;
let pushed: Awaited<ReturnType<typeof storedApp>>['app'];

beforeAll(async () => {
  ({ folder, app: pushed } = await storedApp());
});
afterAll(async () => rm(folder, { recursive: true, force: true }));

function clientFor(registry: RealRegistry, credential: Credential, tokenRealms: ByRegistry = {}): ReturnType<typeof createTestClient> {
  return createTestClient({ logins: new FakeLogins({ [registry.host]: credential }), tokenRealms });
}

describe('a real registry with htpasswd', () => {
  let registry: RealRegistry;

  beforeAll(async () => {
    registry = await startRealRegistry(undefined, await htpasswd(folder));
  });
  afterAll(async () => registry.close());

  it('answers whoever signs in', async () => {
    const { client, lines } = clientFor(registry, basicLogin());
    const app = reference(`${registry.host}/team/app:1`);
    expect(await client.resolve(app, lookup)).toMatchObject({ digest: pushed.digest });
    expect(await client.resolveVerified(app, lookup)).toMatchObject({ digest: pushed.digest, verified: true });
    expect(await client.referrers(app, pushed.digest, lookup)).toEqual([]);
    expect(await client.resolve(reference(`${registry.host}/team/app:2`), lookup)).toBe('missing');
    expect(lines[0]).toContain(' 401 ');
    expect(lines.filter(line => line.includes(' 401 '))).toHaveLength(1);
  });

  it('tells nobody else', async () => {
    const app = reference(`${registry.host}/team/app:1`);
    expect(await failure(createTestClient().client.resolve(app, lookup))).toMatchObject({ code: 'unauthorized', login: undefined });
    const wrong = clientFor(registry, basicLogin('alice', 'wrong'));
    expect(await failure(wrong.client.resolve(app, lookup))).toMatchObject({ code: 'unauthorized', login: 'refused' });
    expect(await failure(wrong.client.resolve(app, lookup))).toMatchObject({ code: 'unauthorized', login: 'refused' });
    expect(wrong.lines).toHaveLength(2);
  });
});

describe('a real registry with tokens of another server', () => {
  let registry: RealRegistry;
  let tokens: TokenServer;
  let app: ReturnType<typeof reference>;

  beforeAll(async () => {
    tokens = await TokenServer.start();
    const rootcertbundle = join(folder, 'tokens.pem');
    await writeFile(rootcertbundle, tokens.certificate);
    const token = { realm: `http://${tokens.host}/token`, service: tokenService, issuer: tokenIssuer, rootcertbundle };
    registry = await startRealRegistry(undefined, { storage: folder, auth: { token } });
    app = reference(`${registry.host}/team/app:1`);
  });
  afterAll(async () => {
    await registry.close();
    await tokens.close();
  });
  beforeEach(() => void tokens.requests.splice(0));

  const named = (): ByRegistry => ({ [registry.host]: [tokens.host] });

  it('answers whoever signs in at the server that the person named', async () => {
    const { client, lines } = clientFor(registry, basicLogin(), named());
    expect(await client.resolve(app, lookup)).toMatchObject({ digest: pushed.digest });
    expect(await client.resolveVerified(app, lookup)).toMatchObject({ digest: pushed.digest, verified: true });
    expect(tokens.requests).toEqual([{ method: 'GET', authorization: basicHeader(), form: {} }]);
    expect(lines).toHaveLength(4);
  });

  it('answers whoever has an identity token there', async () => {
    const { client } = clientFor(registry, { kind: 'identity-token', token: 'refresh' }, named());
    expect(await client.resolve(app, lookup)).toMatchObject({ digest: pushed.digest });
    expect(tokens.requests).toMatchObject([{ method: 'POST', authorization: undefined, form: { grant_type: 'refresh_token', service: tokenService, scope: 'repository:team/app:pull' } }]);
  });

  it('attack A2: whose token server nobody named is asked for a token anonymously, and the error says so', async () => {
    const consent = background(registry.host, tokens.host);
    expect(await clientFor(registry, basicLogin(), named()).client.resolve(app, { consent })).toMatchObject({ digest: pushed.digest });
    tokens.requests.length = 0;
    const error = await failure(clientFor(registry, basicLogin()).client.resolve(app, { consent }));
    expect(error).toMatchObject({ code: 'unauthorized', login: { keptFrom: tokens.host } });
    expect(error.message).toContain('plimsoll.tokenRealms');
    expect(tokens.requests.map(({ authorization }) => authorization)).toEqual([undefined]);
  });

  it('tells nobody with a wrong password', async () => {
    const wrong = clientFor(registry, basicLogin('alice', 'wrong'), named());
    expect(await failure(wrong.client.resolve(app, lookup))).toMatchObject({ code: 'unauthorized', login: 'refused' });
    expect(await failure(wrong.client.resolve(app, lookup))).toMatchObject({ code: 'unauthorized', login: 'refused' });
    expect(tokens.requests).toHaveLength(1);
  });
});
