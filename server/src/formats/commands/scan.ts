import type { Range } from '../../core/range';
import { endCommand } from './command-ends';
import type { Frame } from './frame';
import { noteQuote } from './quotes';
import { addPlain, scannerOf, type Command, type ScanOptions, type Scanner } from './scanner';
import { plain, signs } from './signs';

export type { Command, ScanOptions } from './scanner';

export interface Scanned {
  readonly commands: readonly Command[];
  /** On lines of their own. */
  readonly comments: readonly Range[];
  /** Of the lines as a shell counts them: continued ones, and texts in quotes, belong to the line before. */
  readonly lineStarts: readonly number[];
}

/** The simple commands of a shell script, in the order in which they end. Never throws; takes as long as the text is. */
export function scanCommands(text: string, options: ScanOptions): Scanned {
  const scanner = scannerOf(text, options);
  run(scanner);
  return foundBy(scanner);
}

function run(s: Scanner): void {
  const { end } = s.options;
  while (s.at < end && !s.stopped) {
    const frame = s.frames.at(-1) as Frame;
    const sign = s.text[s.at] as string;
    const handler = signs[frame.kind][sign];
    if (handler) handler(s, frame as never);
    else addPlain(s, plain[frame.kind]);
  }
  for (const frame of s.frames.toReversed()) {
    if (frame.kind === 'commands') endCommand(s, frame, '');
    else if (frame.kind === 'double') noteQuote(s, frame.start, Infinity);
  }
}

/** Where some quote has no end, the one that lacks it may be any but what stands on one line. */
function foundBy(s: Scanner): Scanned {
  const isOpen = s.stopped || s.frames.some(({ kind }) => kind === 'double');
  const until = isOpen ? s.longQuote : Infinity;
  return {
    commands: s.commands.filter(({ end }) => end <= until),
    comments: s.comments.filter(({ end }) => end <= until),
    lineStarts: s.lineStarts,
  };
}
