import type { ImageUse } from '../../server/src/core/image-use';
import type { Range } from '../../server/src/core/range';
import { formatReference } from '../../server/src/core/reference';

/**
 * Expectations drawn into the text itself: a line of `#`, blanks, `^^^^` and a note, under the columns that it speaks of.
 * The drawn lines are taken out before the text is read, so they work in JSON and between continuation lines too.
 */
export interface Mark {
  readonly range: Range;
  readonly note: string;
}

const markLine = /^[ \t]*#[ \t]*\^+(?: .*)?$/;

/** The text without its drawn lines. */
export function undrawn(drawn: string): string {
  return drawn.split('\n').filter((line) => !markLine.test(line)).join('\n');
}

/** `text` with `marks` drawn in; compare it with what the test drew. Several marks under one line stand in the order of their columns. */
export function draw(text: string, marks: readonly Mark[]): string {
  const lines = text.split('\n');
  const starts = lineStarts(lines);
  const below = lines.map((): string[] => []);
  for (const mark of [...marks].sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end)) {
    const line = starts.findLastIndex((start) => start <= mark.range.start);
    below[line]?.push(drawMark(mark, starts[line] as number, lines[line] as string));
  }
  return lines.flatMap((line, index) => [line, ...(below[index] ?? [])]).join('\n');
}

/** A mark below `#` needs a column to its left, so only ranges that start behind column 0 can be drawn. */
function drawMark({ range, note }: Mark, lineStart: number, line: string): string {
  const column = range.start - lineStart;
  const lineEnd = lineStart + line.length;
  const clipped = Math.min(range.end, lineEnd);
  const more = range.end > lineEnd ? ' …' : '';
  const indent = Math.min(/^ */.exec(line)?.[0].length ?? 0, column - 1);
  return `${' '.repeat(indent)}#${' '.repeat(column - indent - 1)}${'^'.repeat(clipped - range.start)} ${note}${more}`;
}

function lineStarts(lines: readonly string[]): number[] {
  let offset = 0;
  return lines.map((line) => {
    const start = offset;
    offset += line.length + 1;
    return start;
  });
}

/** `role reference`, or `role (code)` for a use that has none; ` no fix` where an edit is refused. */
export function describeUse(use: ImageUse): string {
  const what = use.reference ? formatReference(use.reference) : `(${use.unresolved?.code ?? 'no reason'})`;
  return `${use.role} ${what}${use.fixDisabled ? ' no fix' : ''}`;
}

/** One mark per use, and a second one, `site of …`, where findings stand elsewhere than at the use. */
export function marksOf(uses: readonly ImageUse[]): Mark[] {
  return uses.flatMap((use) => {
    const note = describeUse(use);
    const mark = { range: use.range, note };
    const apart = use.site.range.start !== use.range.start || use.site.range.end !== use.range.end;
    return apart ? [mark, { range: use.site.range, note: `site of ${note}` }] : [mark];
  });
}

/** Removes the first line end and the indentation that all lines share, so that tests may indent their documents. */
export function dedent(text: string): string {
  const lines = text.replace(/^\n/, '').replace(/\n[ \t]*$/, '\n').split('\n');
  const indents = lines.filter((line) => line.trim() !== '').map((line) => /^ */.exec(line)?.[0].length ?? 0);
  const shared = Math.min(...indents);
  return lines.map((line) => line.slice(shared)).join('\n');
}
