import type { ReadDocument } from '../core/document';
import type { Alternative, Facts } from '../core/facts';
import type { Finding } from '../core/finding';
import type { ImageUse } from '../core/image-use';
import type { FixRequest } from '../protocol';
import type { Offers } from '../service/image-service';
import type { Situation } from './contexts';
import type { EdgeParts } from './edge-parts';

/** What a hover is made of. */
export interface Shown extends EdgeParts {
  /** Of the document. */
  readonly uri: string;
  readonly read: ReadDocument;
  readonly use: ImageUse;
  readonly facts: Facts;
  readonly offers: Offers;
  /** Of the use, as far as nothing hides them. */
  readonly findings: readonly Finding[];
  readonly situation: Situation;
  /** The swap that a link to an alternative runs; undefined when there is none to run. */
  swapTo(alternative: Alternative): FixRequest | undefined;
}
