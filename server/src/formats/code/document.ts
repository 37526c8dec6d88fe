import { largestParsedDocument, mostUses, type Comment, type ReadDocument } from '../../core/document';
import type { ImageUse } from '../../core/image-use';

interface Found {
  readonly uses: readonly ImageUse[];
  /** Read when somebody asks for them. */
  readonly comments: () => readonly Comment[];
  /** Its scanner gave up. */
  readonly limited?: boolean;
}

/** What a reader that reads a text in one go found there. One that is too large is not looked at. */
export function documentOf(format: string, text: string, read: (text: string) => Found): ReadDocument {
  if (text.length > largestParsedDocument) return { format, text, uses: [], comments: [], limited: 'too-large' };
  const { uses, comments, limited = false } = read(text);
  let known: readonly Comment[] | undefined;
  return {
    format,
    text,
    uses: uses.slice(0, mostUses),
    get comments() {
      return (known ??= comments());
    },
    ...(limited || uses.length > mostUses ? { limited: 'too-large' as const } : {}),
  };
}
