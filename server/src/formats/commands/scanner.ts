import type { Range } from '../../core/range';
import { commandFrame, type Block, type CommandFrame, type Frame } from './frame';
import type { Heredoc } from './heredoc';
import type { Holes } from './holes';
import { WordBuilder, type Word } from './word';

/** A simple command: assignments, the command's name, its arguments; redirections are left out. */
export interface Command {
  readonly words: readonly Word[];
  readonly block: Block;
  /** It runs whatever the commands before it answer, and in the shell itself. */
  readonly sure: boolean;
}

export interface ScanOptions extends Range {
  /** What a shell's own variables begin with: `$`, or `$$` in Make. */
  readonly dollar: string;
  readonly holes: Holes;
}

/** How far a script has been read, what is open there, and what has been found. */
export interface Scanner {
  readonly text: string;
  readonly options: ScanOptions;
  at: number;
  stopped: boolean;
  readonly frames: Frame[];
  readonly commands: (Command & { readonly end: number })[];
  readonly comments: Range[];
  readonly lineStarts: number[];
  /** Announced, and still to come. */
  heredocs: Heredoc[];
  /** Where the first quoted text begins that goes on for more than a line. */
  longQuote: number;
}

export function scannerOf(text: string, options: ScanOptions): Scanner {
  const { start } = options;
  return {
    text, options, at: start, stopped: false, frames: [commandFrame({ start })],
    commands: [], comments: [], lineStarts: [start], heredocs: [], longQuote: Infinity,
  };
}

export function topOf(s: Scanner): Frame {
  return s.frames.at(-1) as Frame;
}

/** The commands that the text at this place belongs to. */
export function ownerOf(s: Scanner): CommandFrame {
  const top = topOf(s);
  return top.kind === 'commands' ? top : top.owner;
}

/** The word that is being read; one begins here where there is none. */
export function wordOf(s: Scanner): WordBuilder {
  return (ownerOf(s).word ??= new WordBuilder(s.at));
}

/** Takes a stretch into the word, unless it stands in a hole of it, and goes on behind it. */
export function add(s: Scanner, start: number, end: number, hole = false): void {
  const top = topOf(s);
  if (top.kind === 'commands' || !top.inHole) wordOf(s).add(start, end, hole);
  s.at = end;
}

export function addPlain(s: Scanner, pattern: RegExp): void {
  pattern.lastIndex = s.at;
  const end = pattern.test(s.text) ? pattern.lastIndex : s.at + 1;
  add(s, s.at, Math.min(end, s.options.end));
}

/** Whether a hole begins here; it is taken then. */
export function takeHole(s: Scanner): boolean {
  const end = s.options.holes.endAt(s.at);
  if (end === undefined) return false;
  if (end > s.options.end) s.stopped = true;
  else add(s, s.at, end, true);
  return true;
}

export function brace(s: Scanner): void {
  if (!takeHole(s)) add(s, s.at, s.at + 1);
}
