import type { ImagePlace } from '../format';
import { referenceAt } from '../place';
import type { ImageUse } from '../../core/image-use';
import { documentAround } from './documents';
import type { ScalarSource } from './scalar';
import { hasTemplate, maskTemplate } from './template';

/** A document that takes longer to look through than a key may take. */
const largest = 500_000;

/**
 * Where a reference stands, or belongs, in a document of a stream, judged by its lines: half of them are typed when it is asked.
 * `keys` lead to images, `prefixes` stand before them.
 */
export function createImagePlace(keys: readonly string[], prefixes: readonly string[], scanLines: (source: ScalarSource) => readonly ImageUse[]) {
  const prefix = prefixes.length === 0 ? '' : `(?:${prefixes.join('|')})?`;
  const opening = new RegExp(`(?:^|[\\s"'{,-])(?:${keys.join('|')})["']?[ \\t]*:[ \\t]*["']?${prefix}$`);
  return (text: string, offset: number): ImagePlace | undefined => {
    const found = referenceAt(text, offset, opening);
    const document = found && documentAround(text, offset);
    if (!document || document.end - document.start > largest) return undefined;
    const { start, end } = found.range;
    // With a letter at the cursor there is something to read, also where nothing stands yet.
    const marked = `${text.slice(document.start, offset)}x${text.slice(offset, document.end)}`;
    const parsed = hasTemplate(marked) ? maskTemplate(marked) : marked;
    const uses = scanLines({ parsed, original: marked, offset: document.start });
    const isUse = uses.some(({ range }) => range.start === start && range.end === end + 1);
    return isUse ? { range: found.range, stages: [] } : undefined;
  };
}
