import type { SignatureRequirement } from '../core/policy';
import type { PolicyFile } from './file';

/** What somebody adds to the trust list: a publisher's id, or a pattern of references. */
export interface TrustEntry {
  readonly key: 'publishers' | 'references';
  readonly value: string;
}

/** Whom somebody names as the signer of images. */
export interface SignerEntry {
  readonly key: 'signatures';
  readonly value: SignatureRequirement;
}

export type PolicyEntry = TrustEntry | SignerEntry;

/** The policy that a file with the entry would be. */
export function withEntry(file: PolicyFile, entry: PolicyEntry): PolicyFile {
  if (entry.key === 'signatures') return { ...file, signatures: [...(file.signatures ?? []), entry.value] };
  return { ...file, trust: { ...file.trust, [entry.key]: [...(file.trust?.[entry.key] ?? []), entry.value] } };
}
