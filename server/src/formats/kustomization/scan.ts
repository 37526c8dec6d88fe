import type { ImageUse } from '../../core/image-use';
import { outline } from '../yaml/outline';
import { brokenDocument } from '../yaml/part';
import type { ScalarSource } from '../yaml/scalar';
import { fieldNames, useOfEntry, type EntryField, type FieldName } from './entry';

const wanted: ReadonlySet<string> = new Set(fieldNames);

/** The images of a document as its lines tell: for one that is half typed, or too large. */
export function scanLines(source: ScalarSource): ImageUse[] {
  const entries = new Map<number, Map<FieldName, EntryField>>();
  for (const { key, path, scalar, item } of outline(source, wanted)) {
    if (path.length !== 1 || path[0] !== 'images' || !scalar) continue;
    const fields = entries.get(item) ?? new Map<FieldName, EntryField>();
    entries.set(item, fields);
    if (!fields.has(key as FieldName)) fields.set(key as FieldName, { ...scalar, quoted: /["']/.test(source.original.charAt(scalar.range.start - source.offset - 1)) });
  }
  return [...entries.values()].flatMap(fields => useOfEntry({ fields, disabled: brokenDocument }) ?? []);
}
