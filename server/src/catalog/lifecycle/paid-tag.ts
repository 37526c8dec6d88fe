import { message } from '../../core/message';
import { chainguardFolder, chainguardHost, isDevTag } from '../chainguard';
import type { LifecycleCheck } from './question';

/** Below cgr.dev/chainguard, and not among what the free tier publishes: pulling it needs a contract. */
export const paidTag: LifecycleCheck = ({ reference, tag }, { chainguard }) => {
  const { registry, repository, digest } = reference;
  if (registry !== chainguardHost || !repository.startsWith(chainguardFolder)) return undefined;
  // A digest alone may be one that was free when it was taken.
  if (reference.tag === undefined && digest !== undefined) return undefined;
  const name = repository.slice(chainguardFolder.length);
  const images = chainguard.of(name);
  if (images.some(({ tags }) => tags.includes(tag))) return undefined;
  const what = images.length === 0
    ? message('Chainguard publishes no free image {0}', name)
    : message("Chainguard's free tier has no tag {0} of {1}", tag, name);
  const free = isDevTag(tag) ? 'latest-dev' : 'latest';
  const replacement = images.some(({ tags }) => tags.includes(free)) ? { registry, repository, tag: free } : undefined;
  return { state: 'paid-tag', what, date: '2024-11', source: 'chainguard-dev/edu', ...(replacement ? { replacement } : {}) };
};
