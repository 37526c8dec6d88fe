import { jsonWords, type BuildInstruction, type Stage } from '../../core/build';
import type { CommandWords, Workload } from '../../core/workload';
import { shippedStages, type Surroundings } from '../surroundings';
import { beforeChange } from './before';
import { bringsShell, mountsPrograms } from './brought';
import type { FitPlace } from './place';
import { isShell, needsShell, startedBy, startsWhatItIsGiven } from './programs';
import { startedCommand, startOf } from './start';

/** Where something needs a shell, on an image that has none and this ENTRYPOINT. */
export function shellPlaces(around: Surroundings, entrypoint: string): readonly FitPlace[] {
  const own = entrypoint === '' ? [] : entrypoint.split(' ');
  return around.kind === 'stages' ? inStages(around.stages, own) : inWorkload(around.workload, own);
}

function inStages(stages: readonly Stage[], own: readonly string[]): readonly FitPlace[] {
  const untouched = beforeChange(stages, bringsShell);
  const commands = untouched.flatMap(({ instructions }) => instructions.filter(runsShell));
  // Commands of a stage that nothing ships never run when the image does.
  const shipped = shippedStages(stages);
  const isWhole = untouched.every(({ stage, whole }) => whole || !shipped.includes(stage));
  const starting = isWhole ? startingInShell(shipped, own) : [];
  return [...commands, ...starting]
    .sort((a, b) => a.words.start - b.words.start)
    .map(({ words, keyword }) => ({ range: words, what: keyword.toUpperCase() }));
}

function runsShell(instruction: BuildInstruction): boolean {
  const { keyword, args, exec } = instruction;
  return keyword === 'run' && args.text !== '' && !mountsPrograms(instruction) && (!exec || needsShell(exec));
}

function startingInShell(shipped: readonly Stage[], own: readonly string[]): readonly BuildInstruction[] {
  const start = startOf(shipped);
  const { entrypoint, healthcheck } = start;
  const cmd = startedCommand(start);
  const found: BuildInstruction[] = [];
  if (entrypoint && isInShell(entrypoint, [])) found.push(entrypoint);
  if (cmd && isInShell(cmd, entrypoint ? [] : own)) found.push(cmd);
  if (healthcheck && isCheckedInShell(healthcheck)) found.push(healthcheck);
  return found;
}

function isInShell({ args, exec }: BuildInstruction, entrypoint: readonly string[]): boolean {
  return args.text !== '' && (!exec || isGivenShell(exec, entrypoint));
}

/** An ENTRYPOINT that is no launcher may do anything with the name of a script; with that of a shell, hardly anything but fail. */
function isGivenShell(words: readonly string[], entrypoint: readonly string[]): boolean {
  return startsWhatItIsGiven(entrypoint) ? needsShell(words) : isShell(startedBy(words)[0]);
}

/** `CMD` and the command behind it; `NONE` runs nothing. */
function isCheckedInShell({ args }: BuildInstruction): boolean {
  const command = /^cmd\s+(.*)$/is.exec(args.text)?.[1]?.trim() ?? '';
  if (command === '') return false;
  const words = jsonWords(command);
  return !words || needsShell(words);
}

function inWorkload({ command, args, execs }: Workload, own: readonly string[]): readonly FitPlace[] {
  const places: FitPlace[] = [];
  const add = (words: CommandWords, what: string) => places.push({ range: words.range, what });
  if (command && needsShell(command.words)) add(command, 'command');
  // Without a command the words are given to the image's ENTRYPOINT.
  if (!command && args && isGivenShell(args.words, own)) add(args, 'args');
  for (const exec of execs) if (needsShell(exec.words)) add(exec, 'exec');
  return places;
}
