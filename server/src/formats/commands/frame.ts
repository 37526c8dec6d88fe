import type { Word, WordBuilder } from './word';

/** A part of a script that may not run, or run elsewhere: a branch, a loop, a function, a subshell. */
export interface Block {
  readonly parent: Block | undefined;
  readonly depth: number;
}

/** Deeper than this, nothing is known of what happened outside. */
const deepestBlock = 50;

export function blockIn(parent: Block | undefined): Block {
  return { parent, depth: (parent?.depth ?? 0) + 1 };
}

/** Whether what happened in `outer` before has happened wherever `inner` runs. */
export function isWithin(inner: Block, outer: Block): boolean {
  if (inner.depth > deepestBlock) return false;
  for (let block: Block | undefined = inner; block; block = block.parent) if (block === outer) return true;
  return false;
}

export interface OpenFrame {
  /** Where it begins, its opening signs included. */
  readonly start: number;
  /** It is filled into the word around it. */
  readonly hole: boolean;
}

/** A stretch of commands: the script itself, a subshell, `$(…)`; or a list of words that are none: an array. */
export interface CommandFrame extends OpenFrame {
  readonly kind: 'commands';
  /** The sign that ends it; empty for the script itself. */
  readonly close: '' | ')' | '`';
  /** Its words are no commands. */
  readonly list: boolean;
  /** In a backtick, which nothing but another backtick ends. */
  readonly backtick: boolean;
  /** Of the command that is being read. */
  words: Word[];
  word: WordBuilder | undefined;
  /** The next word is where something is read from or written to. */
  redirect: boolean;
  /** Between `[[` and `]]`. */
  test: boolean;
  /** Of each `case` that is open: whether its subject, a pattern or a body is being read. */
  readonly cases: ('subject' | 'pattern' | 'body')[];
  block: Block;
  /** What stands before the command that is being read. */
  before: string;
}

/** A stretch within a word. */
export interface TextFrame extends OpenFrame {
  readonly kind: 'double' | 'brace' | 'arithmetic';
  /** The commands whose word it is part of. */
  readonly owner: CommandFrame;
  /** What stands in it is no text of the word. */
  readonly inHole: boolean;
  /** Its single quotes are text: in double quotes. */
  readonly plainQuotes: boolean;
  /** Of open parentheses. */
  depth: number;
}

export type Frame = CommandFrame | TextFrame;

interface CommandFrameOptions extends Partial<Pick<CommandFrame, 'close' | 'list' | 'hole'>> {
  readonly start: number;
  readonly around?: CommandFrame;
}

export function commandFrame({ start, close = '', list = false, hole = false, around }: CommandFrameOptions): CommandFrame {
  return {
    kind: 'commands', start, close, list, hole, backtick: close === '`' || around?.backtick === true,
    words: [], word: undefined, redirect: false, test: false, cases: [], block: blockIn(around?.block), before: '',
  };
}
