import { bareSurroundings, type Comment, type ReadDocument, type Surroundings } from '../core/document';
import type { ImageUse } from '../core/image-use';
import { applyEdits, type TextEdit } from '../core/range';
import type { Format } from '../formats/format';
import { readEmbedded } from './reading';

/** A comment on a line of its own before the line that begins at `start`, written as that one is. */
export function commentLine(format: Format, text: string, start: number, words: string): TextEdit {
  const indent = format.commentsAtMargin ? '' : (/^[ \t]*/.exec(text.slice(start, start + 200))?.[0] ?? '');
  return { range: { start, end: start }, newText: `${indent}${format.commentSign ?? '#'} ${words}${lineEndAt(text, start)}` };
}

/** As the line at `start` ends, or the one before it where that is the last. */
function lineEndAt(text: string, start: number): string {
  const feed = text.indexOf('\n', start);
  const end = feed < 0 ? start - 1 : feed;
  return text[end] === '\n' && text[end - 1] === '\r' ? '\r\n' : '\n';
}

/** Files near the document are the same before and after. */
const around: Surroundings = { ...bareSurroundings, readEmbedded };

/** The comment that the edit makes; undefined where it makes none, or something else reads otherwise: in a broken document it may. */
export function commentAdded(format: Format, document: ReadDocument, edit: TextEdit): Comment | undefined {
  const after = format.read(applyEdits(document.text, [edit]), around);
  const { start } = edit.range;
  const end = start + edit.newText.length;
  const comment = after.comments.find(({ range }) => start <= range.start && range.end <= end);
  return comment && sameUses(format.read(document.text, around).uses, after.uses) ? comment : undefined;
}

function sameUses(before: readonly ImageUse[], after: readonly ImageUse[]): boolean {
  return before.length === after.length && before.every(({ raw, site }, index) => raw === after[index]?.raw && site.raw === after[index].site.raw);
}
