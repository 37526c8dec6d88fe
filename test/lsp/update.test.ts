import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CodeAction } from 'vscode-languageserver';
import type { FixOffer, FixRequest, PlannedEdit, WorkspaceUpdates } from '../../server/src/protocol';
import { startFakeRegistry, type FakeRegistry } from '../support/fake-registry';
import { folderWith } from '../support/folder';
import { afterwards, client } from '../support/lsp-session';

const uri = 'file:///nowhere/Dockerfile';

/** A registry with an image whose tag moved. */
async function moved() {
  const registry: FakeRegistry = await startFakeRegistry();
  afterwards(() => registry.close());
  const old = registry.putIndex('team/a', '1', 'then').digest;
  const now = registry.putIndex('team/a', '1', 'now').digest;
  const image = `${registry.host}/team/a:1`;
  return { registry, old, now, text: (digest: string) => `FROM ${image}@${digest}\n`, settings: { allowedHosts: [registry.host], lookups: 'onDemand' } };
}

const newTexts = ({ edits }: PlannedEdit) => edits.map(({ newText }) => newText);

describe('updating a digest in the editor', () => {
  it('is offered in the light bulb, and a click replaces the digest', async () => {
    const { old, now, text, settings } = await moved();
    const server = await client({ settings });
    await server.open(uri, text(old));
    const at = { line: 0, character: 6 };
    const actions = await server.codeActions(uri, [{ range: { start: at, end: at }, message: '' }]);
    const update = actions.find(({ command }) => (command?.arguments?.[0] as FixRequest | undefined)?.kind === 'update') as CodeAction;
    expect(update.title).toMatch(/^Update the digest of /);
    const plan = await server.connection.sendRequest<PlannedEdit>('plimsoll/resolveFix', update.command!.arguments![0]);
    expect(newTexts(plan).join()).toContain(now);
    expect(plan).toMatchObject({ changed: 1, failed: [] });
  });

  it('is offered to the command at the cursor, and only where there is a digest', async () => {
    const { old, text, settings } = await moved();
    const server = await client({ settings });
    await server.open(uri, `${text(old)}FROM node:20\n`);
    const kinds = async (line: number) => (await server.connection.sendRequest<FixOffer[]>('plimsoll/fixes', { uri, position: { line, character: 6 } })).map(({ request }) => request.kind);
    expect(await kinds(0)).toContain('update');
    expect(await kinds(1)).not.toContain('update');
  });

  it('is told on a hover, with the time', async () => {
    const { old, now, text, settings } = await moved();
    const server = await client({ settings });
    await server.open(uri, text(old));
    await server.until(uri, () => true);
    await server.hover(uri, 0, 6);
    const shown = JSON.stringify(await server.hover(uri, 0, 6));
    expect(shown).toContain('serves another digest now');
    expect(shown).toContain(now.slice(7));
  });

  it('is done to a whole file, and says nothing of what needs no update', async () => {
    const { registry, old, now, text, settings } = await moved();
    const server = await client({ settings });
    await server.open(uri, `${text(old)}FROM node:20\nFROM ${registry.host}/team/b@${old}\n`);
    const plan = await server.connection.sendRequest<PlannedEdit>('plimsoll/updateAll', { uri });
    expect(plan).toMatchObject({ version: 1, changed: 1, failed: [] });
    expect(newTexts(plan).join()).toContain(now);
    await server.change(uri, `${text(now)}`);
    expect(await server.connection.sendRequest('plimsoll/updateAll', { uri })).toMatchObject({ version: 2, edits: [], failed: [] });
    expect(await server.connection.sendRequest('plimsoll/updateAll', { uri: 'file:///nowhere/else' })).toMatchObject({ edits: [], failed: [expect.any(String)] });
  });

  it('is never part of what a save runs', async () => {
    const { old, text, settings } = await moved();
    const server = await client({ settings });
    await server.open(uri, text(old));
    for (const only of [['source.pinImages.plimsoll'], ['source'], ['source.fixAll']]) expect(await server.codeActions(uri, [], { only })).toEqual([]);
  });
});

describe('updating the digests of a workspace', () => {
  it('gives every edit with what it replaces, of open documents and of files, and edits nothing', async () => {
    const { registry, old, now, text, settings } = await moved();
    const gone = `FROM ${registry.host}/team/gone:1@${old}\n`;
    const files = { Dockerfile: text(old), 'a/Dockerfile': `\uFEFF${text(old)}`, 'b/Dockerfile': text(now), 'c/Dockerfile': gone, 'node_modules/Dockerfile': text(old), 'plain/Dockerfile': 'FROM node:20\n' };
    const folder = folderWith(files);
    const server = await client({ settings, folders: [folder] });
    await server.open(`file://${folder}/Dockerfile`, `# unsaved\n${text(old)}`);
    const updates = await server.connection.sendRequest<WorkspaceUpdates>('plimsoll/updateWorkspace', {});
    const image = text(old).trim().slice('FROM '.length);
    const edited = (path: string, version: number | null, line: number) => {
      const range = { start: { line, character: 5 }, end: { line, character: 5 + image.length } };
      return { uri: `file://${folder}/${path}`, version, edits: [{ range, from: image, newText: image.replace(old, now) }], stands: [{ range, text: image }] };
    };
    expect([...updates.files].sort((a, b) => a.uri.localeCompare(b.uri))).toEqual([edited('a/Dockerfile', null, 0), edited('Dockerfile', 1, 1)]);
    expect(updates.failed).toEqual([expect.stringMatching(/^c\/Dockerfile: .*: not found on /)]);
    for (const [path, before] of Object.entries(files)) expect(readFileSync(join(folder, path), 'utf8')).toBe(before);
  });

  it('asks nobody where nobody trusts the workspace', async () => {
    const { registry, old, text } = await moved();
    const folder = folderWith({ Dockerfile: text(old) });
    const server = await client({ trusted: false, settings: {}, folders: [folder] });
    const updates = await server.connection.sendRequest<WorkspaceUpdates>('plimsoll/updateWorkspace', {});
    expect(updates).toMatchObject({ files: [], failed: [expect.stringContaining('not trusted')] });
    expect(registry.requests).toEqual([]);
  });
});
