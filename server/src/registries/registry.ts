import type { ImageReference } from '../core/reference';

/** A public registry: background look-ups may contact it. One file and one line in `index.ts` each. */
export interface Registry {
  readonly id: string;
  readonly title: string;
  /** Hosts as references name them, matched exactly, or `*.suffix` for one or more leading labels. */
  readonly hosts: readonly string[];
  /** Where the distribution API answers, when that is not the host of the reference. */
  readonly apiHost?: string;
  /** Other hosts that may be given this registry's credentials: its own token service. */
  readonly tokenHosts?: readonly string[];
  /** The page that a person would read about the image. */
  webPage(reference: ImageReference): string | undefined;
}
