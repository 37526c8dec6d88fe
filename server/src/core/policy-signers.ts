import type { AcceptedSigner } from './accepted-signer';
import type { SignatureRequirement, TrustPolicy } from './policy';
import { matchesAny } from './policy-trust';
import type { ImageReference } from './reference';

/** True when the policy demands a signature on this image. */
export function requiresSignature(reference: ImageReference, policy: TrustPolicy): boolean {
  return entriesFor(reference, policy).some(({ required }) => required);
}

/**
 * Who may have signed. A policy that names signers for the image is never widened by `builtIn`, those that the publisher
 * is known by; a file that may only tighten leaves of the others the ones that it names, too. Empty: nobody is accepted.
 */
export function acceptedSigners(
  reference: ImageReference,
  policy: TrustPolicy,
  builtIn: readonly AcceptedSigner[],
): readonly AcceptedSigner[] {
  let accepted = builtIn;
  let fixed = false;
  for (const entries of bySource(entriesFor(reference, policy))) {
    const named = entries.flatMap(signersOf);
    if (named.length === 0) continue;
    const narrows = fixed || entries.some(({ effect }) => effect === 'narrows');
    accepted = narrows ? intersect(accepted, named) : named;
    fixed ||= entries.some(({ effect }) => effect === 'fixed');
  }
  return accepted;
}

function entriesFor(reference: ImageReference, policy: TrustPolicy): readonly SignatureRequirement[] {
  return policy.signatures.filter(({ images }) => matchesAny([images], reference, policy));
}

/** In the order of the policy: the machine's first, then from the root inwards. */
function bySource(entries: readonly SignatureRequirement[]): Iterable<readonly SignatureRequirement[]> {
  const groups = new Map<string | undefined, SignatureRequirement[]>();
  for (const entry of entries) groups.set(entry.source, [...(groups.get(entry.source) ?? []), entry]);
  return groups.values();
}

function signersOf({ keyless }: SignatureRequirement): AcceptedSigner[] {
  return keyless ? [{ kind: 'keyless', ...keyless, source: 'policy' }] : [];
}

function intersect(some: readonly AcceptedSigner[], others: readonly AcceptedSigner[]): readonly AcceptedSigner[] {
  return some.flatMap(signer => others.flatMap(other => both(signer, other) ?? []));
}

/** The signer that meets both descriptions. Two different expressions cannot be joined, so nobody is said to meet them. */
function both(a: AcceptedSigner, b: AcceptedSigner): AcceptedSigner | undefined {
  if (a.kind !== 'keyless' || b.kind !== 'keyless') return undefined;
  const differ = (x: string | undefined, y: string | undefined) => x !== undefined && y !== undefined && x !== y;
  if (a.issuer !== b.issuer || differ(a.identity, b.identity) || differ(a.identityRegexp, b.identityRegexp)) return undefined;
  return { ...b, ...a, source: b.source };
}
