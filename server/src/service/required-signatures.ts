import type { ReadDocument } from '../core/document';
import { valueOf } from '../core/fact';
import { message, type Message } from '../core/message';
import { formatReference, type ImageReference } from '../core/reference';
import type { TrustRootInfo } from '../core/verification';
import { RegistryError } from '../oci/error';
import { createLimiter } from '../oci/limiter';
import { requiresSignature } from '../policy/signers';
import type { ActionOptions } from './action-options';
import type { DocumentContext, ImageService } from './image-service';

/** Verifications at once, of one document. */
const atOnce = 4;
const tagElsewhere = message('The tag of this image stands in another file.');

export interface RequiredSignatures {
  /** Required, and could not be checked: neither good nor bad. */
  readonly unknown: readonly { readonly reference: string; readonly reason: Message }[];
  readonly trustRoot?: TrustRootInfo;
}

/**
 * Verifies the images that the policy requires a signature for, so that the rules know what to say of them. Asks the network,
 * so only a command calls it.
 */
export async function checkRequiredSignatures(
  document: ReadDocument,
  context: DocumentContext,
  service: ImageService,
  options: ActionOptions,
): Promise<RequiredSignatures> {
  const references = new Map<string, ImageReference>();
  const untold = new Set<string>();
  for (const use of document.uses) {
    const { reference } = use;
    if (!reference || !requiresSignature(reference, context.policy)) continue;
    if (valueOf(service.facts(use, document, context).local) === true) continue;
    if (use.tagElsewhere) untold.add(formatReference(reference));
    else references.set(formatReference(reference), reference);
  }
  const limiter = createLimiter(atOnce);
  const waiter = { signal: options.signal, cancelled: () => new RegistryError('cancelled', '', 'nobody waits for the verification any more') };
  const checked = await Promise.all([...references].map(async ([name, reference]) => {
    const { verdict, reason, trustRoot } = await limiter.run('', waiter, () => service.checkSignature(reference, context.policy, options));
    return { name, verdict, reason, trustRoot };
  }));
  const trustRoot = checked[0]?.trustRoot;
  return {
    unknown: [
      ...checked.flatMap(({ name, verdict, reason }) => (verdict === 'unknown' ? [{ reference: name, reason }] : [])),
      ...[...untold].map(reference => ({ reference, reason: tagElsewhere })),
    ],
    ...(trustRoot ? { trustRoot } : {}),
  };
}
