import type { TrustPolicy } from '../core/policy';
import type { PolicyProblem } from '../policy/parse';

export interface ResolvedPolicy {
  readonly policy: TrustPolicy;
  /** The document's path relative to the policy's root, with `/`. */
  readonly path: string;
  readonly problems: readonly PolicyProblem[];
}

/** The trust policy that applies to a document, from the files between the root and it. */
export interface PolicySource {
  /** `path` is absolute. */
  of(path: string): Promise<ResolvedPolicy>;
}
