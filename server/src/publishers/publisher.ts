import type { AboutPublisher } from '../core/facts';
import type { Message } from '../core/message';
import type { ImageReference } from '../core/reference';

/** A signature that a publisher makes on its images. */
export interface KeylessSigner {
  readonly scheme: 'cosign-keyless';
  /** The OpenID Connect issuer, compared exactly. */
  readonly issuer: string;
  /** The certificate's subject alternative name, compared exactly. */
  readonly identity: string;
  /** Where this was read, and when. */
  readonly source: string;
}

/** Somebody who makes images. One file and one line in `index.ts` each; no two own one reference. */
export interface Publisher {
  readonly id: string;
  readonly title: string;
  owns(reference: ImageReference): boolean;
  /** Empty when the publisher does not sign, or is not known to. */
  readonly signers: readonly KeylessSigner[];
  /** True when it is known that the publisher signs nothing with Cosign or Notation. */
  readonly doesNotSign?: boolean;
  /** Anybody can publish under these names: who does is not known by them. */
  readonly open?: boolean;
  /** How it signs, in a few words. */
  readonly signing: Message;
  /** What everybody gets, and on what terms. */
  readonly free: Message;
  /** Where it says more: https. */
  readonly page: string;
  /** What is worth knowing about one of its images. */
  note?(reference: ImageReference): Message | undefined;
}

export function aboutOf({ signing, free, page, note }: Publisher, reference: ImageReference): AboutPublisher {
  const said = note?.(reference);
  return { signing, free, page, ...(said ? { note: said } : {}) };
}
