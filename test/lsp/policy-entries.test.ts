import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { TextDocumentEdit } from 'vscode-languageserver';
import { afterwards, client } from '../support/lsp-session';

const head = 'version: 1\nrules: { unused-ignore: warning }\n';
const entry = '  - { rule: tag-latest, expires: 2001-01-01 }\n';
const text = `${head}ignore:\n${entry}  - { rule: tag-missing }\n`;

async function opened(content: string) {
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-entries-'));
  afterwards(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, '.plimsoll.yaml'), content);
  const server = await client({ folders: [folder] });
  const uri = `file://${folder}/.plimsoll.yaml`;
  await server.open(uri, content, 'yaml');
  return { server, uri };
}

describe('a policy file that is open', () => {
  it('shows an entry that has expired, at its own range', async () => {
    const { server, uri } = await opened(text);
    const { diagnostics } = await server.until(uri, ({ diagnostics: found }) => found.length > 0);
    expect(diagnostics).toEqual([expect.objectContaining({
      code: 'unused-ignore', severity: 2, source: 'plimsoll', range: { start: { line: 3, character: 4 }, end: { line: 3, character: 45 } },
      message: 'This ignore entry hides nothing since it expired (its last day was 2001-01-01): tag-latest',
    })]);
  });

  it('loses it by the one preferred answer', async () => {
    const { server, uri } = await opened(text);
    const { diagnostics } = await server.until(uri, ({ diagnostics: found }) => found.length > 0);
    const actions = await server.codeActions(uri, diagnostics);
    expect(actions.map(({ title, isPreferred }) => [title, isPreferred])).toEqual([['Remove this ignore entry', true]]);
    expect((actions[0]?.edit?.documentChanges?.[0] as TextDocumentEdit).edits).toEqual([{ range: { start: { line: 3, character: 0 }, end: { line: 4, character: 0 } }, newText: '' }]);
  });

  it('shows it as soon as the team wants to hear of it', async () => {
    const { server, uri } = await opened(text.replace('unused-ignore: warning', 'tag-latest: off'));
    await server.change(uri, text);
    expect((await server.until(uri, ({ diagnostics: found }) => found.length > 0)).diagnostics).toHaveLength(1);
  });
});
