import type { Range } from '../../core/range';
import { isBlank, skipSpace } from './blanks';
import { sliceTraced, traced, type Traced } from './traced';
import { splitFlags, trimmed } from './words';

export interface Instruction {
  /** In lower case; `other` stands for every one that has nothing to tell. */
  readonly keyword: string;
  readonly flags: readonly Traced[];
  /** What follows the flags, without white space around it. */
  readonly args: Traced;
  /** All its physical lines, heredocs included, without the last line end. */
  readonly range: Range;
}

export type Escape = '\\' | '`';

export type ParsedInstruction = Omit<Instruction, 'range'>;

export function parseInstruction(line: Traced, escape: string): ParsedInstruction {
  const whole = trimmed(line);
  const { text } = whole;
  let end = 0;
  while (end < text.length && !isBlank(text.charAt(end))) end += 1;
  const { flags, rest } = splitFlags(sliceTraced(whole, end), escape);
  return { keyword: text.slice(0, end).toLowerCase(), flags, args: rest };
}

/** The instruction behind ONBUILD, which is written like any other. */
export function triggeredInstruction({ args }: ParsedInstruction, escape: string): ParsedInstruction {
  return parseInstruction(args, escape);
}

const anyInstruction: ParsedInstruction = { keyword: 'other', flags: [], args: traced('', 0) };
const noInstruction: ParsedInstruction = { ...anyInstruction, keyword: '' };

/** An instruction of which nothing counts but its place. */
export function passedOver({ text }: Traced): ParsedInstruction {
  return skipSpace(text, 0, text.length) < text.length ? anyInstruction : noInstruction;
}
