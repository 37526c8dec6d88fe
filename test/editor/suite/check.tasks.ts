import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { languages, tasks, workspace, type Task } from 'vscode';
import { fileUri } from './documents';

const unread = fileUri('task/Dockerfile');

/** `LINE:COLUMN RULE (SEVERITY)` of what got into Problems. */
function problems(): string[] {
  return languages.getDiagnostics(unread).map(({ range: { start }, severity, code }) => `${start.line + 1}:${start.character + 1} ${String(typeof code === 'object' ? code.value : code)} (${severity})`);
}

function untilProblems(count: number): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (problems().length < count) return;
      subscription.dispose();
      resolve();
    };
    const subscription = languages.onDidChangeDiagnostics(look);
    look();
  });
}

function ended(task: Task): Promise<number | undefined> {
  return new Promise((resolve) => {
    const subscription = tasks.onDidEndTaskProcess(({ execution, exitCode }) => {
      if (execution.task.definition.type !== task.definition.type) return;
      subscription.dispose();
      resolve(exitCode);
    });
  });
}

describe('the task', () => {
  it('puts what it finds into Problems for files that are not open', async () => {
    await workspace.fs.writeFile(unread, Buffer.from('FROM node\nFROM nginx:latest\nFROM redis:8\n'));
    const [task] = await tasks.fetchTasks({ type: 'plimsoll' });
    assert.ok(task);
    const end = ended(task);
    await tasks.executeTask(task);
    assert.equal(await end, 1);
    await untilProblems(3);
    assert.deepEqual(problems(), ['1:6 tag-missing (1)', '2:6 tag-latest (1)', '3:6 tag-not-pinned (2)']);
  });
});
