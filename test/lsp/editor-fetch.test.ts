import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { FetchAnswer, FetchRequest } from '../../server/src/core/editor-fetch';
import { digestOf } from '../support/fake-registry';
import { connectProxy } from '../support/connect-proxy';
import type { LspClient } from '../support/lsp-client';
import { client } from '../support/lsp-session';

const dockerfile = 'file:///w/Dockerfile';
const settings = { allowedHosts: ['registry.example'] };
const execArgv = ['--require', join(import.meta.dirname, '../support/loopback-only.cjs')];
const digest = digestOf('x');
const served = { ok: true, status: 200, headers: { 'content-type': 'application/vnd.oci.image.index.v1+json', 'docker-content-digest': digest }, body: '' } satisfies FetchAnswer;

/** An editor that fetches. */
async function editor(options: Parameters<typeof client>[0]): Promise<{ server: LspClient; fetched: FetchRequest[] }> {
  const fetched: FetchRequest[] = [];
  const server = await client({ execArgv, initialization: { fetches: true }, ...options });
  server.connection.onRequest('plimsoll/fetch', (request: FetchRequest) => {
    fetched.push(request);
    return served;
  });
  await server.open(dockerfile, 'FROM registry.example/app:1\n');
  return { server, fetched };
}

const hover = async (server: LspClient): Promise<string> => JSON.stringify(await server.hover(dockerfile, 0, 8));

describe('the transport of the editor', () => {
  it('is used where it is wanted', async () => {
    const { server, fetched } = await editor({ settings: { ...settings, transport: 'editor' } });
    await expect.poll(() => hover(server)).toContain(digest);
    // The hover asks for more than the digest.
    expect(fetched.filter(({ method }) => method === 'HEAD')).toMatchObject([{ method: 'HEAD', url: 'https://registry.example/v2/app/manifests/1', reach: 'consented', insecure: false }]);
  });

  it('is used from then on where the proxy of the server leads nowhere, and that is told once', async () => {
    const proxy = await connectProxy({ answers: 'HTTP/1.1 407 Proxy Authentication Required\r\n\r\n' });
    const { server, fetched } = await editor({ settings, http: { proxy: proxy.url } });
    await expect.poll(() => hover(server)).toContain(digest);
    const before = proxy.asked.length;
    await server.change(dockerfile, 'FROM registry.example/app:1\nFROM registry.example/app:2\n');
    await expect.poll(() => fetched.map(({ url }) => url)).toContain('https://registry.example/v2/app/manifests/2');
    expect(proxy.asked).toHaveLength(before);
    expect(server.log.filter(text => text.includes('asked by the editor from now on'))).toHaveLength(1);
  });

  it('is not used where the server is to speak', async () => {
    const { server, fetched } = await editor({ settings: { ...settings, transport: 'server' } });
    await expect.poll(() => hover(server)).toContain('could not be reached');
    expect(fetched).toEqual([]);
  });

  it('is asked for nothing in an untrusted workspace', async () => {
    const { server, fetched } = await editor({ settings: { ...settings, transport: 'editor' }, trusted: false });
    await expect.poll(() => hover(server)).toContain('not trusted');
    expect(fetched).toEqual([]);
  });
});
