import type { Range } from '../../core/range';

const marker = /(?<![^\n])---(?=[ \t\r\n]|$)/g;

/**
 * The documents of a YAML stream, each from its `---` to the next one. `---` at the start of a line is always a marker:
 * no scalar of any style may hold it (YAML 1.2.2, rule 206, c-forbidden). So each document can be judged, and parsed, alone.
 */
export function splitDocuments(text: string): Range[] {
  const starts = [...text.matchAll(marker)].map((match) => match.index).filter((start) => start > 0);
  return [0, ...starts].map((start, index) => ({ start, end: starts[index] ?? text.length }));
}
