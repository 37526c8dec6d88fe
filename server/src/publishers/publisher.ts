import type { AboutPublisher } from '../core/facts';
import type { Message } from '../core/message';
import type { ImageReference } from '../core/reference';

/** Somebody who makes images. One file and one line in `index.ts` each; no two own one reference. Who signs for it is in `signers`. */
export interface Publisher {
  readonly id: string;
  readonly title: string;
  owns(reference: ImageReference): boolean;
  /** Some of its images are signed by whom `signers` names. */
  readonly signs?: true;
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
