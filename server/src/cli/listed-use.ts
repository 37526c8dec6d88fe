import type { ReadDocument } from '../core/document';
import type { ImageUse } from '../core/image-use';
import type { Message } from '../core/message';
import { createPlaces, type Place } from './position';

/** What a listing says of one use of a text, whatever file that text stands in. */
export interface ListedUse extends Place, Pick<ImageUse, 'raw' | 'role' | 'format' | 'reference'> {
  /** Null exactly when `reference` is not. */
  readonly unresolved: Message | null;
}

export function listedUses(document: ReadDocument): readonly ListedUse[] {
  const placeOf = createPlaces(document.text);
  return document.uses.map(({ range, raw, role, format, reference, unresolved }) => ({
    ...placeOf(range),
    raw,
    role,
    format,
    reference,
    unresolved: unresolved && unresolved.message,
  }));
}
