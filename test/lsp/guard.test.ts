import { describe, expect, it } from 'vitest';
import { CancellationTokenSource, ResponseError } from 'vscode-languageserver/node';
import { createGuard } from '../../server/src/lsp/guard';

function guardWithLog() {
  const errors: string[] = [];
  const ignore = () => undefined;
  return { errors, guard: createGuard({ debug: ignore, info: ignore, warn: ignore, error: text => errors.push(text) }) };
}

describe('a guarded handler', () => {
  it('answers what the handler answers', async () => {
    const { guard, errors } = guardWithLog();
    const handler = guard.request('double', () => 0, async (value: number) => value * 2);
    expect(await handler(21)).toBe(42);
    expect(errors).toEqual([]);
  });

  it('logs what is thrown, by the name of the handler, and answers the fallback', async () => {
    const { guard, errors } = guardWithLog();
    const handler = guard.request('hover', () => 'fallback', async () => Promise.reject(new Error('broken')));
    expect(await handler(undefined)).toBe('fallback');
    expect(errors[0]).toMatch(/^hover: Error: broken/);
  });

  it('answers a cancelled request at once, though the handler never ends, and tells the handler', async () => {
    const { guard, errors } = guardWithLog();
    let told = false;
    const handler = guard.request('slow', () => 'fallback', (_params: undefined, signal) => {
      signal.addEventListener('abort', () => (told = true));
      return new Promise<string>(() => undefined);
    });
    const source = new CancellationTokenSource();
    const answer = handler(undefined, source.token);
    source.cancel();
    expect(await answer).toBeInstanceOf(ResponseError);
    expect(told).toBe(true);
    expect(errors).toEqual([]);
  });

  it('takes what is thrown after a cancellation for the cancellation', async () => {
    const { guard, errors } = guardWithLog();
    const source = new CancellationTokenSource();
    source.cancel();
    const handler = guard.request('late', () => 'fallback', async () => Promise.reject(new Error('aborted')));
    expect(await handler(undefined, source.token)).toBeInstanceOf(ResponseError);
    expect(errors).toEqual([]);
  });

  it('keeps a failing notification from ending the server', async () => {
    const { guard, errors } = guardWithLog();
    await guard.notification('trust', () => Promise.reject(new Error('broken')))(undefined);
    expect(errors).toHaveLength(1);
  });
});
