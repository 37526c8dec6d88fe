import type { Comment } from '../core/document';
import { mayIgnore } from '../core/ignore';
import type { ImageUse, Site } from '../core/image-use';
import { message, type Message } from '../core/message';
import type { Range } from '../core/range';

/** A text inside a document, as it is read: without quotes, escapes or indentation. */
export interface EmbeddedText {
  readonly text: string;
  /** Where a stretch of the text stands in the document; undefined for what does not stand there as one. */
  placeOf(range: Range): Range | undefined;
  /** Why nothing may be written there. */
  readonly disabled?: Message;
}

const scattered = message('The reference is written with escapes or over several lines, which no edit can keep.');

/**
 * What was read in the text, at its places in the document. What stands on several lines there is left out: no range holds it alone.
 * Where the document spells a reference otherwise, or has its fields in several places, no edit is safe.
 */
export function usesInDocument(uses: readonly ImageUse[], embedded: EmbeddedText, document: string): ImageUse[] {
  return uses.flatMap(use => {
    const here = siteOf(use.range, embedded, document);
    if (!here) return [];
    const site = siteOf(use.site.range, embedded, document);
    const isSame = site?.raw === use.site.raw;
    const { split, pullPolicy, ...whole } = use;
    const disabled = split || !isSame ? scattered : (embedded.disabled ?? use.fixDisabled);
    // Where its word stands on several lines, or is spelled otherwise, nobody could write another one.
    const policy = pullPolicy && siteOf(pullPolicy.range, embedded, document);
    return [{
      ...whole,
      ...here,
      site: isSame ? { ...use.site, range: site.range } : here,
      ...(policy && policy.raw === pullPolicy.raw ? { pullPolicy: policy } : {}),
      ...(disabled ? { fixDisabled: disabled } : {}),
    }];
  });
}

/** The text's comments at their places in the document, where any may hide a finding: nobody asks for others. */
export function commentsInDocument({ comments }: { readonly comments: readonly Comment[] }, embedded: EmbeddedText): Comment[] {
  if (!mayIgnore(embedded.text)) return [];
  return comments.flatMap(comment => {
    const range = embedded.placeOf(comment.range);
    if (!range) return [];
    const { start, end } = comment.governs;
    // One at the end of the text speaks for nothing that follows in the document.
    const governs = start < end ? embedded.placeOf(comment.governs) : undefined;
    return [{ ...comment, range, governs: governs ?? { start: range.end, end: range.end } }];
  });
}

function siteOf(range: Range, { placeOf }: EmbeddedText, document: string): Site | undefined {
  const place = placeOf(range);
  if (!place) return undefined;
  const raw = document.slice(place.start, place.end);
  return /[\r\n]/.test(raw) ? undefined : { range: place, raw };
}

/** A text of whose characters each one's place is known; `offsets` has one entry more, for its end. */
export function placedByCharacter(text: string, offsets: readonly number[]): EmbeddedText {
  return {
    text,
    placeOf({ start, end }) {
      const from = offsets[start] as number;
      return { start: from, end: end > start ? (offsets[end - 1] as number) + 1 : from };
    },
  };
}

interface Piece {
  /** In the text. */
  readonly at: number;
  /** In the document; undefined for what does not stand there. */
  readonly start: number | undefined;
}

/** The stretches of a document as one text; a word among them is put in, as a header that a reader wants. */
export function cutOut(document: string, stretches: readonly (Range | string)[]): EmbeddedText {
  const pieces: Piece[] = [];
  const parts: string[] = [];
  let at = 0;
  for (const stretch of stretches) {
    const part = typeof stretch === 'string' ? stretch : document.slice(stretch.start, stretch.end);
    pieces.push({ at, start: typeof stretch === 'string' ? undefined : stretch.start });
    parts.push(part);
    at += part.length;
  }
  return {
    text: parts.join(''),
    placeOf({ start, end }) {
      const piece = pieceAt(pieces, start);
      if (piece.start === undefined || pieceAt(pieces, Math.max(start, end - 1)) !== piece) return undefined;
      const move = piece.start - piece.at;
      return { start: start + move, end: end + move };
    },
  };
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
  return pieces[low - 1] ?? nowhere;
}

const nowhere: Piece = { at: 0, start: undefined };
