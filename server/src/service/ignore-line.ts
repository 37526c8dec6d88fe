import type { ReadDocument } from '../core/document';
import type { ImageUse } from '../core/image-use';
import type { EditPlan } from './image-service';

/** Inserts the ignore comment on a line of its own above the line (in a Dockerfile: the instruction) of the use's site. */
export function planIgnoreLine(document: ReadDocument, use: ImageUse, rule: string): EditPlan {
  const { text } = document;
  const start = startOfStatement(text, use.site.range.start, document.format === 'dockerfile');
  const indent = /^[ \t]*/.exec(text.slice(start, start + 200))?.[0] ?? '';
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  const newText = `${indent}# plimsoll-ignore-next-line ${rule}${lineEnd}`;
  return { edits: [{ range: { start, end: start }, newText }], changed: [], left: [] };
}

/** The start of the line, or of the first line of an instruction that is continued over several. */
function startOfStatement(text: string, offset: number, continued: boolean): number {
  let start = lineStart(text, offset);
  while (continued && start > 0) {
    const previous = lineStart(text, start - 1);
    if (!/[\\`][ \t]*\r?\n$/.test(text.slice(previous, start))) break;
    start = previous;
  }
  return start === 0 && text.startsWith('\uFEFF') ? 1 : start;
}

function lineStart(text: string, offset: number): number {
  return offset <= 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
}
