/** What other tools leave beside a digest to say which tag it is of. */
import type { Range } from './range';
import { parseReference, sameName, type ImageReference } from './reference';

export interface TagComment {
  readonly tag: string;
  /** Of the tag, from the start of the comment's text; absent where the comment means a tag without naming it. */
  readonly span?: Range;
}

const longestComment = 300;
const tagPattern = /^[A-Za-z0-9_][\w.-]{0,127}$/;
/** A word alone is a tag when it could hardly be anything else. */
const version = /^v?\d[\w.-]*$/;
const movingTags: ReadonlySet<string> = new Set(['latest', 'stable', 'lts', 'mainline', 'edge', 'nightly', 'main', 'master']);
/** `tag=` and `pin@` stand before a tag, ratchet's word before a reference. */
const beforeTag = /^(?:tag=|pin@)/;
const beforeReference = /^ratchet:(?:docker:\/\/)?/;

/** `exclude`: the digest is to be left as it is. Undefined for anything that names no tag of this very image. */
export function parseTagComment(text: string, reference: ImageReference): TagComment | 'exclude' | undefined {
  if (text.length > longestComment) return undefined;
  const [word = ''] = text.split(/\s/, 1);
  if (word === 'ratchet:exclude') return 'exclude';
  const prefix = beforeTag.exec(word)?.[0].length;
  if (prefix !== undefined) return tagAt(word, prefix);
  const skipped = beforeReference.exec(word)?.[0].length;
  if (skipped !== undefined || /[:/]/.test(word)) return tagOfReference(word, skipped ?? 0, reference);
  return text === word && (version.test(word) || movingTags.has(word)) ? tagAt(word, 0) : undefined;
}

function tagAt(word: string, start: number): TagComment | undefined {
  const tag = word.slice(start);
  return tagPattern.test(tag) ? { tag, span: { start, end: word.length } } : undefined;
}

/** A comment about another image says nothing of this one. */
function tagOfReference(word: string, start: number, reference: ImageReference): TagComment | undefined {
  const parsed = parseReference(word.slice(start));
  if (!parsed.ok || !sameName(parsed.reference, reference)) return undefined;
  const { tag } = parsed.spans;
  if (!tag) return start > 0 ? { tag: 'latest' } : undefined;
  return { tag: word.slice(start + tag.start, start + tag.end), span: { start: start + tag.start, end: start + tag.end } };
}
