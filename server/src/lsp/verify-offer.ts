import { valueOf } from '../core/fact';
import type { ReadDocument } from '../core/document';
import type { ImageUse } from '../core/image-use';
import { formatReference, type ImageReference } from '../core/reference';
import type { VerifyRequest } from '../protocol';
import type { Situation } from './contexts';
import type { Runtime } from './runtime';
import type { Session } from './session';

interface OfferInput {
  readonly uri: string;
  readonly read: ReadDocument;
  readonly runtime: Runtime;
  readonly session: Session;
  readonly situation: Situation;
}

/** What a click would verify; undefined where it could not, or where the image is one that the workspace makes itself. */
export function verifyOffer(use: ImageUse, { uri, read, runtime, session, situation }: OfferInput): (VerifyRequest & { readonly image: ImageReference }) | undefined {
  if (!use.reference || !session.commands || !session.trusted || situation.settings.offline) return undefined;
  if (valueOf(runtime.service.facts(use, read, situation.context).local) === true) return undefined;
  return { reference: formatReference(use.reference), uri, image: use.reference };
}
