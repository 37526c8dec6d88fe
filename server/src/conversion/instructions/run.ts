import type { BuildInstruction } from '../../core/build';
import { message } from '../../core/message';
import { accountMadeBy } from '../account-words';
import type { Scene } from '../change';
import { droppable } from '../dropping';
import { report } from '../group';
import { foreignFolder, foreignTool } from '../foreign';
import { needsShell } from '../reasons';
import { brings, effectiveProgram, missingPackages } from '../requirements';
import { changeScript } from '../script';
import { everyCommand, type Command } from '../shell/commands';
import type { ShellText } from '../shell/removal';
import { runningOf } from '../shell-text';
import { accountsOf, installedIn, type StageConversion } from '../stage-conversion';
import type { StageState } from '../stage-state';
import { hasShell } from '../target';
import { withoutCaches } from './cache-mounts';
import { checkInnerCalls } from './inner-calls';
import { stays, type Outcome } from './outcome';
import { checkOwnScripts } from './own-scripts';
import { checkExec } from './run-exec';

export function convertRun(instruction: BuildInstruction, conversion: StageConversion): Outcome {
  const { group, target, shipped } = conversion;
  const running = runningOf(instruction, group.document);
  if (running.kind === 'other') return stays;
  if (running.kind === 'exec') return checkExec(running.words, instruction, conversion);
  const { shell } = running;
  // What only the build uses calls such programs by its own tool, or by their path.
  if (shipped) report(conversion, instruction, foreignFolder(shell.text.text, group.upstream, target));
  return hasShell(target) ? convertScript(shell, instruction, conversion) : dropScript(shell, instruction, conversion);
}

/** Without a shell only that goes which the new image has done already. */
function dropScript({ text: { text } }: ShellText, instruction: BuildInstruction, conversion: StageConversion): Outcome {
  const { group, target, state } = conversion;
  const instead = droppable(text, { target, family: group.base.family, names: group.names });
  if (instead) {
    for (const [name, account] of instead) state.replaced.set(name, account);
    return takeOut(instruction, conversion);
  }
  report(conversion, instruction, needsShell('run'));
  return stays;
}

function convertScript(shell: ShellText, instruction: BuildInstruction, conversion: StageConversion): Outcome {
  const { text } = shell.text;
  const { target, state, edits, problems } = conversion;
  const commands = everyCommand(text);
  noteAccounts(commands, state);
  const installed = installedIn(conversion);
  const changed = changeScript(sceneOf(shell, conversion), {
    brings: program => brings(installed, program, target.family),
    add: packages => packages.forEach(name => state.packages.add(name)),
  });
  if (!changed) {
    report(conversion, instruction, message('the commands cannot be read with certainty'));
    return stays;
  }
  problems.push(...changed.problems);
  if (changed.empty) return takeOut(instruction, conversion);
  edits.push(...changed.edits, ...withoutCaches(instruction, conversion));
  for (const command of commands) report(conversion, instruction, foreignTool(effectiveProgram(command), target));
  checkInnerCalls(text, instruction, conversion);
  checkOwnScripts(commands, instruction, conversion);
  return missingPackages(commands.filter((_, index) => changed.stays[index] !== false), target, installed);
}

function takeOut(instruction: BuildInstruction, { edits, lines }: StageConversion): Outcome {
  edits.push(lines.without(instruction));
  return 'gone';
}

function sceneOf(shell: ShellText, conversion: StageConversion): Scene {
  const { group: { names, base }, target, state: { groups } } = conversion;
  return { shell, target, names, groups, origin: base.family, release: base.release, accounts: accountsOf(conversion) };
}

function noteAccounts(commands: readonly Command[], { created }: StageState): void {
  for (const command of commands) {
    const made = accountMadeBy(command);
    if (made) created.add(made.name);
  }
}
