import { largestParsedDocument } from '../../core/document';
import { findSyntax } from './directives';
import { readParts } from './parts';

/**
 * The start of the instruction that holds `offset`. There is none for a directive: a comment above would make a comment
 * of it as well. In a document that is only scanned, comments are not read.
 */
export function commentPlace(text: string, offset: number): number | undefined {
  if (text.length > largestParsedDocument) return undefined;
  const syntax = findSyntax(text)?.value;
  if (syntax && syntax.start <= offset && offset <= syntax.end) return undefined;
  const placed = readParts(text).findLast(({ range }) => range.start <= offset);
  const own = placed?.part.instructions.find(({ start, end }) => start <= offset - placed.range.start && offset - placed.range.start <= end);
  return placed && own && placed.range.start + own.start;
}
