import type { ImageUse } from '../../core/image-use';
import type { ImagePlace } from '../format';
import { referenceAt } from '../place';

/** A document that takes longer to read than a key may take. */
const largest = 300_000;

/** Where a reference stands, or belongs, behind an `opening` on its line: there where the document names one, with a letter at the cursor. */
export function createPlaceByReading(opening: RegExp, read: (text: string) => readonly ImageUse[]) {
  return (text: string, offset: number): ImagePlace | undefined => {
    const found = text.length > largest ? undefined : referenceAt(text, offset, opening);
    if (!found) return undefined;
    const { start, end } = found.range;
    const uses = read(`${text.slice(0, offset)}x${text.slice(offset)}`);
    return uses.some(({ range }) => range.start === start && range.end === end + 1) ? { range: found.range, stages: [] } : undefined;
  };
}
