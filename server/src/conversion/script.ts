import type { TextEdit } from '../core/range';
import { changeAccounts } from './accounts';
import { changeFlags } from './applets';
import type { Change, Scene } from './change';
import { changeOwners } from './owners';
import { changePackages } from './packages/install';
import { changeSurroundings } from './packages/around';
import type { Problem } from './problem';
import { readScript, type Command } from './shell/commands';
import { removalEdit, type ShellText } from './shell/removal';
import { sourceRange } from './source';

export interface ChangedScript {
  readonly edits: readonly TextEdit[];
  readonly problems: readonly Problem[];
  /** Nothing is left to run. */
  readonly empty: boolean;
  /** Of each command, in order, whether it stays. */
  readonly stays: readonly boolean[];
}

/** What was installed so far, by the names of the new distribution. */
export interface InstalledSoFar {
  brings(program: string): boolean;
  add(packages: readonly string[]): void;
}

/** The commands of a shell text, as the new image needs them. Undefined when the text cannot be read. */
export function changeScript(scene: Scene, installed: InstalledSoFar): ChangedScript | undefined {
  const { shell } = scene;
  const script = readScript(shell.text.text);
  if (!script) return undefined;
  const { commands } = script;
  const changes = commands.map(command => changeCommand(command, scene, installed));
  const removed = commands.map((_, index) => changes[index]?.kind === 'remove');
  const empty = commands.length > 0 && removed.every(Boolean);
  const edits = changes.flatMap(change => (change?.kind === 'edit' ? change.edits : []));
  return {
    edits: empty ? [] : [...edits, ...removalsOf(commands, removed, shell)],
    problems: changes.flatMap((change, index) => (change?.kind === 'problem' ? [{ reason: change.reason, range: rangeOf(commands[index] as Command, shell) }] : [])),
    empty,
    stays: removed.map(each => !each),
  };
}

function rangeOf({ start, end }: Command, { text }: ShellText): Problem['range'] {
  return sourceRange(text, start, end);
}

function changeCommand(command: Command, scene: Scene, installed: InstalledSoFar): Change | undefined {
  const isInstalled = (program: string): boolean => installed.brings(program);
  const change = changePackages(command, scene) ?? changeSurroundings(command, scene) ?? changeAccounts(command, scene, isInstalled) ?? changeFlags(command, scene, isInstalled) ?? changeOwners(command, scene);
  if (change?.kind === 'edit') installed.add(change.packages ?? []);
  // Something that does nothing is as good, where the shell asks for a command.
  if (change?.kind !== 'remove' || command.removable) return change;
  return { kind: 'edit', edits: [] };
}

/** Neighbours go together, with the operators between them. */
function removalsOf(commands: readonly Command[], removed: readonly boolean[], shell: ShellText): TextEdit[] {
  const edits: TextEdit[] = [];
  for (let first = 0; first < commands.length; first += 1) {
    if (!removed[first]) continue;
    let last = first;
    while (removed[last + 1]) last += 1;
    edits.push(removal(commands.slice(first, last + 1), commands[last + 1], shell));
    first = last;
  }
  return edits;
}

function removal(gone: readonly Command[], next: Command | undefined, shell: ShellText): TextEdit {
  const [first] = gone as [Command, ...Command[]];
  const { start, before } = first;
  const { end } = gone.at(-1) as Command;
  const previousEnd = before && before.text !== '(' ? endBefore(shell.text.text, before.start) : undefined;
  const own = gone.at(-1)?.after;
  const withOperator = own && own.text !== '\n' ? own.end : end;
  if (previousEnd === undefined || previousEnd === 0) return removalEdit(shell, { start, end: next ? withOperator : end, nextStart: next?.start });
  if (!next) return removalEdit(shell, { start: previousEnd, end, previousEnd });
  // An operator on the line of what goes, goes with it; else the one behind goes.
  const operator = before as { readonly start: number };
  const leads = onOneLine(shell, operator.start, start) && !onOneLine(shell, previousEnd - 1, start);
  return leads
    ? removalEdit(shell, { start: operator.start, end, previousEnd, nextStart: own?.start ?? next.start })
    : removalEdit(shell, { start, end: withOperator, previousEnd, nextStart: next.start });
}

function onOneLine({ document, text }: ShellText, from: number, to: number): boolean {
  const range = sourceRange(text, from, to + 1);
  return !document.slice(range.start, range.end - 1).includes('\n');
}

/** Behind the last character before an operator that is neither blank nor the sign that joins lines. */
function endBefore(text: string, operator: number): number {
  return text.slice(0, operator).replace(/(?:\s|\\\r?\n)+$/, '').length;
}
