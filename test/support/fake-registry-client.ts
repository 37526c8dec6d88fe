import { expect } from 'vitest';
import type { Consent } from '../../server/src/core/consent';
import { noLogins, type LoginPort } from '../../server/src/core/login';
import type { ByRegistry } from '../../server/src/core/network-settings';
import type { ClockPort, HttpPort } from '../../server/src/core/ports';
import { parseReference, type ImageReference } from '../../server/src/core/reference';
import { createHash } from '../../server/src/node/hash';
import { createHttp } from '../../server/src/node/http';
import { createRegistryClient, RegistryError, type RegistryClient } from '../../server/src/oci';
import type { Limits } from '../../server/src/oci/limits';

/** Somebody clicked: the host that is named may be asked. */
export const action: Consent = { offline: false, trusted: true, purpose: 'action', allowedHosts: [] };
/** A file was opened, and the user allowed these hosts. */
export function background(...allowedHosts: string[]): Consent {
  return { offline: false, trusted: true, purpose: 'background', allowedHosts };
}

/** A clock that nobody waits for: sleeping moves it on. */
export interface TestClock extends ClockPort {
  readonly slept: number[];
  advance(milliseconds: number): void;
}

export function createTestClock(): TestClock {
  let moved = 0;
  const slept: number[] = [];
  const advance = (milliseconds: number): void => void (moved += milliseconds);
  return {
    slept,
    advance,
    now: () => Date.now() + moved,
    async sleep(milliseconds) {
      slept.push(milliseconds);
      advance(milliseconds);
    },
  };
}

export interface TestClient {
  readonly client: RegistryClient;
  readonly clock: TestClock;
  /** Every line that was logged. */
  readonly lines: readonly string[];
}

export interface TestClientOptions {
  readonly http?: HttpPort;
  readonly limits?: Partial<Limits>;
  readonly logins?: LoginPort;
  readonly tokenRealms?: ByRegistry;
}

export function createTestClient({ http = createHttp(), limits = {}, logins = noLogins, tokenRealms = {} }: TestClientOptions = {}): TestClient {
  const lines: string[] = [];
  const write = (text: string): void => void lines.push(text);
  const clock = createTestClock();
  const log = { debug: write, info: write, warn: write, error: write };
  return { client: createRegistryClient({ http, hash: createHash(), clock, log, limits, logins, tokenRealms: () => tokenRealms }), clock, lines };
}

export function reference(text: string): ImageReference {
  const parsed = parseReference(text);
  if (!parsed.ok) throw new Error(`no reference: ${text}`);
  return parsed.reference;
}

/** The error that `promise` is rejected with. */
export async function failure(promise: Promise<unknown>): Promise<RegistryError> {
  const outcome = await promise.then(value => ({ value }), (error: unknown) => error);
  if (outcome instanceof RegistryError) return outcome;
  return expect.fail(`no RegistryError but ${outcome instanceof Error ? outcome.stack : JSON.stringify(outcome)}`);
}
