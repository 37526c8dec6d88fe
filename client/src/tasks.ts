import { ProcessExecution, Task, TaskGroup, tasks, workspace, type Disposable, type ExtensionContext, type TaskDefinition, type WorkspaceFolder } from 'vscode';
import { checkArguments } from './check-arguments';

/** In contributes.taskDefinitions, and of contributes.problemMatchers. */
const type = 'plimsoll';
const matcher = '$plimsoll';

/** Offers `plimsoll check` as a task of each folder: what it finds in files that are not open gets into Problems. */
export function offerTasks(context: ExtensionContext): Disposable {
  const commandLine = context.asAbsolutePath('dist/cli.js');
  const make = (definition: TaskDefinition, folder: WorkspaceFolder) => {
    const how = new ProcessExecution(process.execPath, [commandLine, ...checkArguments(definition['paths'])], {
      cwd: folder.uri.fsPath,
      // A desktop editor is its own Node, if it is told so.
      env: { ELECTRON_RUN_AS_NODE: '1' },
    });
    const task = new Task(definition, folder, 'check', type, how, matcher);
    task.group = TaskGroup.Test;
    return task;
  };
  return tasks.registerTaskProvider(type, {
    provideTasks: () => folders().map(folder => make({ type, task: 'check' }, folder)),
    resolveTask: ({ definition, scope }) => {
      const folder = folders().find(candidate => candidate === scope) ?? folders()[0];
      return folder && definition['task'] === 'check' ? make(definition, folder) : undefined;
    },
  });
}

/** The command line reads disks alone. */
function folders(): readonly WorkspaceFolder[] {
  return (workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
}
