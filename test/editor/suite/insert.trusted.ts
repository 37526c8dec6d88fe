import assert from 'node:assert/strict';
import { after, describe, it } from 'mocha';
import { commands, Position, Range, Selection, window, workspace, WorkspaceEdit, type CompletionItem, type CompletionList, type TextDocument } from 'vscode';
import { closeAll, open } from './documents';

/** What is proposed when `sign` was just typed at the end of a line. */
async function proposed(document: TextDocument, line: number, sign?: string): Promise<CompletionItem[]> {
  const { end } = document.lineAt(line).range;
  const { items } = await commands.executeCommand<CompletionList>('vscode.executeCompletionItemProvider', document.uri, end, sign, 5);
  return items.filter(({ detail }) => /Chainguard|Distroless|Docker (?:Official|Hardened)/.test(detail ?? ''));
}

function labelOf({ label }: CompletionItem): string {
  return typeof label === 'string' ? label : label.label;
}

async function retype(document: TextDocument, text: string): Promise<void> {
  const edit = new WorkspaceEdit();
  edit.replace(document.uri, new Range(0, 0, document.lineCount, 0), text);
  assert.ok(await workspace.applyEdit(edit));
}

describe('completion', () => {
  after(async () => {
    await commands.executeCommand('workbench.action.files.revert');
    await closeAll();
  });

  it('proposes images behind FROM, then the tags behind the colon', async () => {
    const document = await open('offline/Dockerfile');
    await retype(document, 'FROM ');
    const images = (await proposed(document, 0, ' ')).map(labelOf);
    for (const name of ['node', 'cgr.dev/chainguard/node', 'gcr.io/distroless/static-debian13', 'dhi.io/node']) assert.ok(images.includes(name), name);
    await retype(document, 'FROM node:');
    const tags = (await proposed(document, 0, ':')).map(labelOf);
    assert.ok(tags.includes('node:latest'), tags.join(' '));
    assert.ok(tags.every((tag) => tag.startsWith('node:')));
  });

  it('says more of a proposal, and replaces the whole of what is half typed', async () => {
    const document = await open('offline/Dockerfile');
    await retype(document, 'FROM --platform=linux/amd64 cgr.dev/chainguard/no');
    const item = (await proposed(document, 0)).find((each) => labelOf(each) === 'cgr.dev/chainguard/node');
    assert.ok(item?.range instanceof Range);
    assert.equal(document.getText(item.range), 'cgr.dev/chainguard/no');
    const { items } = await commands.executeCommand<CompletionList>(
      'vscode.executeCompletionItemProvider', document.uri, document.lineAt(0).range.end, undefined, 1000,
    );
    const text = items.find((each) => labelOf(each) === 'cgr.dev/chainguard/node')?.documentation;
    assert.match(typeof text === 'string' ? text : (text?.value ?? ''), /user 65532/);
  });

  it('proposes nothing in a comment, a command and on every blank of YAML', async () => {
    const document = await open('offline/Dockerfile');
    await retype(document, 'FROM a\n# FROM \nRUN x ');
    assert.deepEqual([await proposed(document, 1, ' '), await proposed(document, 2, ' ')], [[], []]);
    const manifest = await open('offline/deployment.yaml');
    assert.deepEqual(await proposed(manifest, 1, ' '), []);
  });
});

describe('Insert Trusted Image', () => {
  after(async () => {
    await commands.executeCommand('workbench.action.files.revert');
    await closeAll();
  });

  it('lets choose an image and a tag, and makes a stage of them on an empty line', async () => {
    const document = await open('offline/Dockerfile');
    await retype(document, '# first\n\n');
    const editor = await window.showTextDocument(document);
    editor.selection = new Selection(new Position(1, 0), new Position(1, 0));
    const inserting = commands.executeCommand('plimsoll.insertTrustedImage');
    // Enter in each of the two lists, over and over: while they are empty yet, it must not close them.
    while (document.lineAt(1).isEmptyOrWhitespace) {
      await commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await inserting;
    assert.match(document.lineAt(1).text, /^FROM cgr\.dev\/chainguard\/[a-z-]+:latest$/);
  });
});
