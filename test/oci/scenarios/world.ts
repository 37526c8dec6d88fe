import type { Credential } from '../../../server/src/core/login';
import { FakeLogins } from '../../support/fake-logins';
import type { FakeRegistry, FakeRegistryOptions } from '../../support/fake-registry';
import { action, background, createTestClient, type TestClient, type TestClientOptions } from '../../support/fake-registry-client';
import { createInternet, type Internet } from '../../support/internet';
import { fake } from '../fakes';

/** Somebody clicked, or only opened a file that names a public registry. */
export const clicked = { consent: action };
export const opened = { consent: background() };

export interface WorldOptions extends FakeRegistryOptions, Pick<TestClientOptions, 'tokenRealms'> {
  /** The person's, by registry. */
  readonly logins?: Readonly<Record<string, Credential>>;
  /** The token service's name, where it is not the registry's. */
  readonly tokenHost?: string;
  /** Names of these that lead to private addresses. */
  readonly inside?: readonly string[];
  /** Further servers: name to `127.0.0.1:port`. */
  readonly others?: Readonly<Record<string, string>>;
}

export interface World extends TestClient {
  readonly registry: FakeRegistry;
  readonly internet: Internet;
}

/** A scripted registry that is known as `name`, and a client that can reach it and nobody else. */
export async function world(name: string, { tokenHost, inside, others = {}, logins = {}, tokenRealms = {}, ...options }: WorldOptions = {}): Promise<World> {
  const registry = await fake({ ...options, ...(tokenHost === undefined ? {} : { tokenServer: 'other' }) });
  const tokens = tokenHost === undefined ? {} : { [tokenHost]: registry.tokenHost };
  const internet = createInternet({ [name]: registry.host, ...tokens, ...others }, inside);
  return { registry, internet, ...createTestClient({ http: internet.http, logins: new FakeLogins(logins), tokenRealms }) };
}

/** From now on images are for those who show just this; everybody else is challenged. */
export function guard({ registry }: World, shown: string, challenge: string): void {
  registry.script(/manifests/, (request, response, serve) => (request.headers.authorization === shown ? serve() : response.writeHead(401, { 'www-authenticate': challenge }).end()));
}

/** `reach host` of each request: whether private addresses were fine. */
export function reaches({ asked }: Internet): readonly string[] {
  return asked.map(({ url, reach }) => `${reach} ${new URL(url).host}`);
}
