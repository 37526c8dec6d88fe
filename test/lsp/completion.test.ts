import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { CompletionItem, CompletionList } from 'vscode-languageserver';
import type { PlannedEdit, TrustedImage } from '../../server/src/protocol';
import { startFakeRegistry } from '../support/fake-registry';
import type { LspClient } from '../support/lsp-client';
import { afterwards, client, registry } from '../support/lsp-session';

const uri = 'file:///nowhere/Dockerfile';

/** Opens a document, and asks what is proposed at `<|>`. */
async function complete(server: LspClient, drawn: string, at = uri, languageId = 'dockerfile'): Promise<CompletionList | null> {
  const before = drawn.slice(0, drawn.indexOf('<|>')).split('\n');
  await server.open(at, drawn.replace('<|>', ''), languageId);
  const position = { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
  return server.connection.sendRequest('textDocument/completion', { textDocument: { uri: at }, position });
}

function named(list: CompletionList | null, label: string): CompletionItem {
  const found = list?.items.find(item => item.label === label);
  if (!found) throw new Error(`${label} is not proposed`);
  return found;
}

describe('completion', () => {
  it('is offered with the signs that a reference grows by', async () => {
    const { initialized } = await client();
    expect(initialized.capabilities.completionProvider).toEqual({ triggerCharacters: [' ', '/', ':', '@'], resolveProvider: true });
  });

  it('proposes whole references in the place of what is typed, and says more of the one that is looked at', async () => {
    const server = await client();
    const list = await complete(server, '# \u{1F600}\nFROM no<|>de:20 AS a\n');
    expect(list?.isIncomplete).toBe(false);
    const item = named(list, 'cgr.dev/chainguard/node');
    expect(item).toMatchObject({
      detail: 'Chainguard',
      textEdit: { range: { start: { line: 1, character: 5 }, end: { line: 1, character: 12 } }, newText: 'cgr.dev/chainguard/node' },
    });
    expect(list?.items.map(({ sortText }) => sortText)).toEqual([...(list?.items ?? [])].map(({ sortText }) => sortText).sort());
    const resolved: CompletionItem = await server.connection.sendRequest('completionItem/resolve', item);
    expect(resolved.documentation).toContain('user 65532\nshell busybox\nno package manager');
  });

  it('speaks the language of the client', async () => {
    const server = await client({ initialization: { bundle: { 'user {0}': 'U{0}' } } });
    const item = named(await complete(server, 'FROM <|>'), 'cgr.dev/chainguard/node');
    expect((await server.connection.sendRequest<CompletionItem>('completionItem/resolve', item)).documentation).toContain('U65532');
  });

  it('proposes tags in a manifest', async () => {
    const server = await client();
    const list = await complete(server, 'apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - image: "dhi.io/node:<|>"\n', 'file:///nowhere/pod.yaml', 'yaml');
    expect(list?.items[0]).toMatchObject({ label: 'dhi.io/node:26', textEdit: { range: { start: { line: 4, character: 12 }, end: { line: 4, character: 24 } } } });
  });

  it('is nothing anywhere else, whatever was typed', async () => {
    const server = await client();
    for (const drawn of ['FROM a\nRUN x <|>', 'FROM a\n# FROM <|>', 'a:<|>']) {
      expect(await complete(server, drawn)).toBeNull();
      await server.close(uri);
    }
    expect(await complete(server, 'key: <|>\n', 'file:///nowhere/notes.yaml', 'yaml')).toBeNull();
    expect(await server.connection.sendRequest('textDocument/completion', { textDocument: { uri: 'file:///nowhere/else' }, position: { line: 0, character: 0 } })).toBeNull();
  });

  it('obeys the policy of the folder', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'plimsoll-completion-'));
    afterwards(() => rmSync(folder, { recursive: true }));
    writeFileSync(join(folder, '.plimsoll.yaml'), 'version: 1\ntrust: { publishers: [distroless], strict: true }\nformats: { kubernetes: off }\n');
    const server = await client({ folders: [folder] });
    const list = await complete(server, 'FROM <|>', `file://${folder}/Dockerfile`);
    expect(new Set(list?.items.map(({ detail }) => detail))).toEqual(new Set(['Distroless']));
    const off = await complete(server, 'apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - image: <|>\n', `file://${folder}/pod.yaml`, 'yaml');
    expect(off?.items).toEqual([]);
  });

  it('asks nobody, also in a workspace that nobody trusts', async () => {
    const images = await registry();
    for (const trusted of [true, false]) {
      const server = await client({ trusted, settings: { lookups: 'off', allowedHosts: [images.host] } });
      const item = named(await complete(server, `FROM ${images.host}/a:1\nFROM <|>`), 'node');
      await server.connection.sendRequest('completionItem/resolve', item);
    }
    expect(images.asked).toEqual([]);
  });
});

