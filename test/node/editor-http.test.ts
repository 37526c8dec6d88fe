import { describe, expect, it } from 'vitest';
import type { EditorFetch, FetchRequest } from '../../server/src/core/editor-fetch';
import type { HttpError, HttpRequest, HttpResponse } from '../../server/src/core/ports';
import { createEditorHttp } from '../../server/src/node/editor-http';

const request: HttpRequest = { method: 'GET', url: 'https://registry.example/', headers: {}, timeout: 1000, maxBytes: 10, reach: 'public' };

function ask(answers: EditorFetch, more: Partial<HttpRequest> = {}): Promise<HttpResponse> {
  return createEditorHttp(answers, host => host === 'insecure.example').exchange({ ...request, ...more });
}
async function code(promise: Promise<unknown>): Promise<string> {
  return promise.then(() => 'answered', ({ code: found, problem }: HttpError) => `${found} ${problem ?? ''}`.trim());
}
const answering = (answer: unknown): EditorFetch => () => Promise.resolve(answer);
const ok = { ok: true, status: 200, headers: { a: 'b' }, body: Buffer.from('hi').toString('base64') };

describe('an exchange by the editor', () => {
  it('is what the editor answers, without what is none of an answer', async () => {
    const seen: FetchRequest[] = [];
    const answers: EditorFetch = asked => (seen.push(asked), Promise.resolve({ ...ok, headers: { a: 'b', c: 7 } }));
    expect(await ask(answers)).toEqual({ status: 200, headers: { a: 'b' }, body: Buffer.from('hi') });
    await ask(answers, { url: 'https://insecure.example/', timeout: 1e9, maxBytes: 1e9 });
    expect(seen.map(({ insecure, timeout, maxBytes }) => [insecure, timeout, maxBytes])).toEqual([[false, 1000, 10], [true, 60_000, 16 * 1024 * 1024]]);
  });

  it.each([
    ['a refusal', { ok: false, code: 'proxy', text: 'x', problem: 'proxy-login' }, 'proxy proxy-login'], ['an unknown refusal', { ok: false, code: 'constructor', text: 7, problem: 'toString' }, 'unreachable'],
    ['nothing', undefined, 'unreachable'], ['a text', 'hi', 'unreachable'], ['no status', { ...ok, status: '200' }, 'unreachable'], ['a status that is none', { ...ok, status: 99 }, 'unreachable'],
    ['no base64', { ...ok, body: 'h\u0000i' }, 'unreachable'], ['too much', { ...ok, body: Buffer.alloc(11).toString('base64') }, 'too-large'],
  ])('fails where it is %s', async (_, answer, expected) => {
    expect(await code(ask(answering(answer)))).toBe(expected);
  });

  it('is not asked for what may not be asked', async () => {
    let asked = 0;
    const answers: EditorFetch = () => ((asked += 1), Promise.resolve(ok));
    for (const url of ['http://registry.example/', 'https://10.0.0.1/', 'file:///etc/hosts']) expect(await code(ask(answers, { url }))).toMatch(/^refused/);
    expect(asked).toBe(0);
  });

  it('ends with an editor that knows of nothing, at the deadline, and with the request', async () => {
    expect(await code(ask(() => Promise.reject(new Error('canary'))))).toBe('unreachable');
    const signals: AbortSignal[] = [];
    const silent: EditorFetch = (_, signal) => (signals.push(signal as AbortSignal), new Promise(() => undefined));
    expect(await code(ask(silent, { timeout: 20 }))).toBe('timeout');
    const cancelled = new AbortController();
    const running = code(ask(silent, { signal: cancelled.signal }));
    cancelled.abort();
    expect(await running).toBe('cancelled');
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, true]);
  });
});
