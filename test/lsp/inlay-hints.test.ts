import { describe, expect, it } from 'vitest';
import type { InlayHint, InlayHintLabelPart, MarkupContent } from 'vscode-languageserver';
import { CliFolder } from '../support/cli';
import { startFakeRegistry, type FakeRegistry } from '../support/fake-registry';
import { ociManifest } from '../support/fake-registry-contents';
import type { LspClient } from '../support/lsp-client';
import { afterwards, client } from '../support/lsp-session';
import { SignedRegistry } from '../support/signed-registry';

const uri = 'file:///nowhere/Dockerfile';
const whole = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };
const dayLong = 24 * 3_600_000;

const capabilities = {
  workspace: { configuration: true, inlayHint: { refreshSupport: true } },
  textDocument: { publishDiagnostics: { versionSupport: true } },
};

function hintsIn(server: LspClient, range = whole, document = uri): Promise<InlayHint[]> {
  return server.connection.sendRequest('textDocument/inlayHint', { textDocument: { uri: document }, range });
}

const textOf = ({ label }: InlayHint): string => (label as InlayHintLabelPart[]).map(({ value }) => value).join('');
const textsIn = async (server: LspClient, range = whole) => (await hintsIn(server, range)).map(textOf);

/** A registry with an image whose tag moved, and one that says when it was built. */
async function scene() {
  const registry: FakeRegistry = await startFakeRegistry();
  afterwards(() => registry.close());
  const old = registry.putIndex('team/a', '1', 'then').digest;
  registry.putIndex('team/a', '1', 'now');
  const config = registry.putBlob('team/b', '{}');
  const created = new Date(Date.now() - 12 * dayLong).toISOString();
  const aged = registry.putManifest('team/b', { tag: '1', manifest: { schemaVersion: 2, mediaType: ociManifest, config, layers: [], annotations: { 'org.opencontainers.image.created': created } } }).digest;
  return { registry, old, moved: `${registry.host}/team/a:1@${old}`, aged: `${registry.host}/team/b:1@${aged}`, settings: { allowedHosts: [registry.host] } };
}

/** How often the client was told to ask again. */
function refreshes(server: LspClient): { readonly count: number } {
  const told = { count: 0 };
  server.connection.onRequest('workspace/inlayHint/refresh', () => {
    told.count += 1;
    return null;
  });
  return told;
}

