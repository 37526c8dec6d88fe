import assert from 'node:assert/strict';
import { after, describe, it } from 'mocha';
import { commands, ConfigurationTarget, Diagnostic, DiagnosticSeverity, languages, Range, workspace, type CodeAction, type Hover } from 'vscode';
import { closeAll, drawn, open, untilFindings } from './documents';

const missing = '1: node @ tag-missing (warning)';

describe('what another tool marks already', () => {
  const others = languages.createDiagnosticCollection('hadolint');

  after(async () => {
    others.dispose();
    await workspace.getConfiguration('plimsoll').update('deferToOthers', undefined, ConfigurationTarget.Workspace);
    await closeAll();
  });

  it('has no squiggle of ours, and our fixes; the hover says so', async () => {
    const document = await open('offline/Dockerfile');
    const has = (line: string) => untilFindings(document, found => drawn(document, found).includes(line));
    const hasNot = (line: string) => untilFindings(document, found => found.length >= 4 && !drawn(document, found).includes(line));
    await has(missing);

    const mark = new Diagnostic(new Range(0, 0, 0, 4), 'Always tag the version of an image explicitly', DiagnosticSeverity.Warning);
    Object.assign(mark, { source: 'hadolint', code: 'DL3006' });
    others.set(document.uri, [mark]);
    const found = await hasNot(missing);
    assert.ok(drawn(document, found).includes('2: golang:latest @ tag-latest (warning)'));

    const at = document.positionAt(document.getText().indexOf('node') + 1);
    const actions = await commands.executeCommand<CodeAction[]>('vscode.executeCodeActionProvider', document.uri, new Range(at, at));
    const titles = actions.map(({ title }) => title);
    assert.ok(titles.some(title => /\bpin\b.*digest/i.test(title)), titles.join('\n'));
    assert.ok(titles.includes('Ignore tag-missing in this file'), titles.join('\n'));
    const hovers = await commands.executeCommand<Hover[]>('vscode.executeHoverProvider', document.uri, at);
    const text = hovers.flatMap(({ contents }) => contents).map(part => (typeof part === 'string' ? part : part.value)).join('\n');
    assert.match(text.replaceAll('\\', ''), /tag-missing: hidden by your own setting; CI reports it/);

    await workspace.getConfiguration('plimsoll').update('deferToOthers', false, ConfigurationTarget.Workspace);
    await has(missing);
    await workspace.getConfiguration('plimsoll').update('deferToOthers', undefined, ConfigurationTarget.Workspace);
    await hasNot(missing);
    others.clear();
    await has(missing);
  });
});
