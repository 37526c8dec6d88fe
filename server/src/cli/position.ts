import type { Range } from '../core/range';

/** Lines and columns from 1, columns in UTF-16 units, end exclusive: what every report of the command line carries. */
export interface Place {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** Turns offsets of one text into places. A BOM is no column, as in an editor. */
export function createPlaces(text: string): (range: Range) => Place {
  const starts = [text.startsWith('\uFEFF') ? 1 : 0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  const lineOf = (offset: number): number => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] as number) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  const place = (offset: number): { line: number; column: number } => {
    const line = lineOf(offset);
    return { line: line + 1, column: Math.max(offset - (starts[line] as number), 0) + 1 };
  };
  return range => {
    const start = place(range.start);
    const end = place(range.end);
    return { ...start, endLine: end.line, endColumn: end.column };
  };
}
