import { render } from '../../../server/src/core/message';
import type { HttpPort } from '../../../server/src/core/ports';
import { createHttp } from '../../../server/src/node/http';
import { errorMessage, notFoundMessage, RegistryError, type RegistryErrorCode } from '../../../server/src/oci';
import { defaultLimits, type Limits } from '../../../server/src/oci/limits';
import { background, createTestClient, reference, type TestClient } from '../../support/fake-registry-client';
import type { FakeRegistryOptions, FakeRegistry } from '../../support/fake-registry';
import type { StoredDescriptor } from '../../support/fake-registry-contents';
import { asUsual, fake } from '../fakes';

/** A registry with `app:1`, a client that may ask it, and whatever else a row needs. */
export interface World {
  readonly registry: FakeRegistry;
  /** `app:1`. */
  readonly image: StoredDescriptor;
  readonly test: TestClient;
  /** Asks as the row does, another time. */
  again(): Promise<Outcome>;
}

/** What somebody wants to know: by HEAD, by GET and hashed, or what refers to the image. */
export type Question = 'resolve' | 'verified' | 'referrers';

/** What came of it. */
export type Outcome =
  | { readonly got: 'the image' | 'another digest' | 'missing' | 'referrers' }
  | { readonly code: RegistryErrorCode; readonly status?: number; readonly retryIn?: number };

export interface Row {
  /** As section 5 of the design calls it. */
  readonly fault: string;
  readonly options?: FakeRegistryOptions;
  readonly ask?: Question;
  readonly limits?: Partial<Limits>;
  readonly http?: () => HttpPort;
  /** The host that is asked, when it is not the registry's own. */
  readonly host?: (registry: FakeRegistry) => string;
  /** What the registry does wrong. May use the client before. */
  arrange?(world: World): void | Promise<void>;
  readonly outcome: Outcome;
  /** That reach the registry, or whoever it sends us to, for the one question. */
  readonly requests: number;
  /** Milliseconds of the client's clock after which it has its answer. */
  readonly within: number;
  /** What the user reads, with `HOST` for the registry's host:port; nothing where the image was found. */
  readonly says?: string | RegExp;
  /** The registry is good again afterwards, and the same sockets serve; false where there is none. */
  readonly recovers?: false;
}

export interface Result {
  readonly outcome: Outcome;
  readonly requests: number;
  readonly says: string | undefined;
  readonly took: number;
  readonly after: Outcome | undefined;
}

/** Short times for rows that end with one: nobody waits for real seconds. */
export const short = { exchange: 250 } as const;
/** Milliseconds within which such a row must end, on a busy machine too. */
export const soon = 5000;

export async function run(row: Row): Promise<Result> {
  const { options = {}, ask = 'resolve', limits = {} } = row;
  const http = row.http?.() ?? createHttp();
  const registry = await fake(options);
  const image = registry.putImage('app', 'x', '1');
  const test = createTestClient({ http, limits });
  const host = row.host?.(registry) ?? registry.host;
  const asking = { registry, host, image, ask, client: test.client };
  const again = async (): Promise<Outcome> => (await question(asking, test)).outcome;
  await row.arrange?.({ registry, image, test, again });
  const before = registry.requests.length;
  const started = test.clock.now();
  const { outcome, says } = await question(asking, test);
  const result = { outcome, requests: registry.requests.length - before, says: says?.replaceAll(host, 'HOST'), took: test.clock.now() - started };
  return { ...result, after: row.recovers === false ? undefined : await recovered({ ...asking, http, advance: test.clock.advance }) };
}

type Asking = { readonly registry: FakeRegistry; readonly host: string; readonly image: StoredDescriptor; readonly ask: Question; readonly client: TestClient['client'] };

async function question({ registry, host, image, ask, client }: Asking, { clock }: Pick<TestClient, 'clock'>): Promise<{ outcome: Outcome; says?: string }> {
  const lookup = { consent: background(host, registry.host, registry.tokenHost) };
  const app = reference(`${host}/app:1`);
  try {
    if (ask === 'referrers') {
      await client.referrers(app, image.digest, lookup);
      return { outcome: { got: 'referrers' } };
    }
    const answer = await (ask === 'resolve' ? client.resolve(app, lookup) : client.resolveVerified(app, lookup));
    if (answer === 'missing') return { outcome: { got: 'missing' }, says: render(notFoundMessage(host)) };
    return { outcome: { got: answer.digest === image.digest ? 'the image' : 'another digest' } };
  } catch (error) {
    if (!(error instanceof RegistryError)) throw error;
    const { code, status, retryAt } = error;
    // What takes a few milliseconds on its way is no other pause.
    const retryIn = retryAt === undefined ? undefined : Math.round((retryAt - clock.now()) / 1000);
    return { outcome: { code, ...(status === undefined ? {} : { status }), ...(retryIn === undefined ? {} : { retryIn }) }, says: render(errorMessage(error)) };
  }
}

/** After hours, and with the patience of everyday: no socket, lane, flight or pause is left behind by what went wrong. */
async function recovered(asking: Asking & { readonly http: HttpPort; advance(milliseconds: number): void }): Promise<Outcome> {
  const { registry, http, advance } = asking;
  registry.script(/./, asUsual);
  advance(2 * defaultLimits.longestPause);
  const same = await question({ ...asking, ask: 'resolve' }, { clock: createTestClient().clock });
  if ('got' in same.outcome) return same.outcome;
  // A short time-out may be too short for a busy machine: then the same sockets, with the usual ones.
  const patient = createTestClient({ http });
  return (await question({ ...asking, ask: 'resolve', client: patient.client }, patient)).outcome;
}
