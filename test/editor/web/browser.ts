import { commands, env, extensions, Position, Range, Uri, window, workspace, type CodeAction, type Hover, type TextDocument } from 'vscode';
import { drawn, extensionId, findings, untilFindings } from '../suite/documents';
import { equal, ok } from './expect';

async function show(of: TextDocument): Promise<TextDocument> {
  await window.showTextDocument(of);
  await extensions.getExtension(extensionId)?.activate();
  return of;
}

async function open(path: string): Promise<TextDocument> {
  const [folder] = workspace.workspaceFolders ?? [];
  ok(folder, 'no folder is open');
  return show(await workspace.openTextDocument(Uri.joinPath(folder.uri, path)));
}

const actionsAt = (document: TextDocument, line: number) =>
  commands.executeCommand<CodeAction[]>('vscode.executeCodeActionProvider', document.uri, document.lineAt(line).range);

describe('in an extension host that is a worker of a browser', () => {
  let document: TextDocument;

  before(async () => {
    document = await open('Dockerfile');
    await untilFindings(document, ({ length }) => length >= 5);
  });

  it('runs there', () => {
    equal(typeof process, 'undefined');
    equal(extensions.getExtension(extensionId)?.isActive, true);
  });

  it('finds what needs no network', () => {
    equal(drawn(document, findings(document)), [
      '1: node @ tag-missing (warning)',
      '2: golang:latest @ tag-latest (warning)',
      '3: redis:7 @ tag-not-pinned (information)',
      '6: somebody/tool:1 @ publisher-unknown (warning)',
      '6: somebody/tool:1 @ tag-not-pinned (information)',
    ]);
  });

  it('finds it in YAML, and in a document that nobody saved', async () => {
    const manifest = await open('deployment.yaml');
    equal(drawn(manifest, await untilFindings(manifest, ({ length }) => length >= 2)), ['9: nginx @ tag-missing (warning)', '11: redis:7 @ tag-not-pinned (information)']);
    const untitled = await show(await workspace.openTextDocument({ language: 'dockerfile', content: 'FROM node\n' }));
    equal(drawn(untitled, await untilFindings(untitled, ({ length }) => length >= 1)), ['1: node @ tag-missing (warning)']);
  });

  it('says in a hover who publishes the image, what else would do, and why its digest is not known', async () => {
    const hovers = await commands.executeCommand<Hover[]>('vscode.executeHoverProvider', document.uri, new Position(2, 7));
    const text = hovers.flatMap(({ contents }) => contents).map(part => (typeof part === 'string' ? part : part.value)).join('\n');
    for (const part of [/known publisher \\?\(by name\\?\)/i, /cgr\.dev\/chainguard\/redis/, /in a browser nobody can be asked/]) ok(part.test(text), `${String(part)} is not in ${text}`);
  });

  it('offers to swap and to ignore, and nothing that has to ask a registry', async () => {
    const titles = (await actionsAt(document, 0)).map(({ title }) => title);
    ok(titles.some(title => title.includes('cgr.dev/chainguard/node:latest')), titles.join('\n'));
    ok(titles.some(title => /ignore/i.test(title)), titles.join('\n'));
    equal(titles.filter(title => /\bpin\b|digest|verify|convert|\btrust\b|look up/i.test(title)), []);
  });

  it('writes an ignore', async () => {
    const ignoring = (await actionsAt(document, 0)).find(({ title }) => title.startsWith('Ignore tag-missing'));
    const [choices] = (ignoring?.command?.arguments ?? []) as { fix?: unknown }[][];
    ok(choices?.[0]?.fix, 'no ignore');
    await window.showTextDocument(document);
    // The command would ask why.
    await commands.executeCommand('plimsoll.applyFix', choices[0].fix);
    ok(document.lineAt(0).text.startsWith('# plimsoll-ignore-next-line tag-missing'), document.lineAt(0).text);
    await untilFindings(document, found => found.length === 4);
    await commands.executeCommand('undo');
    await untilFindings(document, found => found.length === 5);
  });

  it('completes the name of an image', async () => {
    const { items } = await commands.executeCommand<{ items: { label: string }[] }>('vscode.executeCompletionItemProvider', document.uri, new Position(0, 5));
    ok(items.some(({ label }) => label === 'cgr.dev/chainguard/node'), 'no completion');
  });

  it('opens the packaged page about a rule', async () => {
    await commands.executeCommand('plimsoll.openRulePage', 'tag-missing');
    const labels = window.tabGroups.all.flatMap(({ tabs }) => tabs).map(({ label }) => label);
    ok(labels.some(label => label.includes('tag-missing')), labels.join(', '));
    await window.showTextDocument(document);
  });

  it('starts its server anew when it is told to', async () => {
    await commands.executeCommand('plimsoll.restartServer');
    await untilFindings(document, ({ length }) => length === 5);
    equal((await actionsAt(document, 0)).length > 0, true);
  });

  it('puts what a report needs onto the clipboard', async () => {
    await commands.executeCommand('plimsoll.copyDiagnosticsInfo');
    const text = await env.clipboard.readText();
    ok(text.includes('a worker of a browser') && text.includes('running'), text);
  });

  it('refuses what has to ask a registry, and changes nothing', async () => {
    const before = document.getText();
    await commands.executeCommand('plimsoll.pinAll');
    equal(document.getText(new Range(0, 0, 100, 0)), before);
  });
});
