import type { IgnoreEntry, SignatureRequirement } from '../core/policy';
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

/** Findings that somebody hides. */
export interface IgnoringEntry {
  readonly key: 'ignore';
  readonly value: IgnoreEntry;
}

/** A rule that somebody switches off. */
export interface RuleEntry {
  readonly key: 'rules';
  readonly rule: string;
  readonly value: 'off';
  /** One line. */
  readonly reason?: string;
}

export type PolicyEntry = TrustEntry | SignerEntry | IgnoringEntry | RuleEntry;

/** The policy that a file with the entry would be. */
export function withEntry(file: PolicyFile, entry: PolicyEntry): PolicyFile {
  switch (entry.key) {
    case 'signatures':
      return { ...file, signatures: [...(file.signatures ?? []), entry.value] };
    case 'ignore':
      return { ...file, ignore: [...(file.ignore ?? []), entry.value] };
    case 'rules':
      return { ...file, rules: { ...file.rules, [entry.rule]: entry.value } };
    default:
      return { ...file, trust: { ...file.trust, [entry.key]: [...(file.trust?.[entry.key] ?? []), entry.value] } };
  }
}