describe('inserting a trusted image', () => {
  const choose = (server: LspClient) => server.connection.sendRequest<TrustedImage[]>('plimsoll/trustedImages', { uri });

  it('lets choose an image, then a tag, and writes it where the cursor is', async () => {
    const server = await client();
    await server.open(uri, 'FROM node:20 AS build\n\n');
    const image = (await choose(server)).find(({ reference }) => reference === 'gcr.io/distroless/cc-debian13');
    expect(image).toMatchObject({ publisher: 'Distroless', about: expect.stringContaining('user 65532; no shell') });
    const tags = await server.connection.sendRequest<TrustedImage[]>('plimsoll/trustedTags', { uri, image: image?.reference });
    expect(tags.map(({ reference }) => reference)).toContain('gcr.io/distroless/cc-debian13:debug');
    const insert = (position: object, version = 1) =>
      server.connection.sendRequest<PlannedEdit>('plimsoll/insertImage', { uri, version, position, reference: tags[0]?.reference });
    expect(await insert({ line: 1, character: 0 })).toMatchObject({ version: 1, failed: [], edits: [{ newText: 'FROM gcr.io/distroless/cc-debian13:nonroot' }] });
    expect((await insert({ line: 0, character: 7 })).edits).toEqual([
      { range: { start: { line: 0, character: 5 }, end: { line: 0, character: 12 } }, newText: 'gcr.io/distroless/cc-debian13:nonroot' },
    ]);
    expect(await insert({ line: 0, character: 0 }, 7)).toMatchObject({ edits: [], failed: [expect.stringContaining('changed')] });
  });

  it('tells the size of what somebody looks at, and asks nobody who may not be asked', async () => {
    const registry = await startFakeRegistry();
    afterwards(() => registry.close());
    registry.putImageOf('cg/chainguard/node', { tag: 'latest', layers: ['x'.repeat(2000)] });
    const folder = mkdtempSync(join(tmpdir(), 'plimsoll-size-'));
    afterwards(() => rmSync(folder, { recursive: true }));
    writeFileSync(join(folder, '.plimsoll.yaml'), `version: 1\nupstreams: { "${registry.host}/cg": cgr.dev }\n`);
    const inside = pathToFileURL(join(folder, 'Dockerfile')).href;
    const sizeIn = async (options: Parameters<typeof client>[0]) => {
      const server = await client({ folders: [folder], ...options });
      return server.connection.sendRequest('plimsoll/trustedSize', { uri: inside, image: `${registry.host}/cg/chainguard/node` });
    };
    expect(await sizeIn({ settings: { offline: true, allowedHosts: [registry.host] } })).toBeNull();
    expect(await sizeIn({ trusted: false, settings: { allowedHosts: [registry.host] } })).toBeNull();
    expect(await sizeIn({ settings: {} })).toBeNull();
    expect(registry.log).toEqual([]);
    expect(await sizeIn({ settings: { allowedHosts: [registry.host] } })).toBe('2.0 kB');
  });

  it('refuses what is no request at all', async () => {
    const server = await client();
    expect(await server.connection.sendRequest('plimsoll/trustedTags', { uri, image: 7 })).toEqual([]);
    expect(await server.connection.sendRequest('plimsoll/insertImage', { uri: 7, reference: {} })).toMatchObject({ edits: [] });
  });
});