describe('a hint behind a digest', () => {
  it('says that the tag serves another one, once a registry said so, and the client asks again then', async () => {
    const { registry, old, moved, settings } = await scene();
    const server = await client({ settings, capabilities });
    const told = refreshes(server);
    await server.open(uri, `FROM ${moved}\nFROM ${registry.host}/team/a:1\n`);
    await expect.poll(() => textsIn(server), { timeout: 5000 }).toEqual(['tag serves another digest']);
    // What was published with it has left by then.
    await server.hover(uri, 0, 8);
    expect(told.count).toBeGreaterThan(0);
    const [hint] = await hintsIn(server);
    expect(hint).toMatchObject({ position: { line: 0, character: `FROM ${moved}`.length }, paddingLeft: true });
    const [part] = hint?.label as InlayHintLabelPart[];
    expect(part?.command).toEqual({ title: 'Verify signature', command: 'plimsoll.verifyImage', arguments: [{ reference: moved, uri }] });
    const { kind, value } = hint?.tooltip as MarkupContent;
    expect(kind).toBe('markdown');
    expect(value).toContain(`\`${old}\``);
    expect(value.replaceAll('\\', '')).toContain('the tag 1 serves another digest now');
    expect(value).toContain('(command:plimsoll.verifyImage?');
  });

  it('says how old the image is, where somebody pointed at it and it was asked for', async () => {
    const { aged, settings } = await scene();
    const server = await client({ settings, capabilities });
    const told = refreshes(server);
    await server.open(uri, `FROM ${aged}\n`);
    // The catalog was loaded, and the registry said what the tag stands for.
    await expect.poll(() => told.count, { timeout: 5000 }).toBe(2);
    expect(await textsIn(server)).toEqual([]);
    const before = told.count;
    await server.hover(uri, 0, 8);
    await expect.poll(() => textsIn(server), { timeout: 5000 }).toEqual(['built 12 days ago']);
    await server.hover(uri, 0, 8);
    expect(told.count).toBeGreaterThan(before);
  });

  it('asks nobody, and is there only for the range that is asked about', async () => {
    const { registry, moved, settings } = await scene();
    const server = await client({ settings, capabilities });
    await server.open(uri, `FROM ${moved}\n\n\nFROM ${moved}\n`);
    await expect.poll(() => textsIn(server), { timeout: 5000 }).toHaveLength(2);
    const asked = registry.log.length;
    const lines = async (start: number, end: number) => (await hintsIn(server, { start: { line: start, character: 0 }, end: { line: end, character: 0 } })).map(({ position }) => position.line);
    expect([await lines(0, 2), await lines(1, 3), await lines(2, 9)]).toEqual([[0], [], [3]]);
    expect(registry.log).toHaveLength(asked);
    // It stands where the digest is written, which may be elsewhere than where it is used.
    await server.change(uri, `ARG IMAGE=${moved}\n\n\nFROM $IMAGE\n`);
    await expect.poll(() => lines(0, 9), { timeout: 5000 }).toEqual([0]);
    expect([await lines(0, 1), await lines(2, 9)]).toEqual([[0], []]);
    const quiet = await client({ settings: { ...settings, lookups: 'off' }, capabilities });
    await quiet.open(uri, `FROM ${moved}\n`);
    expect(await textsIn(quiet)).toEqual([]);
    expect(registry.log).toHaveLength(asked);
  });

  it('stands behind the quote of a manifest', async () => {
    const { moved, settings } = await scene();
    const server = await client({ settings, capabilities });
    const pod = 'file:///nowhere/pod.yaml';
    await server.open(pod, `apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - image: "${moved}"\n`, 'yaml');
    await expect.poll(() => hintsIn(server, whole, pod), { timeout: 5000 }).toHaveLength(1);
    expect(await hintsIn(server, whole, pod)).toMatchObject([{ position: { line: 4, character: 13 + moved.length } }]);
  });

  it.each([['switched off', { settings: { inlayHints: false } }], ['in a workspace that nobody trusts', { trusted: false }]])('is not there: %s', async (_name, { settings: more = {}, ...options }: { settings?: object; trusted?: boolean }) => {
    const { moved, settings } = await scene();
    const server = await client({ settings: { ...settings, ...more }, capabilities, ...options });
    await server.open(uri, `FROM ${moved}\n`);
    await server.until(uri, () => true).catch(() => undefined);
    await server.hover(uri, 0, 8);
    expect(await textsIn(server)).toEqual([]);
  });

  it('is nothing where nobody has the document open, and asks for it anew when settings change', async () => {
    const server = await client({ capabilities });
    expect(await hintsIn(server)).toEqual([]);
    const told = refreshes(server);
    await server.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
    await expect.poll(() => told.count).toBe(1);
  });
});

describe('a hint about a signature', () => {
  async function signed(how: 'good' | 'other' | 'wrong' | 'none') {
    const registry = await startFakeRegistry();
    afterwards(() => registry.close());
    const images = await SignedRegistry.over(registry);
    const folder = new CliFolder();
    afterwards(() => folder.remove());
    images.trustedIn(folder);
    const reference = `${images.host}/team/app:1@${await images.put('team/app', how)}`;
    folder.put({ '.plimsoll.yaml': images.policy() });
    const server = await client({ folders: [folder.path], settings: { trustedRoot: `${folder.path}/root.json`, lookups: 'off' }, capabilities });
    const document = `file://${folder.path}/Dockerfile`;
    await server.open(document, `FROM ${reference}\n`);
    return { server, document, reference };
  }

  it.each([['good', '✔ signature verified: github.com/acme/app/.github/workflows/release.yml@refs/heads…'], ['wrong', '✘ signature not accepted'], ['none', '! not signed']] as const)('is there once a verification ran, and never says trusted: %s', async (how, text) => {
    const { server, document, reference } = await signed(how);
    expect(await hintsIn(server, whole, document)).toEqual([]);
    const told = refreshes(server);
    await server.connection.sendRequest('plimsoll/verify', { reference, uri: document });
    await expect.poll(() => told.count, { timeout: 5000 }).toBeGreaterThan(0);
    const hints = await hintsIn(server, whole, document);
    expect(hints.map(textOf)).toEqual([text]);
    expect(JSON.stringify(hints)).not.toMatch(/trusted/i);
  });
});
