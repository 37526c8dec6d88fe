import type { TrustPolicy } from '../core/policy';
import { valueOf } from '../core/fact';
import { formatReference, type ImageReference } from '../core/reference';
import { RegistryError } from '../oci/error';
import { errorMessage } from '../oci/messages';
import type { ActionOptions } from './action-options';
import type { Refusal } from './gate';
import type { Pinned } from './pin';
import type { Sources } from './sources';

export interface KnownTags {
  /** As far as they are known; none where nobody was asked, or nobody knows. */
  readonly tags: readonly string[];
  /** More are on their way. */
  readonly isComing: boolean;
}

/** What may be written, and what is to be said of it. */
export type Admitted = Exclude<Pinned, Refusal>;

/** What somebody who writes a reference may go on with. */
export interface Tagging {
  /** The tags of the reference's repository as they are known now. Synchronous. */
  tagsOf(reference: ImageReference): KnownTags;
  /** Asks the registry for them where they are not known. Never rejects. */
  lookUpTags(reference: ImageReference, options: ActionOptions): Promise<void>;
  /**
   * The reference with the digest that it is served as, as it may be written: its bytes were hashed, and it went through the
   * gate. Undefined where that is not to be had. Never rejects.
   */
  digestFor(reference: ImageReference, policy: TrustPolicy, options: ActionOptions): Promise<Admitted | undefined>;
  /** As `digestFor`, or why it is not to be had. Rejects for cancellation only. */
  digestOrReason(reference: ImageReference, policy: TrustPolicy, options: ActionOptions): Promise<Pinned>;
}

export function createTagging({ tagLists, pinning }: Pick<Sources, 'tagLists' | 'pinning'>): Tagging {
  /** Every key asks anew: one answer is enough for all of them. What may be written depends on the policy, and what may be asked on the consent. */
  const underWay = new WeakMap<TrustPolicy, Map<string, Promise<Pinned>>>();

  async function pinned(reference: ImageReference, policy: TrustPolicy, options: ActionOptions): Promise<Pinned> {
    try {
      return await (await pinning.load()).pinner.withCurrentDigest(reference, { ...options, policy });
    } catch (error) {
      if (error instanceof RegistryError) return { refused: errorMessage(error) };
      throw error;
    }
  }

  return {
    tagsOf(reference) {
      const coming = tagLists.coming(reference);
      const list = valueOf(tagLists.current(reference));
      const known = list === undefined || list === 'missing' ? undefined : list.tags;
      return { tags: known ?? coming ?? [], isComing: coming !== undefined };
    },
    lookUpTags: async (reference, options) => void (await tagLists.lookUp(reference, options)),
    async digestFor(reference, policy, options) {
      const flights = underWay.get(policy) ?? new Map<string, Promise<Pinned>>();
      underWay.set(policy, flights);
      const key = JSON.stringify([formatReference(reference), options.consent]);
      const asking = flights.get(key) ?? pinned(reference, policy, options).finally(() => flights.delete(key));
      flights.set(key, asking);
      const found = await asking;
      return 'refused' in found ? undefined : found;
    },
    digestOrReason: pinned,
  };
}
