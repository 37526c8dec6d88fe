import type { BuildInstruction } from '../core/build';
import type { ShellText } from './shell/removal';

/** How an instruction says what to run. */
export type Running =
  | { readonly kind: 'shell'; readonly shell: ShellText; /** In a heredoc: lines of a script. */ readonly heredoc: boolean }
  | { readonly kind: 'exec'; readonly words: readonly string[] }
  | { readonly kind: 'other'; readonly interpreter: string };

const onlyHeredoc = /^<<-?\s*["']?(\w+)["']?$/;

/** What a RUN runs. */
export function runningOf({ args, exec, range, words }: BuildInstruction, document: string): Running {
  if (exec) return { kind: 'exec', words: exec };
  if (!onlyHeredoc.test(args.text)) return { kind: 'shell', heredoc: false, shell: { document, text: args } };
  const start = document.indexOf('\n', words.end) + 1;
  const end = document.lastIndexOf('\n', range.end - 1) + 1;
  const body = start > 0 && end > start ? document.slice(start, end) : '';
  const [, interpreter] = /^#!\s*(\S.*)/.exec(body) ?? [];
  if (interpreter !== undefined && !/\b(?:ba|da|a)?sh\b/.test(interpreter)) return { kind: 'other', interpreter };
  return { kind: 'shell', heredoc: true, shell: { document, text: { text: body, runs: [{ at: 0, source: start }] } } };
}
