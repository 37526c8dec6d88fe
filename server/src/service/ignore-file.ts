import type { ReadDocument } from '../core/document';
import { ignoreWords } from '../core/ignore';
import type { ImageUse } from '../core/image-use';
import { message } from '../core/message';
import type { Format } from '../formats/format';
import { commentAdded, commentLine } from './added-comment';
import { leftAlone, planOfLeft } from './edit';
import type { Ignoring } from './ignoring';
import type { EditPlan } from './image-service';

/** Inserts the ignore comment at the head of the file, below what has to stay first. */
export function planIgnoreFile(format: Format, document: ReadDocument, use: ImageUse, { rule, reason }: Ignoring): EditPlan {
  const place = headOf(format, document.text);
  const edit = place === undefined ? undefined : commentLine(format, document.text, place, ignoreWords('file', rule, reason));
  return edit && commentAdded(format, document, edit)
    ? { edits: [edit], changed: [], left: [] }
    : planOfLeft(leftAlone(use, 'failed', message('no comment can stand at the head of this file')));
}

/** Undefined where there is no such place: the last line has no end, or a template would join the comment to what follows. */
export function headOf({ headEnd }: Format, text: string): number | undefined {
  const behindMark = text.startsWith('\uFEFF') ? 1 : 0;
  const shebang = /^#!.*\n?/.exec(text.slice(behindMark))?.[0] ?? '';
  const place = headEnd ? headEnd(text) : behindMark + shebang.length;
  if (place === undefined) return undefined;
  const isWholeLine = place === behindMark || text[place - 1] === '\n';
  return isWholeLine && !/^\s*\{\{-/.test(text.slice(place, place + 1000)) ? place : undefined;
}
