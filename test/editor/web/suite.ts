import {
  commands, Disposable, EventEmitter, extensions, FileType, languages, Position, Uri, window, workspace, WorkspaceEdit,
  type CodeAction, type Diagnostic, type FileChangeEvent, type FileSystemProvider, type Hover, type TextDocument,
} from 'vscode';

// In a browser's extension host there is no Mocha and no Node: tests are functions that throw.

const mark = '[plimsoll-test] ';
const extensionId = 'plimsoll.plimsoll';
const waiting = 20_000;

const files: Record<string, string> = {
  '/w/Dockerfile': 'FROM node AS build\nFROM golang:latest\nCOPY --from=build /a /b\n',
  '/w/deployment.yaml': 'apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - name: a\n      image: nginx\n',
  '/w/compose.yaml': 'services:\n  db:\n    image: postgres:latest\n',
};

/** The files of a repository that lies on no disk. */
const provider: FileSystemProvider = {
  onDidChangeFile: new EventEmitter<FileChangeEvent[]>().event,
  watch: () => new Disposable(() => undefined),
  stat: ({ path }) => {
    if (!(path in files)) throw new Error(path);
    return { type: FileType.File, ctime: 0, mtime: 0, size: (files[path] as string).length };
  },
  readDirectory: () => [],
  createDirectory: () => undefined,
  readFile: ({ path }) => new TextEncoder().encode(files[path]),
  writeFile: ({ path }, content) => void (files[path] = new TextDecoder().decode(content)),
  delete: () => undefined,
  rename: () => undefined,
};

function assert(holds: unknown, text: string): asserts holds {
  if (!holds) throw new Error(text);
}

async function until<T>(ask: () => T | Thenable<T>, holds: (value: T) => boolean, what: string): Promise<T> {
  const end = Date.now() + waiting;
  for (;;) {
    const value = await ask();
    if (holds(value)) return value;
    if (Date.now() > end) throw new Error(`${what}: ${JSON.stringify(value)}`);
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}

async function open(path: string): Promise<TextDocument> {
  const document = await workspace.openTextDocument(Uri.from({ scheme: 'vscode-vfs', authority: 'github', path }));
  await window.showTextDocument(document);
  return document;
}

const found = (document: TextDocument): string[] => languages.getDiagnostics(document.uri)
  .filter(({ source }) => source === 'plimsoll')
  .map(({ code, range }: Diagnostic) => `${range.start.line + 1} ${document.getText(range)} ${String(typeof code === 'object' ? code.value : code)}`)
  .sort();

const settled = (document: TextDocument, expected: readonly string[]) =>
  until(() => found(document), now => JSON.stringify(now) === JSON.stringify(expected), `expected ${JSON.stringify(expected)}`);

const tests: Record<string, () => Promise<void>> = {
  'starts in the extension host of a browser': async () => {
    const extension = extensions.getExtension(extensionId);
    assert(extension, 'not installed');
    assert(typeof (globalThis as { process?: unknown }).process === 'undefined', 'this is no browser');
    await extension.activate();
  },
  'judges Dockerfiles, manifests and Compose files, without a network': async () => {
    await settled(await open('/w/Dockerfile'), ['1 node tag-missing', '2 golang:latest tag-latest']);
    await settled(await open('/w/deployment.yaml'), ['6 nginx tag-missing']);
    await settled(await open('/w/compose.yaml'), ['3 postgres:latest tag-latest']);
  },
  'judges what was never saved, and follows edits': async () => {
    const document = await workspace.openTextDocument({ language: 'dockerfile', content: 'FROM nginx:latest\n' });
    await window.showTextDocument(document);
    await settled(document, ['1 nginx:latest tag-latest']);
    const edit = new WorkspaceEdit();
    edit.insert(document.uri, new Position(0, 'FROM nginx:latest'.length), `@sha256:${'a'.repeat(64)}`);
    await workspace.applyEdit(edit);
    await settled(document, []);
  },
  'answers a hover, and says that nobody was asked': async () => {
    const document = await open('/w/Dockerfile');
    await settled(document, ['1 node tag-missing', '2 golang:latest tag-latest']);
    const text = await until(
      async () => (await commands.executeCommand<Hover[]>('vscode.executeHoverProvider', document.uri, new Position(1, 8))).flatMap(({ contents }) => contents.map(each => (typeof each === 'string' ? each : each.value))).join('\n'),
      value => /golang/.test(value), 'no hover');
    assert(/not looked up \\\(offline\\\)/.test(text), text);
    assert(/Docker Official/.test(text), text);
  },
  'offers to swap and to ignore, and a fix edits the document': async () => {
    const document = await open('/w/Dockerfile');
    const at = new Position(1, 8);
    const range = document.getWordRangeAtPosition(at);
    assert(range, 'no word');
    const actions = await until(() => commands.executeCommand<CodeAction[]>('vscode.executeCodeActionProvider', document.uri, range), ({ length }) => length > 0, 'no fixes');
    const titles = actions.map(({ title, disabled }) => `${title}${disabled ? ` [${disabled.reason}]` : ''}`).join('\n');
    assert(/cgr\.dev\/chainguard\/go/.test(titles), titles);
    assert(/ignore/i.test(titles), titles);
    const swap = actions.find(({ title, command }) => title.includes('cgr.dev/chainguard/go') && command);
    assert(swap?.command, titles);
    await commands.executeCommand(swap.command.command, ...((swap.command.arguments ?? []) as unknown[]));
    await until(() => document.getText(), text => text.includes('FROM cgr.dev/chainguard/go:latest'), 'no swap');
  },
  'has the page of a rule': async () => {
    await commands.executeCommand('plimsoll.openRulePage', 'tag-missing');
    await until(() => window.tabGroups.activeTabGroup.activeTab?.label ?? '', label => /tag-missing/.test(label), 'no page');
  },
  'offers nothing that needs a machine': async () => {
    const all = await commands.getCommands(true);
    assert(all.includes('plimsoll.pinAll') && all.includes('plimsoll.replaceImage'), 'commands are missing');
  },
};

export async function run(): Promise<void> {
  workspace.registerFileSystemProvider('vscode-vfs', provider);
  let failed = 0;
  for (const [name, test] of Object.entries(tests)) {
    try {
      await test();
      console.log(`${mark}  ok   in a browser ${name}`);
    } catch (error) {
      failed += 1;
      console.log(`${mark}  FAIL in a browser ${name}`);
      for (const line of String(error instanceof Error ? error.stack : error).split('\n')) console.log(`${mark}       ${line}`);
    }
  }
  const passed = Object.keys(tests).length - failed;
  console.log(`${mark}${passed} passed, ${failed} failed`);
  if (failed > 0) throw new Error(`${failed} failed`);
}
