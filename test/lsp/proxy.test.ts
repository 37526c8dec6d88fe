import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { connectProxy } from '../support/connect-proxy';
import { client } from '../support/lsp-session';

const dockerfile = 'file:///w/Dockerfile';
const settings = { allowedHosts: ['registry.example'] };
/** Host names lead nowhere, so that only a proxy gets anywhere. */
const execArgv = ['--require', join(import.meta.dirname, '../support/loopback-only.cjs')];

describe('the proxy of the editor', () => {
  it('is asked for what is not on this machine, and what it says is shown, without its password', async () => {
    const proxy = await connectProxy({ login: 'user:right' });
    const server = await client({ settings, execArgv, http: { proxy: proxy.url.replace('//', '//user:proxy-canary@') } });
    await server.open(dockerfile, 'FROM registry.example/app:1\n');
    await expect.poll(() => proxy.asked.map(({ target }) => target)).toContain('registry.example:443');
    await expect.poll(async () => JSON.stringify(await server.hover(dockerfile, 0, 8))).toMatch(/the proxy on the way to registry[^ ]*example wants a login/);
    expect(JSON.stringify([server.log, await server.hover(dockerfile, 0, 8), server.published])).not.toContain('canary');
    expect(server.log.filter(text => text.includes('wants a login'))).toHaveLength(1);
  });

  it('is left alone where the editor wants none', async () => {
    const proxy = await connectProxy();
    const server = await client({ settings, execArgv, http: { proxy: proxy.url, proxySupport: 'off' } });
    await server.open(dockerfile, 'FROM registry.example/app:1\n');
    await expect.poll(async () => JSON.stringify(await server.hover(dockerfile, 0, 8))).toContain('could not be reached');
    expect(proxy.sockets).toHaveLength(0);
  });
});
