import { known, unknown } from '../../server/src/core/fact';
import type { Facts, Resolution } from '../../server/src/core/facts';

export const pinnedDigest = `sha256:${'a'.repeat(64)}`;
export const newDigest = `sha256:${'b'.repeat(64)}`;

export function served(digest: string): Resolution {
  return { digest, mediaType: 'application/vnd.oci.image.index.v1+json', verified: false, resolvedAt: Date.UTC(2026, 5, 1, 12, 30) };
}

/** What is known of a pinned image once its tag was looked up. */
export function tagServes(serves: string, tag = '20'): Partial<Facts> {
  return { tagNow: known({ tag, serves: serves === 'missing' ? serves : served(serves) }) };
}

/** The tag stands for an index that lists these images. */
export function tagLists(...children: readonly string[]): Partial<Facts> {
  return { ...tagServes(newDigest), children: known(children) };
}

export const nobodyAsked: readonly Partial<Facts>[] = [{}, { tagNow: unknown('offline'), resolution: unknown('unauthorized'), children: unknown('rate-limited') }];
