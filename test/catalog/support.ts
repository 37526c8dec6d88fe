import { readFileSync } from 'node:fs';
import type { Alternative } from '../../server/src/core/facts';
import { render } from '../../server/src/core/message';
import { formatReference, parseReference, type ImageReference } from '../../server/src/core/reference';
import { sharedPath } from '../support/shared';

export function reference(text: string): ImageReference {
  const parsed = parseReference(text);
  if (!parsed.ok) throw new Error(`${text}: ${parsed.problem}`);
  return parsed.reference;
}

/** A day at which the tables are nearly as old as they are. */
export const today = '2026-09-01';

/** `cgr.dev/chainguard/node:latest` of each. */
export function names(alternatives: readonly Alternative[]): string[] {
  return alternatives.map(alternative => formatReference(alternative.reference));
}

/** In English, in one text. */
export function differencesOf(alternatives: readonly Alternative[], name: string): string {
  const found = alternatives.find(alternative => formatReference(alternative.reference).startsWith(name));
  if (!found) throw new Error(`${name} is not among ${names(alternatives).join(', ')}`);
  return found.differences.map(difference => render(difference)).join('; ');
}

/** Rows of a table of facts, by column name. */
export function readTable(file: string): Record<string, string>[] {
  const [header = '', ...lines] = readFileSync(sharedPath('facts', file), 'utf8').trimEnd().split('\n');
  const columns = header.split('\t');
  return lines.map(line => {
    const cells = line.split('\t');
    return Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? '']));
  });
}
