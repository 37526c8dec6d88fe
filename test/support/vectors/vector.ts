import type { AcceptedKey, AcceptedKeyless, AcceptedSigner } from '../../../server/src/core/accepted-signer';
import type { Verdict } from '../../../server/src/core/verification';
import type { Candidate } from '../../../server/src/signatures/discovery/candidate';
import { sha256, type MemoryRegistry, type RegistryContents } from '../memory-registry';
import { legacyManifest, mediaTypes, type LegacyLayer } from '../sign-image';

/** A signed image with the right verdict about it. JSON: other runtimes are asked about it, too. */
export interface SignatureVector {
  readonly name: string;
  readonly reference: string;
  readonly contents: RegistryContents;
  readonly signers: readonly AcceptedSigner[];
  readonly verdict: Verdict;
  /** The checks that fail, where it matters that it is for no other reason. */
  readonly fails?: readonly string[];
  /** Text; the bundled public-good root when absent. */
  readonly trustedRoot?: string;
  /** Nothing in it is checked by those parts of the Sigstore packages that name no digest: their logs. */
  readonly digestsNamed?: boolean;
}

/** One layer of a `.att` tag with the right verdict about it. */
export interface AttestationVector {
  readonly name: string;
  readonly candidate: Candidate;
  readonly base64: string;
  readonly signers: readonly AcceptedSigner[];
  readonly verdict: Verdict;
  /** As of a signed image. */
  readonly digestsNamed?: boolean;
}

export function keyless(issuer: string, identity: string): AcceptedKeyless {
  return { kind: 'keyless', issuer, identity, source: 'policy' };
}

/** Needs no log, as most keys of these vectors were used without one. */
export function key(name: string, pem: string, more: Partial<AcceptedKey> = {}): AcceptedKey {
  return { kind: 'key', name, pem, ignoreTlog: true, source: 'policy', ...more };
}

export type Attachment = LegacyLayer & { readonly mimeType?: string };

/** Puts the layers where `cosign sign` does. */
export function attach(registry: MemoryRegistry, digest: string, layers: readonly Attachment[]): void {
  for (const { payload } of layers) registry.blobs.set(sha256(payload), payload);
  const manifest = legacyManifest(layers);
  registry.put(sha256(manifest), mediaTypes.manifest, manifest);
  registry.tagged.set(`${digest.replace(':', '-')}.sig`, sha256(manifest));
}
