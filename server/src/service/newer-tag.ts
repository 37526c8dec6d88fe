import type { Fact } from '../core/fact';
import type { ImageReference } from '../core/reference';
import { newestOf } from '../core/tag-family';
import type { TagList } from '../core/tag-list';
import { nearestTags } from '../core/tag-nearest';
import type { TagLists } from '../facts/tag-lists';
import { RegistryError, type RegistryErrorCode } from '../oci/error';
import type { ActionOptions } from './action-options';
import type { Advise } from './tag-advice';

/** What the tags of a repository say of one of them. */
export const adviseTags: Advise = (tag, tags) => {
  const newer = newestOf(tag, tags);
  return { nearest: nearestTags(tag, tags), ...(newer === undefined ? {} : { newer }) };
};

/** The newest tag of the same kind, where there is a newer one than the reference's. Throws RegistryError. */
export function createNewerTag(tagLists: TagLists): (reference: ImageReference, options: ActionOptions) => Promise<string | undefined> {
  return async (reference, options) => newestOf(reference.tag ?? 'latest', await tagsOf(reference, tagLists, options));
}

/** The tags of the repository; none where a GET confirmed that there is no such repository. Throws RegistryError. */
export async function tagsOf(reference: ImageReference, tagLists: TagLists, { consent, signal }: ActionOptions): Promise<readonly string[]> {
  const fact = await tagLists.lookUp(reference, signal ? { consent, signal } : { consent });
  if (fact.state !== 'known') throw errorOf(fact, reference);
  return fact.value === 'missing' ? [] : fact.value.tags;
}

const codes: readonly string[] = ['offline', 'untrusted-workspace', 'host-not-allowed', 'rate-limited', 'unauthorized', 'unreachable', 'bad-answer'] satisfies RegistryErrorCode[];

function errorOf(fact: Exclude<Fact<TagList | 'missing'>, { state: 'known' }>, { registry }: ImageReference): RegistryError {
  const reason = fact.state === 'unknown' && codes.includes(fact.reason) ? (fact.reason as RegistryErrorCode) : 'cancelled';
  return new RegistryError(reason, registry, (fact.state === 'unknown' && fact.detail) || 'the tags are not known');
}
