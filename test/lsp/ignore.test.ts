import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CodeAction, TextDocumentEdit } from 'vscode-languageserver';
import type { HideRequest, IgnoreChoice, NameSignerAnswer, PlannedEdit } from '../../server/src/protocol';
import type { LspClient } from '../support/lsp-client';
import { afterwards, client } from '../support/lsp-session';

const capabilities = {
  workspace: { configuration: true, workspaceFolders: true, workspaceEdit: { documentChanges: true, resourceOperations: ['create'] } },
  textDocument: { publishDiagnostics: { versionSupport: true } },
};

interface Scene {
  readonly server: LspClient;
  readonly folder: string;
  readonly uri: string;
}

async function scene(text: string, { files = {}, ...options }: { files?: Readonly<Record<string, string>>; trusted?: boolean; initialization?: object } = {}): Promise<Scene> {
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-ignore-'));
  afterwards(() => rmSync(folder, { recursive: true }));
  for (const [path, content] of Object.entries({ Dockerfile: text, ...files })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  const server = await client({ folders: [folder], capabilities, ...options });
  const uri = `file://${folder}/Dockerfile`;
  await server.open(uri, text);
  await server.until(uri, ({ diagnostics }) => diagnostics.length > 0);
  return { server, folder, uri };
}

/** What the light bulb says of hiding and of pages, in its order. */
async function offered({ server, uri }: Scene): Promise<CodeAction[]> {
  const { diagnostics } = server.published.findLast(params => params.uri === uri)!;
  return (await server.codeActions(uri, diagnostics)).filter(({ title }) => /ignore|switch|page/i.test(title));
}

const titles = (actions: readonly CodeAction[]) => actions.map(({ title }) => title);
const choicesOf = (actions: readonly CodeAction[], title: string) => actions.find(action => action.title === title)?.command?.arguments?.[0] as IgnoreChoice[];

const one = 'FROM redis:7\n';

describe('ignoring from the light bulb', () => {
  it('goes from the line to the rule, and then explains it', async () => {
    const actions = await offered(await scene(one));
    expect(titles(actions)).toEqual([
      'Ignore tag-not-pinned for this line',
      'Ignore tag-not-pinned in this file',
      'Ignore tag-not-pinned for redis in .plimsoll.yaml',
      'Switch tag-not-pinned off in .plimsoll.yaml',
      'Open the page about tag-not-pinned',
    ]);
    for (const { command, edit, isPreferred, diagnostics } of actions) {
      expect([command?.command, edit, isPreferred]).toEqual(['plimsoll.ignore', undefined, undefined]);
      expect(diagnostics?.map(({ code }) => code)).toEqual(['tag-not-pinned']);
    }
  });

  it('is no wall of entries where there are several findings: what reaches further shares one', async () => {
    const actions = await offered(await scene('FROM ghcr.io/somebody/app:latest\n'));
    expect(titles(actions)).toEqual([
      'Ignore publisher-unknown for this line', 'Ignore tag-latest for this line',
      'Ignore publisher-unknown in this file', 'Ignore tag-latest in this file',
      'Ignore for an image, or switch a rule off…',
    ].sort((a, b) => titles(actions).indexOf(a) - titles(actions).indexOf(b)));
    expect(actions).toHaveLength(5);
    const choices = choicesOf(actions, 'Ignore for an image, or switch a rule off…');
    expect(choices.map(({ kind }) => kind)).toEqual(['policy', 'policy', 'page', 'policy', 'policy', 'page']);
  });

  it('writes the reason beside a line, and at the head of the file', async () => {
    const world = await scene(`# escape=\`\n${one}`);
    const actions = await offered(world);
    const edited = async (title: string) => {
      const [choice] = choicesOf(actions, title);
      if (choice?.kind !== 'document') throw new Error(`${title} is about no document`);
      return (await world.server.connection.sendRequest<PlannedEdit>('plimsoll/resolveFix', { ...choice.fix, reason: 'known\nFROM evil' })).edits;
    };
    const at = { start: { line: 1, character: 0 }, end: { line: 1, character: 0 } };
    expect(await edited('Ignore tag-not-pinned for this line')).toEqual([{ range: at, newText: '# plimsoll-ignore-next-line tag-not-pinned: known FROM evil\n' }]);
    expect(await edited('Ignore tag-not-pinned in this file')).toEqual([{ range: at, newText: '# plimsoll-ignore-file tag-not-pinned: known FROM evil\n' }]);
  });

  it('edits the policy with the reason, and only for a document as it is', async () => {
    const world = await scene(one, { files: { '.plimsoll.yaml': 'version: 1\n' } });
    const [choice] = choicesOf(await offered(world), 'Ignore tag-not-pinned for redis in .plimsoll.yaml');
    if (choice?.kind !== 'policy') throw new Error('it is about no policy');
    const ask = (change: Partial<Record<keyof HideRequest, unknown>>) => world.server.connection.sendRequest<NameSignerAnswer>('plimsoll/hide', { ...choice.hide, ...change });
    expect(await ask({ reason: 'known' })).toEqual({
      ok: true,
      uri: `file://${world.folder}/.plimsoll.yaml`,
      version: null,
      edits: [{ range: { start: { line: 1, character: 0 }, end: { line: 1, character: 0 } }, newText: 'ignore:\n  - { rule: tag-not-pinned, image: "docker.io/library/redis", reason: "known" }\n' }],
    });
    for (const change of [{ version: 99 }, { rule: 'tag-latest' }, { hiding: 'everything' }, { offset: 'x' }, { reason: 7 }]) expect(await ask(change)).toMatchObject({ ok: false });
  });

  it('hides the finding as soon as the policy says so', async () => {
    const { server, folder, uri } = await scene(one);
    server.published.length = 0;
    await server.open(`file://${folder}/.plimsoll.yaml`, 'version: 1\nignore:\n  - { rule: tag-not-pinned, image: "docker.io/library/redis", reason: "known" }\n', 'yaml');
    expect((await server.until(uri, ({ diagnostics }) => diagnostics.length === 0)).uri).toBe(uri);
  });

  it('asks whoever keeps the policy where that is locked, and offers no comments then', async () => {
    const actions = await offered(await scene(one, { files: { '.plimsoll.yaml': 'version: 1\nlocked: [rules]\ncontact: "#platform"\n' } }));
    expect(titles(actions)).toEqual(['Request to ignore tag-not-pinned for redis', 'Request to switch tag-not-pinned off', 'Open the page about tag-not-pinned']);
    expect(choicesOf(actions, 'Request to switch tag-not-pinned off')).toEqual([{
      kind: 'request',
      title: 'Request to switch tag-not-pinned off',
      request: { text: 'Please switch tag-not-pinned off.\nReported in: Dockerfile\nThe policy is kept by: .plimsoll.yaml', contact: '#platform' },
    }]);
  });

  it('touches no policy in a workspace that nobody trusts', async () => {
    expect(titles(await offered(await scene(one, { trusted: false })))).toEqual([
      'Ignore tag-not-pinned for this line', 'Ignore tag-not-pinned in this file', 'Open the page about tag-not-pinned',
    ]);
  });

  it('removes what hides nothing, as the one preferred answer', async () => {
    const text = `# plimsoll-ignore-next-line tag-latest, tag-missing: once\nFROM redis@sha256:${'a'.repeat(64)}\n`;
    const world = await scene(text, { files: { '.plimsoll.yaml': 'version: 1\nrules: { unused-ignore: warning }\n' } });
    const { diagnostics } = world.server.published.findLast(({ uri }) => uri === world.uri)!;
    expect(diagnostics.map(({ code, message }) => [code, message])).toEqual([['unused-ignore', 'This ignore hides nothing: tag-latest, tag-missing']]);
    const [action, ...others] = await world.server.codeActions(world.uri, diagnostics);
    expect(titles(others)).toEqual([]);
    expect(action).toMatchObject({ title: 'Remove what hides nothing: tag-latest, tag-missing', isPreferred: true });
    expect((action?.edit?.documentChanges?.[0] as TextDocumentEdit).edits).toEqual([{ range: { start: { line: 0, character: 0 }, end: { line: 1, character: 0 } }, newText: '' }]);
  });

  it('brings its edits along for a client that asks nobody for reasons', async () => {
    const world = await scene(one, { initialization: { commands: false } });
    const actions = await offered(world);
    expect(titles(actions)).toEqual([
      'Ignore tag-not-pinned for this line', 'Ignore tag-not-pinned in this file', 'Ignore tag-not-pinned for redis in .plimsoll.yaml', 'Switch tag-not-pinned off in .plimsoll.yaml',
    ]);
    const texts = actions.map(({ edit }) => (edit?.documentChanges?.at(-1) as TextDocumentEdit).edits.map(change => 'newText' in change && change.newText));
    expect(texts).toEqual([
      ['# plimsoll-ignore-next-line tag-not-pinned\n'],
      ['# plimsoll-ignore-file tag-not-pinned\n'],
      ['version: 1\nignore:\n  - { rule: tag-not-pinned, image: "docker.io/library/redis" }\n'],
      ['version: 1\nrules:\n  tag-not-pinned: off\n'],
    ]);
  });
});
