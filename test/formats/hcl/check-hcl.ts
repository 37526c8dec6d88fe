import { expect } from 'vitest';
import { defaultPolicy } from '../../../server/src/core/policy';
import { applyEdits } from '../../../server/src/core/range';
import { parseReference } from '../../../server/src/core/reference';
import type { ReadDocument } from '../../../server/src/core/document';
import { formatFor } from '../../../server/src/formats';
import type { Format } from '../../../server/src/formats/format';
import { createReader } from '../../../server/src/service/reading';
import { dedent, draw, marksOf, undrawn } from '../../support/drawn';

/** As `checkPlaces`, with the texts of other formats in the document read too. */
export function checkWhole(path: string, drawn: string): void {
  const source = dedent(drawn);
  const text = undrawn(source);
  const uses = readWhole(path, text)?.uses ?? [];
  for (const { range, raw } of uses) expect(text.slice(range.start, range.end)).toBe(raw);
  expect(draw(text, marksOf(uses))).toBe(source);
}

export function readWhole(path: string, text: string): ReadDocument | undefined {
  return createReader()({ path, text }, defaultPolicy);
}

/** The resolved references, or why there is none. */
export function named(format: Format, text: string): readonly string[] {
  return format.read(text).uses.map(({ raw, unresolved }) => (unresolved ? `${raw} (${unresolved.code})` : raw));
}

export const digest = `sha256:${'0'.repeat(64)}`;

/** The text after its first image has been pinned to `reference`, or why it cannot be. */
export function edited(path: string, text: string, reference: string): string {
  const format = formatFor({ path, text });
  const use = readWhole(path, text)?.uses[0];
  const wanted = parseReference(reference);
  if (!format || !use || !wanted.ok) throw new Error('nothing to edit');
  const edits = format.edit(use, wanted.reference);
  return 'disabled' in edits ? edits.disabled.template : applyEdits(text, edits);
}
