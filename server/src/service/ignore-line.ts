import { bareSurroundings, type ReadDocument, type Surroundings } from '../core/document';
import type { ImageUse } from '../core/image-use';
import { message } from '../core/message';
import { applyEdits, contains, type TextEdit } from '../core/range';
import type { Format } from '../formats/format';
import { leftAlone, planOfLeft } from './edit';
import type { EditPlan } from './image-service';
import { readEmbedded } from './reading';

/** Inserts the ignore comment on a line of its own, where the format says that it speaks for the use's site. */
export function planIgnoreLine(format: Format, document: ReadDocument, use: ImageUse, rule: string): EditPlan {
  const { text } = document;
  const start = format.commentPlace(text, use.site.range.start);
  if (start === undefined) return planOfLeft(leftAlone(use, 'failed', message('no comment can stand above this line')));
  const indent = format.commentsAtMargin ? '' : (/^[ \t]*/.exec(text.slice(start, start + 200))?.[0] ?? '');
  const edit: TextEdit = { range: { start, end: start }, newText: `${indent}${format.commentSign ?? '#'} plimsoll-ignore-next-line ${rule}${lineEndAt(text, start)}` };
  return isHarmless(format, document, { edit, offset: use.site.range.start })
    ? { edits: [edit], changed: [], left: [] }
    : planOfLeft(leftAlone(use, 'failed', message('no comment can stand above this line')));
}

/** As the line at `start` ends, or the one before it where that is the last. */
function lineEndAt(text: string, start: number): string {
  const feed = text.indexOf('\n', start);
  const end = feed < 0 ? start - 1 : feed;
  return text[end] === '\n' && text[end - 1] === '\r' ? '\r\n' : '\n';
}

/** Files near the document are the same before and after. */
const around: Surroundings = { ...bareSurroundings, readEmbedded };

/** Whether the line is a comment that governs `offset`, and all the rest reads as before: in a broken document it may not. */
function isHarmless(format: Format, document: ReadDocument, { edit, offset }: { edit: TextEdit; offset: number }): boolean {
  const after = format.read(applyEdits(document.text, [edit]), around);
  const { start } = edit.range;
  const end = start + edit.newText.length;
  const comment = after.comments.find(({ range }) => start <= range.start && range.end <= end);
  return comment !== undefined && contains(comment.governs, offset + edit.newText.length) && sameUses(format.read(document.text, around).uses, after.uses);
}

function sameUses(before: readonly ImageUse[], after: readonly ImageUse[]): boolean {
  return before.length === after.length && before.every(({ raw, site }, index) => raw === after[index]?.raw && site.raw === after[index].site.raw);
}
