import { describe, expect, it } from 'vitest';
import type { LoopbackRegistry } from '../support/loopback-registry';
import { client, registry } from '../support/lsp-session';

const uri = 'file:///nowhere/README.md';
const wait = (milliseconds: number) => new Promise(resolve => setTimeout(resolve, milliseconds));

/** `app:1` of each request for a manifest, each once. */
function names({ asked }: LoopbackRegistry): readonly string[] {
  return [...new Set(asked.flatMap(line => /\/v2\/(.+)\/manifests\/(.+)$/.exec(line)?.slice(1).join(':') ?? []))].sort();
}

describe('Markdown in the editor', () => {
  it('has hovers, and nobody is asked about what nobody points at', async () => {
    const fake = await registry();
    const server = await client({ settings: { allowedHosts: [fake.host] } });
    await server.open(uri, `\`\`\`dockerfile\nFROM ${fake.host}/acme/first:1\nFROM ${fake.host}/acme/second:1\n\`\`\`\n`, 'markdown');
    await wait(1500);
    expect(names(fake)).toEqual([]);
    const hover = await server.hover(uri, 2, 10);
    expect((hover as { contents: { value: string } }).contents.value).toContain('acme');
    await expect.poll(() => names(fake), { timeout: 5000 }).toEqual(['acme/second:1']);
  }, 20_000);

  it('has no light bulb, not even for a signature', async () => {
    const server = await client();
    await server.open(uri, '```dockerfile\nFROM node\n```\n', 'markdown');
    const place = { line: 1, character: 6 };
    const asked = { textDocument: { uri }, range: { start: place, end: place }, context: { diagnostics: [], triggerKind: 1 } };
    expect(await server.connection.sendRequest('textDocument/codeAction', asked)).toEqual([]);
  });
});

describe('Links of documents', () => {
  it('lead to the pages of images, in documents of every kind', async () => {
    const server = await client();
    const links = (document: string) => server.connection.sendRequest('textDocument/documentLink', { textDocument: { uri: document } });
    await server.open(uri, '```dockerfile\nFROM node:20\n```\n', 'markdown');
    expect(await links(uri)).toEqual([
      { range: { start: { line: 1, character: 5 }, end: { line: 1, character: 12 } }, target: 'https://hub.docker.com/_/node', tooltip: 'Open the page of this image' },
    ]);
    const build = 'file:///nowhere/Dockerfile';
    await server.open(build, 'FROM grafana/grafana:11\nFROM registry.example/app:1\nFROM $X\n');
    expect(await links(build)).toMatchObject([{ target: 'https://hub.docker.com/r/grafana/grafana' }]);
    expect(await links('file:///nowhere/closed')).toEqual([]);
  });
});
