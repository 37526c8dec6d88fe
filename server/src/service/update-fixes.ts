import type { ReadDocument } from '../core/document';
import { freshValueOf, valueOf } from '../core/fact';
import type { Facts } from '../core/facts';
import { hasMoved } from '../core/freshness';
import type { ImageUse } from '../core/image-use';
import { message } from '../core/message';
import { familiarReference, withTag, type ImageReference } from '../core/reference';
import { followedTag } from './followed-tag';
import type { Fix } from './image-service';

export interface UpdateInput {
  readonly use: ImageUse;
  readonly facts: Facts;
  /** With the tag that the digest is of; undefined where no tag says so. */
  readonly follows: ImageReference | undefined;
  /** Another tool's word keeps the digest as it is. */
  readonly isExcluded: boolean;
  /** Uses of the document whose digest is of a tag. */
  readonly updatable: number;
}

const staleRules: readonly string[] = ['digest-stale', 'digest-not-found', 'digest-single-platform'];

/** What keeps an image fresh: its digest, its tag, and a tag for a digest that has none. Nothing is looked up. */
export function updateFixes(input: UpdateInput): readonly Fix[] {
  const { use, facts, follows } = input;
  if (!use.reference || valueOf(facts.local) === true) return [];
  if (use.reference.digest === undefined) return tagFixes(input);
  if (!follows) return use.reference.tag === undefined && !input.isExcluded ? [addTag(input)] : [];
  return [...digestFixes(input, use.reference.digest, follows), ...tagFixes(input), ...updateAllFixes(input)];
}

/** What the tag stands for now; not where it is known to be the same. */
function digestFixes({ use, facts }: UpdateInput, digest: string, follows: ImageReference): readonly Fix[] {
  const serves = freshValueOf(facts.tagNow)?.serves;
  if (serves !== undefined && (serves === 'missing' || !hasMoved(digest, serves))) return [];
  const image = familiarReference(follows);
  const isChild = valueOf(facts.children)?.includes(digest) === true;
  const title = isChild ? message('Pin {0} for all platforms', image) : message('Update the digest of {0}', image);
  return [fixOf(use, { kind: 'update', title, rules: staleRules, preferred: use.fixDisabled === undefined && serves !== undefined })];
}

function updateAllFixes({ use, updatable }: UpdateInput): readonly Fix[] {
  const title = message('Update all {0} digests in this file', updatable);
  return updatable < 2 ? [] : [{ kind: 'update-all', title, rules: ['digest-stale'], use, preferred: false }];
}

/** A newer tag, and those that may have been meant where there is none like the one that is written. */
function tagFixes({ use, facts, follows }: UpdateInput): readonly Fix[] {
  const advice = valueOf(facts.tagAdvice);
  const tagged = follows ?? use.reference;
  if (!advice || !tagged) return [];
  const isGone = (use.reference?.digest === undefined ? valueOf(facts.resolution) : valueOf(facts.tagNow)?.serves) === 'missing';
  const newer = advice.newer === undefined || isGone ? [] : [advice.newer];
  const replacing = (rule: string) => (tag: string): Fix => {
    const target = withTag(tagged, tag);
    return fixOf(use, { kind: 'replace', title: message('Use {0} instead', familiarReference(target)), rules: [rule], target, preferred: false });
  };
  return [...(isGone ? advice.nearest.map(replacing('tag-not-found')) : []), ...newer.map(replacing('tag-outdated'))];
}

function addTag({ use }: UpdateInput): Fix {
  return fixOf(use, { kind: 'add-tag', title: message('Add the tag that serves this digest'), rules: [], preferred: false });
}

function fixOf(use: ImageUse, fix: Omit<Fix, 'use' | 'disabled'>): Fix {
  return { ...fix, use, ...(use.fixDisabled ? { disabled: use.fixDisabled } : {}) };
}

/** Digests whose tag is known, one per site. */
export function countUpdatable(document: ReadDocument, isLocal: (use: ImageUse) => boolean): number {
  const pinned = document.uses.filter(use => !isLocal(use) && followedTag(use, document) !== undefined);
  return new Set(pinned.map(({ site }) => site.range.start)).size;
}
