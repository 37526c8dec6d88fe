import { baseName } from '../../core/path';
import { shells } from '../../core/shells';

/** Where images have their shells. One that stands elsewhere was brought by somebody who knows what is there. */
const usualFolders: ReadonlySet<string> = new Set(['', '/bin', '/usr/bin', '/usr/local/bin']);
/** Programs that do nothing but start another one. */
const launchers: ReadonlySet<string> = new Set(['tini', 'tini-static', 'dumb-init', 'catatonit', 'env']);

export function isShell(word = ''): boolean {
  return shells.has(baseName(word)) && usualFolders.has(word.slice(0, Math.max(word.lastIndexOf('/'), 0)));
}

/** What is started in the end: `["sh", "-c", …]` of `["tini", "--", "sh", "-c", …]`; empty when that is still to come. */
export function startedBy(words: readonly string[]): readonly string[] {
  let started = words;
  while (launchers.has(baseName(started[0]))) {
    const [, ...rest] = started;
    const program = rest.findIndex(word => !word.startsWith('-') && !/^\w+=/.test(word));
    started = program < 0 ? [] : rest.slice(program);
  }
  return started;
}

/** Whether the command is a shell's, or a script that a shell reads. */
export function needsShell(words: readonly string[]): boolean {
  const [program = ''] = startedBy(words);
  return isShell(program) || program.endsWith('.sh');
}

/** Scripts and launchers start what they are given; all others make what they can of it. */
export function startsWhatItIsGiven(entrypoint: readonly string[]): boolean {
  const [program = ''] = startedBy(entrypoint);
  return program === '' || isShell(program) || /\.sh$|entry/.test(baseName(program));
}
