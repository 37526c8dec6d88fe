import { createHash } from 'node:crypto';

/** Where a trust root is refreshed from. */
export interface TufRepository {
  /** https, or http to a loopback. */
  readonly url: string;
  /** The root.json that everything else is proven by, as text. */
  readonly root: string;
  /** `consented`: the machine's settings name it, so that it may stand in a private network. */
  readonly reach: 'public' | 'consented';
}

/** The name that Sigstore's repositories give what is wanted of them. */
export const targetName = 'trusted_root.json';

/** What is kept of a repository is in a file of its own. */
export function keptName({ url }: TufRepository): string {
  return createHash('sha256').update(url).digest('hex').slice(0, 32);
}
