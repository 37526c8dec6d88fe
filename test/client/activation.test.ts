import { describe, expect, it, vi } from 'vitest';

/** Can be called, constructed, extended and asked for anything: a VS Code that does nothing. */
function anything(): unknown {
  const target = function () { /* does nothing */ };
  const answers: Readonly<Record<PropertyKey, unknown>> = { then: undefined, [Symbol.toPrimitive]: () => '', [Symbol.iterator]: () => [].values() };
  const get = (_: unknown, name: PropertyKey): unknown => (name === 'prototype' ? target.prototype : name in answers ? answers[name] : stub);
  const stub: unknown = new Proxy(target, { get, set: () => true, has: () => true, apply: () => stub, construct: () => stub as object });
  return stub;
}

/** A module that exports whatever is imported. */
function everything(): object {
  return new Proxy({}, { get: (_, name) => (name === 'then' ? undefined : anything()), has: () => true });
}

/** A server that does not come up until it is told to. */
const server = { calls: [] as string[], up: () => undefined as void };
const client = {
  start: () => new Promise<void>(resolve => {
    server.calls.push('start');
    server.up = resolve;
  }),
  stop: () => void server.calls.push('stop'),
};

vi.mock('vscode', everything);
vi.mock('vscode-languageclient', everything);
vi.mock('../../client/src/client', () => ({
  createClient: () => Promise.resolve(new Proxy(client, { get: (own, name) => (name === 'then' ? undefined : name in own ? own[name as keyof typeof own] : anything()) })),
}));

const { activate, deactivate } = await import('../../client/src/extension');

describe('activation', () => {
  it('waits for no server, and nothing is stopped that is about to start', async () => {
    const context = new Proxy({ subscriptions: [] }, { get: (own, name) => (name === 'subscriptions' ? own.subscriptions : anything()) });
    const activated = Promise.resolve(activate(context as never)).then(() => 'activated');
    const waits = new Promise<string>(resolve => setImmediate(() => resolve('still waiting')));
    expect(await Promise.race([activated, waits])).toBe('activated');
    expect(context.subscriptions.length).toBeGreaterThan(0);
    const ended = deactivate();
    await new Promise(resolve => setImmediate(resolve));
    expect(server.calls).toEqual(['start']);
    server.up();
    await ended;
    expect(server.calls).toEqual(['start', 'stop']);
  });
});
