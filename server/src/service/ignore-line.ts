import type { ReadDocument } from '../core/document';
import type { ImageUse } from '../core/image-use';
import { message } from '../core/message';
import type { Format } from '../formats/format';
import { leftAlone, planOfLeft } from './edit';
import type { EditPlan } from './image-service';

/** Inserts the ignore comment on a line of its own, where the format says that it speaks for the use's site. */
export function planIgnoreLine(format: Format | undefined, document: ReadDocument, use: ImageUse, rule: string): EditPlan {
  const { text } = document;
  const start = format?.commentPlace(text, use.site.range.start);
  if (start === undefined) return planOfLeft(leftAlone(use, 'failed', message('this kind of document cannot be edited')));
  const indent = /^[ \t]*/.exec(text.slice(start, start + 200))?.[0] ?? '';
  const newText = `${indent}# plimsoll-ignore-next-line ${rule}${lineEndAt(text, start)}`;
  return { edits: [{ range: { start, end: start }, newText }], changed: [], left: [] };
}

/** As the line at `start` ends, or the one before it where that is the last. */
function lineEndAt(text: string, start: number): string {
  const feed = text.indexOf('\n', start);
  const end = feed < 0 ? start - 1 : feed;
  return text[end] === '\n' && text[end - 1] === '\r' ? '\r\n' : '\n';
}
