import { expect } from 'vitest';
import { formatFor } from '../../server/src/formats';
import { dedent, draw, marksOf, undrawn } from './drawn';

/** Demands that the format reads exactly the drawn uses of a document, where they are drawn. */
export function checkPlaces(format: string, path: string, drawn: string): void {
  const source = dedent(drawn);
  const text = undrawn(source);
  const claimed = formatFor({ path, text });
  expect(claimed?.id).toBe(format);
  const uses = claimed?.read(text).uses ?? [];
  for (const { range, raw } of uses) expect(text.slice(range.start, range.end)).toBe(raw);
  expect(draw(text, marksOf(uses))).toBe(source);
}

/** The ids of what reads a document of this text at each path; `-` for none. */
export function readers(paths: readonly string[], text: string): readonly string[] {
  return paths.map(path => `${path} ${formatFor({ path, text })?.id ?? '-'}`);
}
