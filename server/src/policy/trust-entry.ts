import type { PolicyFile } from './file';

/** What somebody adds to the trust list: a publisher's id, or a pattern of references. */
export interface TrustEntry {
  readonly key: 'publishers' | 'references';
  readonly value: string;
}

/** The policy that a file with the entry would be. */
export function withEntry(file: PolicyFile, { key, value }: TrustEntry): PolicyFile {
  return { ...file, trust: { ...file.trust, [key]: [...(file.trust?.[key] ?? []), value] } };
}
