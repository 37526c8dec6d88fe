import type { SourceText } from '../core/build';
import type { Range, TextEdit } from '../core/range';

/** Offset in the document of the character at `index` of the text. */
export function sourceAt({ runs }: SourceText, index: number): number {
  const run = runs.findLast(({ at }) => at <= index) ?? runs[0];
  return run ? run.source + index - run.at : index;
}

/** Where a stretch of the text stands in the document, from its first to behind its last character. */
export function sourceRange(text: SourceText, start: number, end: number): Range {
  const from = sourceAt(text, start);
  return { start: from, end: end > start ? sourceAt(text, end - 1) + 1 : from };
}

/** Whether a stretch of the text stands in the document in one piece. */
export function isInOnePiece(text: SourceText, start: number, end: number): boolean {
  const range = sourceRange(text, start, end);
  return range.end - range.start === end - start;
}

export function replacement(text: SourceText, span: Range, newText: string): TextEdit {
  return { range: sourceRange(text, span.start, span.end), newText };
}
