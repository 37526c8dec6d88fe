import { nobody, type AcceptedSigner } from './accepted-signer';
import { intersectSigners } from './joined-signers';
import type { Message } from './message';
import { filesOf } from './named-signer';
import type { SignatureRequirement, TrustPolicy } from './policy';
import { matchesAny } from './policy-trust';
import type { ImageReference } from './reference';
import { materialProblem, signersNamedBy, type MaterialTexts } from './signer-material';

/** True when the policy demands a signature on this image. */
export function requiresSignature(reference: ImageReference, policy: TrustPolicy): boolean {
  return entriesFor(reference, policy).some(({ required }) => required);
}

/** The files with keys and certificates of those whom the policy names for the image; each once. */
export function filesOfSigners(reference: ImageReference, policy: TrustPolicy): readonly string[] {
  return [...new Set(entriesFor(reference, policy).flatMap(filesOf))];
}

/** Why it is not known whom the policy names: one of those files is missing, or holds something else. */
export function signersProblem(reference: ImageReference, policy: TrustPolicy, texts: MaterialTexts): Message | undefined {
  return entriesFor(reference, policy).map(entry => materialProblem(entry, texts)).find(problem => problem !== undefined);
}

/**
 * Who may have signed. A policy that names signers for the image is never widened by `builtIn`, those that the publisher
 * is known by; a file that may only tighten leaves of the others the ones that it names, too. Empty: nobody said who should
 * sign. `texts` are those of `filesOfSigners`; whose text is missing is not accepted.
 */
export function acceptedSigners(
  reference: ImageReference,
  policy: TrustPolicy,
  builtIn: readonly AcceptedSigner[],
  texts: MaterialTexts = new Map(),
): readonly AcceptedSigner[] {
  let accepted = builtIn;
  let fixed = false;
  let said = builtIn.length > 0;
  for (const entries of bySource(entriesFor(reference, policy))) {
    if (!entries.some(namesSomebody)) continue;
    const named = entries.flatMap(entry => signersNamedBy(entry, texts));
    const narrows = fixed || entries.some(({ effect }) => effect === 'narrows');
    accepted = narrows ? intersectSigners(accepted, named) : named;
    said ||= !narrows;
    fixed ||= entries.some(({ effect }) => effect === 'fixed');
  }
  return said && accepted.length === 0 ? [nobody] : accepted;
}

/** What the policy says of signatures on the image. */
export function entriesFor(reference: ImageReference, policy: TrustPolicy): readonly SignatureRequirement[] {
  return policy.signatures.filter(({ images }) => matchesAny([images], reference, policy));
}

/** In the order of the policy: the machine's first, then from the root inwards. */
function bySource(entries: readonly SignatureRequirement[]): Iterable<readonly SignatureRequirement[]> {
  const groups = new Map<string | undefined, SignatureRequirement[]>();
  for (const entry of entries) groups.set(entry.source, [...(groups.get(entry.source) ?? []), entry]);
  return groups.values();
}

function namesSomebody({ keyless, key, notation, nobody }: SignatureRequirement): boolean {
  return keyless !== undefined || key !== undefined || notation !== undefined || nobody === true;
}
