import type { ReadDocument } from '../core/document';
import { valueOf } from '../core/fact';
import type { Facts } from '../core/facts';
import type { ImageUse } from '../core/image-use';
import type { ClockPort } from '../core/ports';
import { formatReference, type ImageReference } from '../core/reference';
import type { Signatures } from '../facts/signatures';
import { createLimiter } from '../oci/limiter';
import { RegistryError } from '../oci/error';
import type { VerificationRequest } from '../signatures/verifier';
import type { ActionOptions } from './action-options';
import type { DocumentContext } from './image-service';
import { hasSigner } from './signing';
import { isRequest, type SignerRequests } from './signer-requests';

export interface BackgroundOptions extends ActionOptions {
  /** Names the document, whatever its version. */
  readonly name: string;
  /** Ids of those whose images are verified. */
  readonly publishers: readonly string[];
}

/** A verification costs several requests and processor time, and nobody asked for this one. */
const limits = {
  atOnce: 1,
  /** Of one document, in `period` milliseconds. */
  perDocument: 10,
  period: 60_000,
  documents: 500,
} as const;

/** What may be verified of a document: each image once, those alone whose digest and whose signers are known. */
export async function backgroundRequests(document: ReadDocument, { policy }: DocumentContext, { factsOf, publishers, requests }: Wanted): Promise<readonly VerificationRequest[]> {
  const references = new Map<string, ImageReference>();
  for (const use of publishers.length === 0 ? [] : document.uses) {
    const { reference } = use;
    if (reference && isWanted(reference, factsOf(use), publishers)) references.set(formatReference(reference), reference);
  }
  const answers = await Promise.all([...references.values()].map(reference => requests.of(reference, policy)));
  return answers.filter(isRequest).filter(request => hasSigner(request, policy));
}

interface Wanted {
  readonly factsOf: (use: ImageUse) => Facts;
  readonly publishers: readonly string[];
  readonly requests: SignerRequests;
}

function isWanted({ digest }: ImageReference, { publisher: fact, resolution, local }: Facts, publishers: readonly string[]): boolean {
  const publisher = valueOf(fact);
  if (publisher?.kind !== 'known' || !publishers.includes(publisher.id) || valueOf(local) === true) return false;
  const now = valueOf(resolution);
  return digest !== undefined || (now !== undefined && now !== 'missing');
}

/** A few at a time; what is left over waits for the next look-up. Never rejects. */
export type Background = (requests: readonly VerificationRequest[], options: Omit<BackgroundOptions, 'publishers'>) => Promise<void>;

export function createBackground(signatures: Signatures, clock: ClockPort): Background {
  const limiter = createLimiter(limits.atOnce);
  const begun = new Map<string, readonly number[]>();

  function mayBegin(name: string): boolean {
    const now = clock.now();
    const recent = (begun.get(name) ?? []).filter(time => now - time < limits.period);
    begun.delete(name);
    if (begun.size >= limits.documents) begun.delete(begun.keys().next().value as string);
    const may = recent.length < limits.perDocument;
    begun.set(name, may ? [...recent, now] : recent);
    return may;
  }

  return async (requests, { name, consent, signal }) => {
    const waiter = { signal, cancelled: () => new RegistryError('cancelled', name, 'nobody waits for the verification any more') };
    for (const request of requests) {
      if (signal?.aborted) return;
      if (signatures.current(request)) continue;
      if (!mayBegin(name)) return;
      try {
        await limiter.run('', waiter, () => signatures.check(request, { consent, ...(signal ? { signal } : {}) }));
      } catch {
        // Called off: what is not known yet is asked about the next time.
        return;
      }
    }
  };
}
