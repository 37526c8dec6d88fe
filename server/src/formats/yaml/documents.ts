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

/** The one of these that holds `offset`, found without looking at the others. */
export function documentAround(text: string, offset: number): Range {
  return { start: markerBefore(text, offset), end: markerBehind(text, offset) };
}

function markerBefore(text: string, offset: number): number {
  let at = offset === 0 ? -1 : text.lastIndexOf('\n---', offset - 1);
  while (at > 0 && !isMarker(text, at + 1)) at = text.lastIndexOf('\n---', at - 1);
  return at >= 0 && isMarker(text, at + 1) ? at + 1 : 0;
}

function markerBehind(text: string, offset: number): number {
  let at = text.indexOf('\n---', offset);
  while (at >= 0 && !isMarker(text, at + 1)) at = text.indexOf('\n---', at + 1);
  return at < 0 ? text.length : at + 1;
}

function isMarker(text: string, start: number): boolean {
  return /^[ \t\r\n]?$/.test(text.charAt(start + '---'.length));
}
