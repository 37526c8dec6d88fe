import { endCommand } from './command-ends';
import { commandFrame, type Frame, type TextFrame } from './frame';
import { add, ownerOf, topOf, wordOf, type Scanner } from './scanner';

/** Deeper texts are left alone from there on. */
const deepest = 100;

export function push(s: Scanner, frame: Frame): void {
  s.frames.push(frame);
  if (s.frames.length > deepest) s.stopped = true;
}

/** `quotes`: whether single ones quote there; as around it, where nothing is said. */
export function pushText(s: Scanner, { kind, start, hole, quotes = false }: Pick<TextFrame, 'kind' | 'start' | 'hole'> & { readonly quotes?: boolean }): void {
  const top = topOf(s);
  const around = top.kind === 'commands' ? undefined : top;
  const plainQuotes = !quotes && (kind === 'double' || around?.plainQuotes === true);
  wordOf(s);
  push(s, { kind, start, hole, owner: ownerOf(s), inHole: hole || around?.inHole === true, plainQuotes, depth: 0 });
}

/** Commands whose output is filled in. */
export function enterCommands(s: Scanner, from: number, close: ')' | '`', list = false): void {
  wordOf(s);
  push(s, commandFrame({ start: s.at, close, list, hole: true, around: ownerOf(s) }));
  s.at = from;
}

/** The frame at the top ends behind so many signs. */
export function leave(s: Scanner, frame: Frame, length: number): void {
  if (frame.kind === 'commands') endCommand(s, frame, frame.close);
  s.frames.pop();
  const end = Math.min(s.at + length, s.options.end);
  if (frame.hole) add(s, frame.start, end, true);
  s.at = end;
}
