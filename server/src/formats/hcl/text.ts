import type { Range } from '../../core/range';
import type { HclText, HclValue } from './tree';

/** A text as it is read, and where each of its characters stands in the document; one offset more for its end. */
export interface DecodedText {
  readonly text: string;
  readonly offsets: readonly number[];
}

/** Of JSON too, which has some more. */
const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\', '/': '/', b: '\b', f: '\f' };
const escaped = /\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([^]))|([$%])\4\{/y;
const escapedInHeredoc = /()()()([$%])\4\{/y;

/** The stretches that are written out; what stands in a hole becomes `fill` of its text, of the same length. */
export function decodeText(source: string, text: HclText, fill: (hole: string) => string = same): DecodedText {
  const decoder: Decoder = { source, pattern: text.heredoc ? escapedInHeredoc : escaped, text: '', offsets: [] };
  let end = text.range.start;
  for (const piece of text.pieces) {
    if (isWritten(piece)) {
      if (piece.start > end) addHole(decoder, { start: end, end: piece.start }, fill);
      addWritten(decoder, piece);
      end = piece.end;
    }
  }
  if (text.range.end > end) addHole(decoder, { start: end, end: text.range.end }, fill);
  decoder.offsets.push(text.range.end);
  return decoder;
}

const same = (hole: string): string => hole;

/** What a stretch of a text in quotes means. */
export function decodeStretch(source: string, text: HclText, piece: Range): string {
  const decoder: Decoder = { source, pattern: text.heredoc ? escapedInHeredoc : escaped, text: '', offsets: [] };
  addWritten(decoder, piece);
  return decoder.text;
}

/** Whether a piece is written out, and no hole. */
export function isWritten(piece: Range | HclValue): piece is Range {
  return !('kind' in piece);
}

interface Decoder {
  readonly source: string;
  readonly pattern: RegExp;
  text: string;
  readonly offsets: number[];
}

function addWritten(decoder: Decoder, { start, end }: Range): void {
  const { source, pattern } = decoder;
  for (let at = start; at < end; ) {
    const sign = source[at] as string;
    pattern.lastIndex = at;
    const found = sign === '\\' || sign === '$' || sign === '%' ? pattern.exec(source) : null;
    const meaning = found ? meaningOf(found) : sign;
    for (const unit of meaning.split('')) {
      decoder.text += unit;
      decoder.offsets.push(at);
    }
    at += found ? found[0].length : 1;
  }
}

function meaningOf([all, short, long, other, doubled]: RegExpExecArray): string {
  if (doubled) return `${doubled}{`;
  const code = short ?? long;
  if (code) return codePoint(parseInt(code, 16));
  return escapes[other ?? ''] ?? all;
}

function codePoint(code: number): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : '\uFFFD';
}

function addHole(decoder: Decoder, { start, end }: Range, fill: (hole: string) => string): void {
  decoder.text += fill(decoder.source.slice(start, end));
  for (let at = start; at < end; at += 1) decoder.offsets.push(at);
}
