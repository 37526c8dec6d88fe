import type { ReadDocument } from '../core/document';
import { ignoreWords } from '../core/ignore';
import type { ImageUse } from '../core/image-use';
import { message } from '../core/message';
import { contains } from '../core/range';
import type { Format } from '../formats/format';
import { commentAdded, commentLine } from './added-comment';
import { leftAlone, planOfLeft } from './edit';
import type { Ignoring } from './ignoring';
import type { EditPlan } from './image-service';

/** Inserts the ignore comment on a line of its own, where the format says that it speaks for the use's site. */
export function planIgnoreLine(format: Format, document: ReadDocument, use: ImageUse, { rule, reason }: Ignoring): EditPlan {
  const { text } = document;
  const refused = planOfLeft(leftAlone(use, 'failed', message('no comment can stand above this line')));
  const start = format.commentPlace(text, use.site.range.start);
  if (start === undefined) return refused;
  const edit = commentLine(format, text, start, ignoreWords('next-line', rule, reason));
  const governs = commentAdded(format, document, edit)?.governs;
  return governs && contains(governs, use.site.range.start + edit.newText.length) ? { edits: [edit], changed: [], left: [] } : refused;
}
