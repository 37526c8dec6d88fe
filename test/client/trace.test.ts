import { describe, expect, it } from 'vitest';
import { createTraceFilter } from '../../client/src/trace';

const request = { jsonrpc: '2.0', id: 7, method: 'plimsoll/fetch', params: { url: 'https://registry.example/', headers: { authorization: 'Bearer canary' } } };

describe('a trace of the protocol', () => {
  it.each([
    `Received request 'plimsoll/fetch - (7)'.\nParams: ${JSON.stringify(request.params, undefined, 4)}\n\n`,
    `Sending response 'plimsoll/fetch - (7)'. Processing request took 5ms\nResult: {\n    "ok": true,\n    "body": "canary"\n}`,
  ])('leaves out what is fetched for the server: %j', entry => {
    expect(createTraceFilter()(entry)).toBe(`${entry.split('\n')[0]}\n(left out)`);
  });

  it('leaves it out in JSON too, where an answer says by its number what it answers', () => {
    const filter = createTraceFilter();
    const entry = (type: string, message: object): string => filter(JSON.stringify({ isLSPMessage: true, type, message, timestamp: 1 }));
    const all = [entry('receive-request', request), entry('send-response', { jsonrpc: '2.0', id: 7, result: { ok: true, body: 'canary' } })];
    expect(all.join()).toContain('plimsoll/fetch');
    expect(all.join()).not.toContain('canary');
    // The number is free again.
    expect(entry('send-response', { jsonrpc: '2.0', id: 7, result: 'open' })).toContain('open');
  });

  it('leaves out the login of a proxy, wherever settings are told', () => {
    const settings = { proxy: 'http://user:canary@proxy.example:3128', proxyAuthorization: 'Basic can"ary', noProxy: ['a.example'] };
    for (const text of [`Sending response 'workspace/configuration - (1)'.\nResult: ${JSON.stringify([settings], undefined, 4)}`, JSON.stringify({ type: 'send-response', message: { id: 1, result: [settings] } })]) {
      const told = createTraceFilter()(text);
      expect(told).not.toMatch(/canary|can\\"ary/);
      expect(told).toContain('proxy.example:3128');
    }
  });

  it('says the rest as it is', () => {
    const filter = createTraceFilter();
    for (const text of ["Received request 'plimsoll/images - (1)'.\nParams: {}", "Received request 'plimsoll/fetch - (7)'.", '', JSON.stringify({ type: 'send-response', message: { id: 1, result: {} } })]) expect(filter(text)).toBe(text);
  });
});
