import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { commands, env, extensions, Position, type CodeAction, type Hover, type TextDocument } from 'vscode';
import { closeAll, extensionId, findings, open, untilFindings } from './documents';
import { copied, verifyAt } from './reports';

/** VS Code keeps the English title beside one that it translated. */
type Title = string | { readonly value: string; readonly original: string };

interface Manifest {
  readonly contributes: { readonly commands: readonly { readonly command: string; readonly title: Title }[] };
}

/** Kana or kanji. */
const japanese = /[\u3041-\u30ff\u4e00-\u9fff]/;
/** Four words of English in a row: a sentence that nobody translated. */
const english = /(?:\b[a-z]{2,}\b[ ,]+){3}\b[a-z]{2,}\b/;

function assertJapanese(texts: readonly string[]): void {
  assert.ok(texts.length > 0, 'nothing to read');
  for (const text of texts) {
    assert.match(text, japanese, text);
    assert.doesNotMatch(text, english, text);
  }
}

describe('in a Japanese VS Code', () => {
  let document: TextDocument;

  before(async () => {
    document = await open('offline/Dockerfile');
    await untilFindings(document, ({ length }) => length >= 5);
  });
  after(closeAll);

  it('the language is Japanese', () => {
    assert.equal(env.language, 'ja');
  });

  it('every finding is said in Japanese', () => {
    assertJapanese(findings(document).map(({ message }) => message));
  });

  it('every entry of the light bulb is in Japanese', async () => {
    const ranges = [0, 1, 2, 5].map((line) => document.lineAt(line).range);
    const lists = await Promise.all(
      ranges.map((range) => commands.executeCommand<CodeAction[]>('vscode.executeCodeActionProvider', document.uri, range)),
    );
    assert.ok(lists.every(({ length }) => length >= 3));
    assertJapanese(lists.flat().map(({ title }) => title));
  });

  it('the hover is in Japanese', async () => {
    const hovers = await commands.executeCommand<Hover[]>('vscode.executeHoverProvider', document.uri, new Position(2, 7));
    const parts = hovers.flatMap(({ contents }) => contents).map((part) => (typeof part === 'string' ? part : part.value));
    assertJapanese([parts.join('\n')]);
  });

  it('every command is titled in Japanese', () => {
    const manifest = extensions.getExtension(extensionId)?.packageJSON as Manifest;
    assertJapanese(manifest.contributes.commands.map(({ title }) => (typeof title === 'string' ? title : title.value)));
  });

  it('the report about signatures is in Japanese', async () => {
    const { label } = await verifyAt('signed/Dockerfile', 0);
    assertJapanese([label, await copied(1, 'copy-text')]);
  });
});
