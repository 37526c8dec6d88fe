import type { Expansion, ExpandOptions, LexerOptions } from './expansion';
import { ShellLexer } from './shell-lexer';
import { isContiguous, spanOf, type Traced } from './traced';

export type { Expansion, ExpandOptions } from './expansion';

const meaningful = /[$'"\\`]/;

/** Processes quotes, escapes and variables of one word as BuildKit's shell lexer does. */
export function expandWord(word: Traced, options: ExpandOptions): Expansion {
  if (word.text === '' || meaningful.test(word.text)) return new ShellLexer(word, options).expand();
  const whole = isContiguous(word) ? { whole: spanOf(word) } : {};
  return { text: word.text, ...whole, used: [], incomplete: false, hasVariables: false };
}

/**
 * The shell words of a line, quotes and escapes kept, variables left alone; `<< EOF` is one word. Undefined when the
 * line has no such words (a quote that does not end, a substitution that BuildKit does not know): then it has no heredoc.
 */
export function splitShellWords(line: Traced): readonly string[] | undefined {
  return new ShellLexer(line, keepVariables()).split();
}

/** A word without its quotes and escapes, variables left alone. */
export function unquoteWord(word: Traced): string | undefined {
  const { text, problem } = new ShellLexer(word, keepVariables()).expand();
  return problem === undefined ? text : undefined;
}

/** Heredocs are found with the default escape sign, whatever the file says. */
function keepVariables(): LexerOptions {
  return { escape: '\\', variables: new Map(), budget: { left: Infinity }, keep: true };
}
