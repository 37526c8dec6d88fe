import { largestParsedDocument } from '../../core/document';
import { findSyntax } from './directives';
import { readInstructions } from './instructions';

/**
 * The start of the instruction that holds `offset`. There is none for a directive: a comment above would make a comment
 * of it as well. In a document that is only scanned, comments are not read.
 */
export function commentPlace(text: string, offset: number): number | undefined {
  if (text.length > largestParsedDocument) return undefined;
  const syntax = findSyntax(text)?.value;
  if (syntax && syntax.start <= offset && offset <= syntax.end) return undefined;
  return readInstructions(text).instructions.find(({ range }) => range.start <= offset && offset <= range.end)?.range.start;
}
