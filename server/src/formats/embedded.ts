import type { ImageUse } from '../core/image-use';
import { message } from '../core/message';
import type { Range } from '../core/range';

/** A text that is cut out of a document: lines without their indentation, what stands between quotes. */
export interface CutText {
  readonly text: string;
  readonly pieces: readonly Piece[];
}

interface Piece {
  /** In the text. */
  readonly at: number;
  /** In the document; undefined for what does not stand there. */
  readonly start: number | undefined;
}

const scattered = message('The reference is written with escapes or over several lines, which no edit can keep.');

/** The stretches of a document as one text; a word among them is put in, as a header that a reader wants. */
export function cutOut(document: string, stretches: readonly (Range | string)[]): CutText {
  const pieces: Piece[] = [];
  const parts: string[] = [];
  let at = 0;
  for (const stretch of stretches) {
    const part = typeof stretch === 'string' ? stretch : document.slice(stretch.start, stretch.end);
    pieces.push({ at, start: typeof stretch === 'string' ? undefined : stretch.start });
    parts.push(part);
    at += part.length;
  }
  return { text: parts.join(''), pieces };
}

/**
 * What was read in the text, at its places in the document. What stands over several stretches is left out: no range holds it
 * alone. Where an edit would need more than one place, there is none.
 */
export function usesInDocument(uses: readonly ImageUse[], cut: CutText, document: string): ImageUse[] {
  return uses.flatMap(use => {
    const range = placed(use, cut, document);
    if (!range) return [];
    const site = placed(use.site, cut, document);
    const { split, ...whole } = use;
    const disabled = site && !split ? use.fixDisabled : scattered;
    return [{ ...whole, range, site: site ? { ...use.site, range: site } : { range, raw: use.raw }, ...(disabled ? { fixDisabled: disabled } : {}) }];
  });
}

function placed({ range, raw }: Pick<ImageUse, 'range' | 'raw'>, { pieces }: CutText, document: string): Range | undefined {
  const { at, start } = pieceAt(pieces, range.start);
  if (start === undefined) return undefined;
  const begin = start + range.start - at;
  const end = begin + raw.length;
  return document.slice(begin, end) === raw ? { start: begin, end } : undefined;
}

/** The last piece that begins at `offset` or before it. */
function pieceAt(pieces: readonly Piece[], offset: number): Piece {
  let low = 0;
  let high = pieces.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((pieces[middle] as Piece).at <= offset) low = middle + 1;
    else high = middle;
  }
  return pieces[low - 1] ?? { at: 0, start: undefined };
}
