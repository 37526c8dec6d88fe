import { message, type Message } from '../../core/message';
import { baseName } from '../../core/path';
import type { BuildInstruction } from '../../core/build';
import { changesFamily, report } from '../group';
import type { Command } from '../shell/commands';
import { shells } from '../../core/shells';
import type { StageConversion } from '../stage-conversion';

/** Scripts that the build brings along most likely install packages of the old distribution. */
export function checkOwnScripts(commands: readonly Command[], instruction: BuildInstruction, conversion: StageConversion): void {
  if (!changesFamily(conversion)) return;
  for (const { words } of commands) report(conversion, instruction, unseenScript(scriptOfBuild(words.map(({ text, value }) => value ?? text))));
}

export function unseenScript(path: string | undefined): Message | undefined {
  return path === undefined ? undefined : message('nobody can see here what {0} asks of the old distribution', path);
}

/** The file of a script that a command runs: by its name, or as what a shell is to read. */
export function scriptOfBuild([program = '', ...args]: readonly string[]): string | undefined {
  const isScript = (path: string): boolean => /\.(?:sh|bash)$/.test(path);
  if (isScript(program)) return program;
  if (!shells.has(baseName(program)) || args.some(arg => /^-[a-z]*[cs]$/.test(arg))) return undefined;
  return args.find(arg => !/^[-+]/.test(arg) && arg !== 'pipefail');
}
