import type { BuildInstruction, Stage } from '../../core/build';
import type { CommandWords } from '../../core/workload';
import { shippedStages, type Surroundings } from '../surroundings';
import type { FitPlace } from './place';

const shells: ReadonlySet<string> = new Set(['sh', 'bash', 'ash', 'dash', 'zsh', 'ksh']);

/** The last part of a program's path. */
export function programName(word = ''): string {
  return word.slice(word.lastIndexOf('/') + 1);
}

function isShell(words: readonly string[] | undefined): boolean {
  return words !== undefined && shells.has(programName(words[0]));
}

/** Where something needs a shell. */
export function shellPlaces(around: Surroundings): readonly FitPlace[] {
  return around.kind === 'stages' ? inStages(around.stages) : inWorkload(around.workload);
}

function inStages(stages: readonly Stage[]): readonly FitPlace[] {
  const shipped = shippedStages(stages);
  return stages.flatMap(stage => inStage(stage, shipped.includes(stage)));
}

/** Commands of a stage that nothing ships never run when the image does. */
function inStage({ instructions }: Stage, isShipped: boolean): readonly FitPlace[] {
  const places: FitPlace[] = [];
  for (const [index, instruction] of instructions.entries()) {
    // A shell that the build itself brings, or names, is its own business.
    if (instruction.keyword === 'shell' || bringsShell(instruction)) return places;
    if (instruction.keyword === 'run' && needsShell(instruction)) places.push(toPlace(instruction));
    if (isShipped && isLast(instruction, instructions.slice(index + 1)) && needsShell(instruction)) places.push(toPlace(instruction));
  }
  return places;
}

const starting: ReadonlySet<string> = new Set(['cmd', 'entrypoint', 'healthcheck']);

/** Of several only the last one counts. */
function isLast({ keyword }: BuildInstruction, later: readonly BuildInstruction[]): boolean {
  return starting.has(keyword) && !later.some(other => other.keyword === keyword);
}

function needsShell(instruction: BuildInstruction): boolean {
  if (instruction.keyword === 'healthcheck') return healthcheckNeedsShell(instruction);
  return instruction.args.text !== '' && (instruction.exec === undefined || isShell(instruction.exec));
}

/** `CMD` and the command behind it; `NONE` runs nothing. */
function healthcheckNeedsShell({ args }: BuildInstruction): boolean {
  const command = /^cmd\s+(.*)$/is.exec(args.text)?.[1]?.trim() ?? '';
  if (command === '') return false;
  if (!command.startsWith('[')) return true;
  return /^\[\s*"(?:[^"]*\/)?(?:sh|bash|ash|dash|zsh|ksh)"/.test(command);
}

function bringsShell({ keyword, args }: BuildInstruction): boolean {
  return (keyword === 'copy' || keyword === 'add') && /(?:^|[\s/])(?:busybox|bash|sh)(?:\s|$)|\/bin\/?\s/.test(args.text);
}

function toPlace({ words, keyword }: BuildInstruction): FitPlace {
  return { range: words, what: keyword.toUpperCase() };
}

function inWorkload({ command, args, execs }: { command?: CommandWords; args?: CommandWords; execs: readonly CommandWords[] }): readonly FitPlace[] {
  const own = command && isShell(command.words) ? [{ range: command.range, what: 'command' }] : [];
  // Without a command the words are given to the image's ENTRYPOINT, and most images that take a program there start it.
  const given = !command && args && isShell(args.words) ? [{ range: args.range, what: 'args' }] : [];
  return [...own, ...given, ...execs.filter(({ words }) => isShell(words)).map(({ range }) => ({ range, what: 'exec' }))];
}
