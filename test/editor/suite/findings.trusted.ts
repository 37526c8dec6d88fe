import assert from 'node:assert/strict';
import { after, describe, it } from 'mocha';
import { commands, Position, WorkspaceEdit, workspace, type CodeAction, type Hover, type TextDocument } from 'vscode';
import { closeAll, drawn, open, untilFindings } from './documents';

async function actionsAt(document: TextDocument, text: string): Promise<CodeAction[]> {
  const at = document.positionAt(document.getText().indexOf(text) + 1);
  const range = document.getWordRangeAtPosition(at) ?? document.lineAt(at.line).range;
  return commands.executeCommand<CodeAction[]>('vscode.executeCodeActionProvider', document.uri, range);
}

describe('findings', () => {
  after(closeAll);

  it('stand exactly under the references of a Dockerfile', async () => {
    const document = await open('offline/Dockerfile');
    const found = await untilFindings(document, ({ length }) => length >= 5);
    assert.deepEqual(drawn(document, found), [
      '1: node @ tag-missing (warning)',
      '2: golang:latest @ tag-latest (warning)',
      '3: redis:7 @ tag-not-pinned (information)',
      '6: somebody/tool:1 @ publisher-unknown (warning)',
      '6: somebody/tool:1 @ tag-not-pinned (information)',
    ]);
  });

  it('stand exactly under the references of a Kubernetes manifest', async () => {
    const document = await open('offline/deployment.yaml');
    const found = await untilFindings(document, ({ length }) => length >= 2);
    assert.deepEqual(drawn(document, found), ['9: nginx @ tag-missing (warning)', '11: redis:7 @ tag-not-pinned (information)']);
  });

  it('follow the text as it is edited', async () => {
    const document = await open('offline/deployment.yaml');
    await untilFindings(document, ({ length }) => length === 2);
    const edit = new WorkspaceEdit();
    const end = document.positionAt(document.getText().indexOf('nginx') + 'nginx'.length);
    edit.insert(document.uri, end, `@sha256:${'b'.repeat(64)}`);
    await workspace.applyEdit(edit);
    const found = await untilFindings(document, ({ length }) => length === 1);
    assert.deepEqual(drawn(document, found), ['11: redis:7 @ tag-not-pinned (information)']);
    await commands.executeCommand('workbench.action.files.revert');
  });
});

describe('the light bulb', () => {
  after(closeAll);

  it('offers to pin, to pin all, to swap and to ignore', async () => {
    const document = await open('offline/Dockerfile');
    await untilFindings(document, ({ length }) => length >= 5);
    const actions = await actionsAt(document, 'node AS');
    const titles = actions.map(({ title }) => title);
    assert.ok(titles.some((title) => /\bpin\b.*digest/i.test(title)), titles.join('\n'));
    assert.ok(titles.some((title) => title.includes('cgr.dev/chainguard/node:latest')), titles.join('\n'));
    assert.ok(titles.some((title) => title.includes('gcr.io/distroless/nodejs')), titles.join('\n'));
    assert.ok(titles.some((title) => /ignore/i.test(title)), titles.join('\n'));
  });

  it('prefers the pin, the one safe answer', async () => {
    const document = await open('offline/Dockerfile');
    await untilFindings(document, ({ length }) => length >= 5);
    const preferred = (await actionsAt(document, 'redis:7')).filter(({ isPreferred }) => isPreferred);
    assert.equal(preferred.length, 1);
    assert.match(preferred[0]?.title ?? '', /\bpin\b.*digest/i);
  });
});

describe('the hover', () => {
  after(closeAll);

  it('says who publishes the image, by name', async () => {
    const document = await open('offline/Dockerfile');
    await untilFindings(document, ({ length }) => length >= 5);
    const hovers = await commands.executeCommand<Hover[]>('vscode.executeHoverProvider', document.uri, new Position(2, 7));
    const text = hovers.flatMap(({ contents }) => contents).map((part) => (typeof part === 'string' ? part : part.value)).join('\n');
    assert.match(text, /redis/);
    assert.match(text, /known publisher \\?\(by name\\?\)/i);
  });
});
