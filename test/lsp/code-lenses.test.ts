import { describe, expect, it } from 'vitest';
import type { CodeLens } from 'vscode-languageserver';
import { CliFolder } from '../support/cli';
import { startFakeRegistry } from '../support/fake-registry';
import type { LspClient } from '../support/lsp-client';
import { afterwards, client } from '../support/lsp-session';

const uri = 'file:///nowhere/Dockerfile';
const digest = `sha256:${'a'.repeat(64)}`;
const on = { codeLens: true, lookups: 'off' };

function lensesIn(server: LspClient, document = uri): Promise<CodeLens[]> {
  return server.connection.sendRequest('textDocument/codeLens', { textDocument: { uri: document } });
}

function resolved(server: LspClient, lenses: readonly CodeLens[]): Promise<CodeLens[]> {
  return Promise.all(lenses.map(lens => server.connection.sendRequest<CodeLens>('codeLens/resolve', lens)));
}

/** `LINE: TITLE` of each; without a click in brackets. */
async function drawnIn(server: LspClient, document = uri): Promise<string[]> {
  const lenses = await resolved(server, await lensesIn(server, document));
  return lenses.map(({ range, command }) => `${range.start.line}: ${command?.command ? command.title : `(${String(command?.title)})`}`);
}

describe('code lenses', () => {
  it('are nowhere until somebody wants them', async () => {
    const server = await client({ settings: { lookups: 'off' } });
    await server.open(uri, 'FROM node:24\n');
    expect(server.initialized.capabilities.codeLensProvider).toEqual({ resolveProvider: true });
    expect(await lensesIn(server)).toEqual([]);
  });

  it('stand at once, without words, and say what can be done when they are looked at: the same lenses', async () => {
    const server = await client({ settings: on });
    await server.open(uri, `FROM node:24\nFROM node:24@${digest}\n`);
    const lenses = await lensesIn(server);
    expect(lenses.map(({ range: { start, end } }) => [start.line, start.character, end.line])).toEqual([[0, 5, 0], [0, 5, 0], [0, 5, 0], [1, 5, 1], [1, 5, 1], [1, 5, 1]]);
    expect(lenses.every(({ command }) => command === undefined)).toBe(true);
    const titles = (await resolved(server, lenses)).map(({ command }) => command?.title);
    const count = /^Alternatives \([1-9]\d*\)$/;
    expect(titles).toEqual(['Verify', 'Pin', expect.stringMatching(count), 'Verify', 'Update digest', expect.stringMatching(count)]);
  });

  it('go through the commands that there are', async () => {
    const server = await client({ settings: on });
    await server.open(uri, 'FROM node:24\n');
    const [verify, pin, alternatives] = (await resolved(server, await lensesIn(server))).map(({ command }) => command);
    expect(verify).toMatchObject({ command: 'plimsoll.verifyImage', arguments: [{ reference: 'docker.io/library/node:24', uri }] });
    expect(pin).toMatchObject({ command: 'plimsoll.applyFix', arguments: [{ uri, version: 1, offset: 5, kind: 'pin' }] });
    expect(alternatives).toMatchObject({ command: 'plimsoll.replaceImage', arguments: [{ uri, position: { line: 0, character: 5 } }] });
    const offers = await server.connection.sendRequest<{ request: { kind: string } }[]>('plimsoll/fixes', alternatives?.arguments?.[0]);
    const swaps = offers.filter(({ request }) => request.kind === 'swap');
    expect(alternatives?.title).toBe(`Alternatives (${swaps.length})`);
  });

  it('say where there is nothing to do, and stay where they are', async () => {
    const registry = await startFakeRegistry();
    afterwards(() => registry.close());
    const current = registry.putIndex('team/a', '1').digest;
    registry.putIndex('team/b', '1');
    const server = await client({ settings: { codeLens: true, allowedHosts: [registry.host] } });
    await server.open(uri, `FROM ${registry.host}/team/a:1@${current}\n# plimsoll-ignore-next-line tag-not-pinned: on purpose\nFROM ${registry.host}/team/b:1\n`);
    const before = await lensesIn(server);
    await expect.poll(() => drawnIn(server)).toEqual(['0: Verify', '0: (Digest up to date)', '2: Verify', '2: (Not to be pinned)']);
    expect(await lensesIn(server)).toEqual(before);
  });

  it('are none for what is local, unresolved, only shown, or no document of ours', async () => {
    const compose = 'services:\n  a:\n    build: .\n    image: acme/own:1\n';
    const folder = new CliFolder().put({ 'compose.yaml': compose });
    afterwards(() => folder.remove());
    const server = await client({ folders: [folder.path], settings: on });
    const documents = {
      'compose.yaml': ['yaml', compose],
      'x/Dockerfile': ['dockerfile', 'ARG X\nFROM $X\nFROM scratch\n'],
      'README.md': ['markdown', '```dockerfile\nFROM node:24\n```\n'],
      'notes.txt': ['plaintext', 'FROM node:24\n'],
    };
    for (const [name, [language = '', text = '']] of Object.entries(documents)) {
      await server.open(`file://${folder.path}/${name}`, text, language);
      expect([name, await lensesIn(server, `file://${folder.path}/${name}`)]).toEqual([name, []]);
    }
    expect(await lensesIn(server, 'file:///nowhere/closed')).toEqual([]);
  });

  it.each([['in a workspace that nobody trusts', { trusted: false, settings: on }], ['offline', { settings: { ...on, offline: true } }]])('lead nowhere that nobody may be asked: %s', async (_name, options) => {
    const server = await client(options);
    await server.open(uri, 'FROM node:24\n');
    expect(await drawnIn(server)).toEqual([expect.stringMatching(/^0: Alternatives \(\d+\)$/)]);
  });

  it('are answered whatever comes back, and have words when the text is another by then', async () => {
    const server = await client({ settings: on });
    await server.open(uri, 'FROM node:24\n');
    const lenses = await lensesIn(server);
    await server.change(uri, 'FROM node:24\n#\n');
    expect((await resolved(server, lenses)).map(({ command }) => command)).toEqual([
      { title: 'Verify', command: '' }, { title: 'Pin', command: '' }, { title: 'Alternatives', command: '' },
    ]);
    const range = lenses[0]?.range;
    for (const data of [undefined, null, 7, { lens: 'constructor' }, { lens: 'pin' }, { lens: 'pin', uri: 7, version: 1, offset: 'x' }]) {
      const [lens] = await resolved(server, [{ range, data } as CodeLens]);
      expect(lens?.command?.command ?? '').toBe('');
    }
  });

  it('are asked for anew when more is known', async () => {
    const registry = await startFakeRegistry();
    afterwards(() => registry.close());
    registry.putIndex('team/a', '1');
    const server = await client({
      settings: { codeLens: true, allowedHosts: [registry.host] },
      capabilities: { workspace: { configuration: true, codeLens: { refreshSupport: true } }, textDocument: { publishDiagnostics: {} } },
    });
    const again = new Promise<void>(resolve => server.connection.onRequest('workspace/codeLens/refresh', () => (resolve(), null)));
    await server.open(uri, `FROM ${registry.host}/team/a:1\n`);
    await again;
  });
});
