import type { ReadDocument } from '../core/document';
import { freshValueOf, valueOf } from '../core/fact';
import type { Facts } from '../core/facts';
import { hasMoved } from '../core/freshness';
import type { ImageUse } from '../core/image-use';
import { message } from '../core/message';
import { familiarReference, type ImageReference } from '../core/reference';
import { followedTag } from './facts-of';
import type { Fix } from './image-service';

export interface UpdateInput {
  readonly use: ImageUse;
  readonly facts: Facts;
  /** With the tag that the digest is of; undefined where no tag says so. */
  readonly follows: ImageReference | undefined;
  /** Uses of the document whose digest is of a tag. */
  readonly updatable: number;
}

const staleRules: readonly string[] = ['digest-stale', 'digest-not-found', 'digest-single-platform'];

/** What the tag stands for now in the place of the digest; not where it is known to be the same. */
export function updateFixes({ use, facts, follows, updatable }: UpdateInput): readonly Fix[] {
  const digest = use.reference?.digest;
  if (digest === undefined || !follows || valueOf(facts.local) === true) return [];
  const serves = freshValueOf(facts.tagNow)?.serves;
  const isCurrent = serves !== undefined && (serves === 'missing' || !hasMoved(digest, serves));
  const all: Fix = { kind: 'update-all', title: message('Update all {0} digests in this file', updatable), rules: ['digest-stale'], use, preferred: false };
  const others = updatable < 2 ? [] : [all];
  if (isCurrent) return others;
  const image = familiarReference(follows);
  const isChild = valueOf(facts.children)?.includes(digest) === true;
  const update: Fix = {
    kind: 'update',
    title: isChild ? message('Pin {0} for all platforms', image) : message('Update the digest of {0}', image),
    rules: staleRules,
    use,
    preferred: use.fixDisabled === undefined && serves !== undefined,
    ...(use.fixDisabled ? { disabled: use.fixDisabled } : {}),
  };
  return [update, ...others];
}

/** Digests whose tag is known, one per site. */
export function countUpdatable(document: ReadDocument, isLocal: (use: ImageUse) => boolean): number {
  const pinned = document.uses.filter(use => !isLocal(use) && followedTag(use, document) !== undefined);
  return new Set(pinned.map(({ site }) => site.range.start)).size;
}
