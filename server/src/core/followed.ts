import type { ReadDocument } from './document';
import type { ImageUse } from './image-use';
import type { Range } from './range';
import { withDigest, withTag, type ImageReference } from './reference';
import { parseTagComment } from './tag-comment';

/** The tag whose moves a digest follows. */
export interface Followed {
  /** With the tag, without the digest. */
  readonly reference: ImageReference;
  /** Where a comment beside the digest names the tag. */
  readonly comment?: Range;
  /** The tag stands in the comment alone. */
  readonly fromComment: boolean;
}

/** Characters behind an image, or above it, among which a comment is looked for. */
const longestLine = 400;
/** Behind a quote and the ends of flow collections. */
const trailing = /^["']?(?:[ \t]*[\]}])*[ \t]+#[ \t]*([^\r\n]*)/;
const ownLine = /^[ \t]*#[ \t]*([^\r\n]*)$/;

/** What a pinned image follows; `exclude`: another tool's word keeps any image as it is. Undefined where nothing names a tag. */
export function followedBy(use: ImageUse, document: ReadDocument): Followed | 'exclude' | undefined {
  const { reference } = use;
  if (!reference) return undefined;
  const comment = commentBeside(use, document);
  const said = comment && parseTagComment(comment.text, reference);
  if (said === 'exclude') return said;
  if (reference.digest === undefined) return undefined;
  const unpinned = withDigest(reference, undefined);
  const place = comment && said?.span && { start: comment.start + said.span.start, end: comment.start + said.span.end };
  if (reference.tag === undefined) {
    return said && { reference: withTag(unpinned, said.tag), fromComment: true, ...(place ? { comment: place } : {}) };
  }
  // A comment that says something else than the reference is not about its tag.
  return { reference: unpinned, fromComment: false, ...(place && said?.tag === reference.tag ? { comment: place } : {}) };
}

/** Behind the image on its line; above it in a Dockerfile, where no comment can stand behind. */
function commentBeside({ site }: ImageUse, { text, readBuild }: ReadDocument): { readonly text: string; readonly start: number } | undefined {
  if (readBuild) return commentAbove(text, site.range.start);
  const { end } = site.range;
  const [whole, said] = trailing.exec(text.slice(end, end + longestLine)) ?? [];
  return whole === undefined || said === undefined ? undefined : { text: said.trimEnd(), start: end + whole.length - said.length };
}

function commentAbove(text: string, offset: number): { readonly text: string; readonly start: number } | undefined {
  const line = text.lastIndexOf('\n', offset - 1);
  if (line < 0) return undefined;
  const end = text[line - 1] === '\r' ? line - 1 : line;
  const start = text.lastIndexOf('\n', line - 1) + 1;
  if (end - start > longestLine) return undefined;
  const said = ownLine.exec(text.slice(start, end))?.[1];
  return said === undefined ? undefined : { text: said.trimEnd(), start: end - said.length };
}
