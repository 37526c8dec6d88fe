import { expect } from 'vitest';
import { bareSurroundings, type ReadDocument, type Surroundings } from '../../server/src/core/document';
import { formatFor, formats } from '../../server/src/formats';
import { dedent, draw, marksOf, undrawn } from './drawn';

/** Demands that the format reads exactly the drawn uses of a document, where they are drawn. */
export function checkPlaces(format: string, path: string, drawn: string, around?: Surroundings): void {
  const source = dedent(drawn);
  const text = undrawn(source);
  const claimed = formatFor({ path, text });
  expect(claimed?.id).toBe(format);
  const uses = claimed?.read(text, around).uses ?? [];
  for (const { range, raw } of uses.flatMap(use => [use, use.site, ...(use.pullPolicy ? [use.pullPolicy] : [])])) {
    expect(text.slice(range.start, range.end)).toBe(raw);
  }
  expect(draw(text, marksOf(uses))).toBe(source);
}

/** The ids of what reads a document of this text at each path; `-` for none. */
export function readers(paths: readonly string[], text: string): readonly string[] {
  return paths.map(path => `${path} ${formatFor({ path, text })?.id ?? '-'}`);
}

/** Texts in a document are read by their formats; scripts by `readScript`. */
export function embedding(readScript: (text: string) => Pick<ReadDocument, 'uses' | 'comments'> = () => ({ uses: [], comments: [] })): Surroundings {
  return { ...bareSurroundings, readEmbedded: (id, text) => (id === 'shell' ? readScript(text) : (formats.find(format => format.id === id)?.read(text) ?? { uses: [], comments: [] })) };
}
