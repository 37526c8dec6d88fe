import type { BuildInstruction } from '../../core/build';
import { isShell, startedBy } from './programs';

/** Commands in the text of a RUN, as far as simple expressions tell: enough to point at, never enough to edit by. */

const separators = /&&|\|\||[;|\n]/;
const longest = 20_000;
const quoted = /"(?:[^"\\]|\\.)*"|'[^']*'/gs;
const loneHeredoc = /^<<-?\s*(["']?)[\w.-]+\1$/;

/** What the shell reads in a RUN: of a heredoc its lines, of `["sh", "-c", "…"]` the text, of other exec forms the words. */
export function scriptOf({ args, exec, words, range }: BuildInstruction, document: string): string {
  if (exec) return isShell(startedBy(exec)[0]) ? (startedBy(exec).slice(1).find(word => !word.startsWith('-')) ?? '') : exec.join(' ');
  if (!loneHeredoc.test(args.text)) return args.text;
  const lines = document.slice(words.end, Math.min(range.end, words.end + longest)).split('\n').slice(1);
  // `#!/usr/bin/python3` makes it something else than a shell's.
  if (lines[0]?.startsWith('#!') && !/\b(?:ba|da|a|z|k)?sh\b/.test(lines[0])) return '';
  return lines.filter(line => !/^\s*#/.test(line)).join('\n');
}

/** The simple commands of a shell text, without what sets variables or asks for rights before them. */
export function commandsIn(text: string): readonly string[] {
  // What is quoted begins no command.
  const plain = text.slice(0, longest).replace(quoted, part => part.replace(/[&|;\n>]/g, ' '));
  return plain.split(separators).map(command => command.trim().replace(/^(?:[({!]\s*|(?:sudo|exec|then|do|else|if|while|set\s+-\S+)\s+|\w+=\S*\s+)+/, ''));
}

/** Package managers by the words that call them. */
const managers: Readonly<Record<string, string>> = {
  'apt-get': 'apt', apt: 'apt', aptitude: 'apt', apk: 'apk', yum: 'yum', dnf: 'dnf', microdnf: 'microdnf', zypper: 'zypper',
};

export interface PackageCommand {
  readonly program: string;
  /** The package manager that the program belongs to: `apt` of apt-get. */
  readonly manager: string;
}

/** Calls of package managers that change what is installed. */
export function packageCommands(text: string): readonly PackageCommand[] {
  return commandsIn(text).flatMap(command => {
    const [, program = '', rest = ''] = /^(?:\S*\/)?([a-z-]+)\s+(.*)$/s.exec(command) ?? [];
    const manager = Object.hasOwn(managers, program) ? managers[program] : undefined;
    return manager !== undefined && /(?:^|\s)(?:install|add|update|upgrade|dist-upgrade|remove|del|purge|makecache)(?:[\s)]|$)/.test(rest) ? [{ program, manager }] : [];
  });
}

/** Whether the text looks which programs there are before it calls one. */
export function looksForPrograms(text: string): boolean {
  return /\bcommand\s+-v\b|\bwhich\s|\btype\s+-?\w|\bhash\s|\[\s+-[xfe]\s|\/etc\/os-release/.test(text);
}
