import type { Range } from '../../core/range';

/** Texts in quotes, as Groovy and Starlark write them. */
export interface QuotedText {
  /** Behind its last quote. */
  readonly end: number;
  readonly innerStart: number;
  readonly innerEnd: number;
  readonly triple: boolean;
  /** It means what stands there: no escape and no hole. */
  readonly plain: boolean;
}

/**
 * The text that begins with the quote at `start`. One that nobody closes ends with its line, or with the document. `holes`: what
 * stands in `${}` may have quotes of its own.
 */
export function quotedText(text: string, start: number, holes: boolean): QuotedText {
  const quote = text[start] as string;
  const triple = text.startsWith(quote.repeat(3), start);
  const close = triple ? quote.repeat(3) : quote;
  const innerStart = start + close.length;
  let plain = true;
  let at = innerStart;
  for (; at < text.length; at += 1) {
    const sign = text[at];
    if (sign === '\\') {
      plain = false;
      at += 1;
    } else if (sign === '\n' && !triple) {
      return { end: at, innerStart, innerEnd: at, triple, plain: false };
    } else if (holes && sign === '$') {
      plain = false;
      if (text[at + 1] === '{') at = endOfHole(text, at + 2, triple) - 1;
    } else if (sign === quote && text.startsWith(close, at)) {
      return { end: at + close.length, innerStart, innerEnd: at, triple, plain };
    }
  }
  return { end: text.length, innerStart, innerEnd: text.length, triple, plain: false };
}

/** Behind the brace that closes the hole; the end of the line, or of the document, where none does. */
function endOfHole(text: string, start: number, overLines: boolean): number {
  let open = 1;
  for (let at = start; at < text.length; at += 1) {
    const sign = text[at];
    if (sign === '\\') at += 1;
    else if (sign === '\n' && !overLines) return at;
    else if (sign === '{') open += 1;
    else if (sign === '}') open -= 1;
    else if (sign === '"' || sign === "'") at = skipQuoted(text, at);
    if (open === 0) return at + 1;
  }
  return text.length;
}

/** At the quote that closes the one at `start` on the same line; at that one itself where none does. */
function skipQuoted(text: string, start: number): number {
  for (let at = start + 1; at < text.length && text[at] !== '\n'; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === text[start]) return at;
  }
  return start;
}

const escape = /\\(\r?\n|[^])/g;
const escaped: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '\n': '', '\r\n': '' };

/** The text as it is read, escapes replaced by what they stand for. */
export function stretchesOf(text: string, { innerStart, innerEnd, plain }: QuotedText): (Range | string)[] {
  if (plain) return [{ start: innerStart, end: innerEnd }];
  const stretches: (Range | string)[] = [];
  let start = innerStart;
  for (const { index, 0: whole, 1: sign = '' } of text.slice(innerStart, innerEnd).matchAll(escape)) {
    stretches.push({ start, end: innerStart + index }, escaped[sign] ?? sign);
    start = innerStart + index + whole.length;
  }
  return [...stretches, { start, end: innerEnd }];
}
