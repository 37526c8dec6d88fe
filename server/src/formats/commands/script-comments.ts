import type { CommandFrame } from './frame';
import { add, type Scanner } from './scanner';

const withinLine = /[^\n]*/y;
const withinBacktick = /[^\n`]*/y;

export function readComment(s: Scanner, frame: CommandFrame): void {
  if (frame.word) return add(s, s.at, s.at + 1);
  const rest = frame.backtick ? withinBacktick : withinLine;
  rest.lastIndex = s.at;
  rest.test(s.text);
  const end = Math.min(rest.lastIndex, s.options.end);
  const start = s.at;
  s.at = end;
  if (frame.backtick || s.text.slice(s.lineStarts.at(-1), start).trim() !== '') return;
  s.comments.push({ start, end: s.text[end - 1] === '\r' ? end - 1 : end });
}
