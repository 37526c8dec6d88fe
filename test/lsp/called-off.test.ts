import { afterEach, describe, expect, it } from 'vitest';
import type { ReadDocument } from '../../server/src/core/document';
import { defaultPolicy } from '../../server/src/core/policy';
import type { Contexts, Situation } from '../../server/src/lsp/contexts';
import { askForAll, askForDetails } from '../../server/src/lsp/details';
import { createGuard } from '../../server/src/lsp/guard';
import type { Runtime } from '../../server/src/lsp/runtime';
import { Session } from '../../server/src/lsp/session';
import { Typing } from '../../server/src/lsp/typing';
import { createDetailsClient } from '../../server/src/oci';
import { defaultSettings } from '../../server/src/settings';
import { background, createTestClient } from '../support/fake-registry-client';
import { readText } from '../support/drawn-findings';
import { createTestService } from '../support/service';
import { silence, type Silence } from '../support/silence';

let mute: Silence;
const left: unknown[] = [];
const leave = (reason: unknown): void => void left.push(reason);
afterEach(() => {
  mute.stop();
  process.off('unhandledRejection', leave);
});

/** An edge before a registry that never answers, where nobody has any other patience than to be called off. */
async function world() {
  mute = await silence();
  process.on('unhandledRejection', leave);
  const { client, clock } = createTestClient();
  const service = await createTestService({ client, clock, details: createDetailsClient(client, { details: async () => undefined }) });
  const consent = background(mute.host);
  const session = new Session();
  session.trusted = true;
  const situation: Situation = { settings: defaultSettings, context: { policy: defaultPolicy, path: '', localNames: new Set() } };
  const sleep = (_: number, signal?: { addEventListener(type: 'abort', wake: () => void): void }) => new Promise<void>(wake => signal?.addEventListener('abort', wake));
  const parts = {
    session, situation, typing: new Typing(() => 0), uri: 'file:///x/Dockerfile',
    contexts: { consent: () => consent } as unknown as Contexts, runtime: { service, clock: { now: () => 0, sleep } } as unknown as Runtime,
    documents: undefined as never, policies: undefined as never,
  };
  const read: ReadDocument = readText(Array.from({ length: 100 }, (_, index) => `FROM ${mute.host}/acme/a${index}:1\n`).join(''));
  return { parts, read };
}

/** As the connection calls a handler, with a token that can be cancelled. */
function cancellable(handle: (signal: AbortSignal) => Promise<unknown>): { answer: Promise<unknown>; cancel: () => void } {
  const listeners: (() => void)[] = [];
  const token = { isCancellationRequested: false, onCancellationRequested: (listener: () => void) => (listeners.push(listener), { dispose: () => undefined }) };
  const guard = createGuard({ debug: leave, info: leave, warn: leave, error: leave });
  const answer = guard.request('hover', () => 'failed', (_: undefined, signal) => handle(signal))(undefined, token as never);
  return { answer, cancel: () => listeners.forEach(listener => listener()) };
}

describe('hundred hovers that are called off', () => {
  it.each([['a hover', true], ['the light bulb', false]])('leave no socket busy and no promise to nobody (%s)', async (_, pointed) => {
    const { parts, read } = await world();
    const all = read.uses.map(use => cancellable(signal => {
      const question = { ...parts, read, uses: [use], signal };
      return pointed ? askForAll(question, 500, () => leave('learned')) : askForDetails(question, 500);
    }));
    expect(all).toHaveLength(100);
    await expect.poll(() => mute.open.size, { timeout: 20_000 }).toBe(8);
    for (const { cancel } of all) cancel();
    const answers = await Promise.all(all.map(({ answer }) => answer));
    expect(new Set(answers.map(answer => (answer as { message?: string }).message))).toEqual(new Set(['cancelled']));
    // Long before any deadline of an exchange.
    for (const end = Date.now() + 5000; mute.open.size > 0 && Date.now() < end;) await new Promise(resolve => setTimeout(resolve, 20));
    expect(mute.open.size).toBe(0);
    expect(left).toEqual([]);
  }, 40_000);
});
