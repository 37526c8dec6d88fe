import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { after, describe, it } from 'mocha';
import { commands, languages, WorkspaceEdit, workspace, type TextDocument } from 'vscode';
import { closeAll, findings, open } from './documents';

/** Process ids of our servers that this extension host started. */
function servers(): number[] {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number).filter((pid) => {
    try {
      const [, state, parent] = /\) (\S) (\d+) /.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
      return state !== 'Z' && Number(parent) === process.pid && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('dist/server.js');
    } catch {
      return false;
    }
  });
}

async function until(hold: () => boolean): Promise<void> {
  while (!hold()) await new Promise((resolve) => setTimeout(resolve, 50));
}

/** A dead server's findings go; a new server sends its own. */
async function untilFoundAgain(document: TextDocument): Promise<void> {
  const edit = new WorkspaceEdit();
  edit.insert(document.uri, document.positionAt(document.getText().length), `FROM redis\n`);
  await workspace.applyEdit(edit);
  const last = document.lineCount - 2;
  await until(() => findings(document).some(({ range }) => range.start.line === last));
}

describe('the server', () => {
  after(async () => {
    await commands.executeCommand('workbench.action.files.revert');
    await closeAll();
  });

  it('is started again when it is killed, four times; then it stays off until somebody restarts it', async function () {
    if (process.platform !== 'linux') return;
    this.timeout(60_000);
    const document = await open('offline/deployment.yaml');
    await until(() => findings(document).length > 0);
    const stages = await open('offline/Dockerfile');
    await until(() => findings(stages).length > 0);
    for (let crash = 1; crash <= 5; crash++) {
      await until(() => servers().length === 1);
      const [pid] = servers();
      process.kill(pid as number, 'SIGKILL');
      await until(() => !servers().includes(pid as number));
      if (crash < 5) await untilFoundAgain(stages);
    }
    await until(() => languages.getDiagnostics().every(([, found]) => found.every(({ source }) => source !== 'plimsoll')));
    assert.deepEqual(servers(), []);
    await commands.executeCommand('plimsoll.restartServer');
    await untilFoundAgain(stages);
    assert.equal(servers().length, 1);
  });
});
