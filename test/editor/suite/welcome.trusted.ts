import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { after, before, describe, it } from 'mocha';
import { commands, env, tasks, Uri, window, workspace, type ProcessExecution, type ProcessExecutionOptions } from 'vscode';
import { closeAll, fileUri, open, untilFindings } from './documents';

const unread = fileUri('task/Dockerfile');

/** Findings end it with 1, which is no fault. */
function ran(program: string, args: readonly string[], { cwd, env: variables }: ProcessExecutionOptions = {}): Promise<string> {
  return new Promise((resolve) => {
    execFile(program, [...args], { ...(cwd === undefined ? {} : { cwd }), env: { ...process.env, ...variables } }, (_error, out) => resolve(out));
  });
}

describe('welcome', () => {
  before(() => open('offline/Dockerfile'));
  after(closeAll);

  it('copies diagnostics info without a path, a host or an image', async () => {
    await commands.executeCommand('plimsoll.copyDiagnosticsInfo');
    const text = await env.clipboard.readText();
    assert.match(text, /^### Plimsoll diagnostics info\n\n- Plimsoll: \d/);
    assert.match(text, /\n- Workspace: 1 folder \(file\), trusted\n/);
    assert.match(text, /\n- Language server: running\n/);
    assert.match(text, /\n- Active document: dockerfile \(file\)\n/);
    assert.match(text, /\n {2}- plimsoll\.allowedHosts \(user\): \d+ entr/);
    const folder = workspace.workspaceFolders?.[0]?.uri.fsPath as string;
    for (const named of [folder, process.env['HOME'], '127.0.0.1', 'node:']) if (named) assert.ok(!text.includes(named), named);
  });

  it('opens an example that is nowhere on the disk and has findings', async () => {
    await commands.executeCommand('plimsoll.openExample');
    const document = window.activeTextEditor?.document;
    assert.equal(document?.uri.scheme, 'untitled');
    assert.equal(document?.languageId, 'dockerfile');
    await untilFindings(document, ({ length }) => length >= 3);
    await commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  it('opens the walkthrough when asked, and only then', async () => {
    // What it is called differs between editors; no other tab of theirs is of a kind that an extension cannot see.
    const walkthroughs = () => window.tabGroups.all.flatMap(({ tabs }) => tabs).filter(({ input, label }) => input === undefined && /Plimsoll|Welcome/.test(label));
    assert.deepEqual(walkthroughs(), []);
    const shown = new Promise<void>((resolve) => {
      const subscription = window.tabGroups.onDidChangeTabs(() => {
        if (walkthroughs().length === 0) return;
        subscription.dispose();
        resolve();
      });
    });
    await commands.executeCommand('plimsoll.openWalkthrough');
    await shown;
  });

  it('offers the check as a task of the folder, which the command line behind it can run', async () => {
    await workspace.fs.writeFile(unread, Buffer.from('FROM node\nFROM nginx:latest\n'));
    const offered = await tasks.fetchTasks({ type: 'plimsoll' });
    assert.deepEqual(offered.map(({ name, problemMatchers }) => [name, problemMatchers]), [['check', ['$plimsoll']]]);
    // No terminal opens in a server without its native modules: what the task names is run here, in the same way.
    const { process: program, args, options } = offered[0]?.execution as ProcessExecution;
    const said = await ran(program, args, options);
    assert.match(said, /^task\/Dockerfile\n {2}1:6 {2}warning {2}.+ {2}tag-missing$/m);
    await workspace.fs.delete(Uri.joinPath(unread, '..'), { recursive: true });
  });
});
