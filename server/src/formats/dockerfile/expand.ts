import { Expander, type Expansion, type ExpandOptions, type LexerOptions } from './expander';
import { isContiguous, spanOf, type Traced } from './traced';

export type { Expansion, ExpandOptions } from './expander';

const meaningful = /[$'"\\`]/;

/** Processes quotes, escapes and variables of one word as BuildKit's shell lexer does. */
export function expandWord(word: Traced, options: ExpandOptions): Expansion {
  if (word.text === '' || meaningful.test(word.text)) return new Expander(word, options).run();
  const whole = isContiguous(word) ? { whole: spanOf(word) } : {};
  return { text: word.text, ...whole, used: [], incomplete: false, hasVariables: false };
}

/**
 * The shell words of a line, quotes and escapes kept, variables left alone; `<< EOF` is one word. Undefined when the
 * line has no such words (a quote that does not end, a substitution that BuildKit does not know): then it has no heredoc.
 */
export function splitShellWords(line: Traced): readonly string[] | undefined {
  return new Expander(line, keepVariables()).words();
}

/** A word without its quotes and escapes, variables left alone. */
export function unquoteWord(word: Traced): string | undefined {
  const { text, problem } = new Expander(word, keepVariables()).run();
  return problem === undefined ? text : undefined;
}

/** Heredocs are found with the default escape sign, whatever the file says. */
function keepVariables(): LexerOptions {
  return { escape: '\\', variables: new Map(), budget: { left: Infinity }, keep: true };
}
