import type { BuildInstruction } from '../../core/build';
import { message } from '../../core/message';
import { changesFamily, report } from '../group';
import { isPackageManager } from '../packages/calls';
import { everyCommand, programOf, readScript, type Command } from '../shell/commands';
import type { StageConversion } from '../stage-conversion';

export const calledFromInside = message('a package manager is called from inside of another command');

/** Package managers inside of quotes and substitutions: they are seen, and cannot be rewritten. */
export function checkInnerCalls(text: string, instruction: BuildInstruction, conversion: StageConversion): void {
  if (!changesFamily(conversion)) return;
  const outer = readScript(text)?.commands ?? [];
  const substituted = everyCommand(text).slice(outer.length);
  if (substituted.some(callsPackageManager)) report(conversion, instruction, calledFromInside);
  if (outer.some(quotesPackageManager)) report(conversion, instruction, calledFromInside);
}

function callsPackageManager(command: Command): boolean {
  const program = programOf(command);
  return isPackageManager(program) || program === 'dpkg';
}

function quotesPackageManager({ words }: Command): boolean {
  return words.some(({ text }) => /^["']/.test(text) && /\b(?:apt-get|apt|yum|dnf|apk)\s+(?:-\S+\s+)*(?:install|add|update)\b/.test(text));
}
