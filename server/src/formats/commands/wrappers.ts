import { shells } from '../../core/shells';
import { options, readWords, type Options } from './options';
import { isPerhapsSudo, programOf } from './program-names';
import type { Word } from './word';

interface Wrapper {
  readonly options: Options;
  /** Words of its own before the command. */
  readonly operands?: number;
}

/** Programs and words of the shell that run the command behind them. */
const wrappers: ReadonlyMap<string, Wrapper> = new Map<string, Wrapper>([
  ['sudo', { options: options('u user g group C close-from h host p prompt r role t type T command-timeout D chdir R chroot U other-user', 'E preserve-env H set-home n non-interactive S stdin k A askpass b background i login s shell') }],
  ['doas', { options: options('u C', 'n s L') }],
  ['eval', { options: options('') }],
  ['env', { options: options('u unset C chdir', 'i ignore-environment 0 null v debug') }],
  ['exec', { options: options('a', 'c l') }],
  ['time', { options: options('f format o output', 'p v a verbose append portability') }],
  // With `-v` it only tells where the command is.
  ['command', { options: options('', 'p') }],
  ['builtin', { options: options('') }],
  ['nohup', { options: options('') }],
  ['setsid', { options: options('', 'c f w ctty fork wait') }],
  ['chronic', { options: options('', 'v e') }],
  ['nice', { options: options('n adjustment') }],
  ['ionice', { options: options('c class n classdata', 't ignore') }],
  ['stdbuf', { options: options('i input o output e error') }],
  ['timeout', { options: options('s signal k kill-after', 'foreground preserve-status v verbose'), operands: 1 }],
  ['xargs', { options: options('n max-args P max-procs L max-lines I d delimiter a arg-file s max-chars E', '0 null r no-run-if-empty t verbose p interactive x exit') }],
]);

const mostWrappers = 10;
const assignment = /^[A-Za-z_]\w*(?:\[[^\]]*\])?\+?=/;

export function isAssignment(word: Word): boolean {
  return assignment.test(word.value);
}

/** Index of the word that says what a command runs, behind assignments, `sudo` and the like. */
export function commandName(words: readonly Word[]): number {
  let at = 0;
  for (let depth = 0; depth < mostWrappers; depth += 1) {
    while (at < words.length && (isAssignment(words[at] as Word) || isPerhapsSudo(words[at]))) at += 1;
    const wrapper = wrappers.get(programOf(words[at]));
    if (!wrapper) return at;
    at = behindOptions(words, at + 1, wrapper);
  }
  return words.length;
}

function behindOptions(words: readonly Word[], from: number, { options: known, operands = 0 }: Wrapper): number {
  const read = readWords(words, known, { from, most: operands + 1 });
  return read.operands.length > operands ? read.end - 1 : words.length;
}

/** The script that `sh -c` is given. */
export function innerScript(words: readonly Word[], at: number): Word | undefined {
  if (!shells.has(programOf(words[at]))) return undefined;
  for (let next = at + 1; next < words.length; next += 1) {
    const { value } = words[next] as Word;
    if (/^-[a-zA-Z]*c$/.test(value)) return words[next + 1];
    if (!/^-[a-zA-Z]+$/.test(value)) return undefined;
    if (value.endsWith('o')) next += 1;
  }
  return undefined;
}
