import type { Range as NodeRange, Scalar } from 'yaml';
import type { Comment } from '../../core/document';
import type { Range } from '../../core/range';

/** The text of a scalar, without quotes, block header or indentation. */
export interface ScalarText {
  readonly range: Range;
  /** The text in `range`, as the document has it. */
  readonly raw: string;
  /** What the scalar means, without surrounding white space. */
  readonly value: string;
}

export interface ScalarSource {
  /** What was parsed: the document, or its masked twin of the same length. */
  readonly parsed: string;
  /** The document as the user has it. */
  readonly original: string;
  /** Where both begin in the whole text. */
  readonly offset: number;
  /** Takes the comments of texts that the document embeds. */
  readonly comments?: Comment[];
}

/** Undefined for null and for nothing but blanks. Numbers and booleans are read as they are spelt. */
export function scalarText(node: Scalar, { parsed, original, offset }: ScalarSource): ScalarText | undefined {
  if (!node.range || (node.value === null && node.type === 'PLAIN')) return undefined;
  const { start, end } = trim(parsed, innerRange(node, parsed, node.range));
  if (start >= end) return undefined;
  const raw = original.slice(start, end);
  const range = { start: offset + start, end: offset + end };
  // Where a mask lies, or a quote is missing, what the parser understood is not what the user wrote.
  const understood = raw === parsed.slice(start, end) && !isUnterminated(node, parsed);
  return { range, raw, value: understood ? (node.source ?? raw).trim() : raw };
}

function innerRange(node: Scalar, text: string, [start, end]: NodeRange): Range {
  switch (node.type) {
    case 'QUOTE_DOUBLE':
    case 'QUOTE_SINGLE':
      return isUnterminated(node, text)
        ? { start: start + 1, end: Math.min(end, lineEnd(text, start)) }
        : { start: start + 1, end: end - 1 };
    case 'BLOCK_FOLDED':
    case 'BLOCK_LITERAL':
      return { start: Math.min(end, lineEnd(text, start)), end };
    default:
      return { start, end };
  }
}

/** While a closing quote is missing, the scalar swallows what follows; only its first line is taken for it. */
function isUnterminated(node: Scalar, text: string): boolean {
  if ((node.type !== 'QUOTE_DOUBLE' && node.type !== 'QUOTE_SINGLE') || !node.range) return false;
  const [start, end] = node.range;
  return end - start < 2 || text[end - 1] !== text[start];
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}

function trim(text: string, range: Range): Range {
  let { start, end } = range;
  while (start < end && isBlank(text.charCodeAt(start))) start += 1;
  while (end > start && isBlank(text.charCodeAt(end - 1))) end -= 1;
  return { start, end };
}

/** Blank, tab, line feed, carriage return. */
function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09 || code === 0x0a || code === 0x0d;
}
