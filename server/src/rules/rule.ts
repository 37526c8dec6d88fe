import type { ReadDocument } from '../core/document';
import type { FactKind, Facts } from '../core/facts';
import type { Concern, Finding, Severity } from '../core/finding';
import type { ImageUse } from '../core/image-use';
import type { Message } from '../core/message';
import type { TrustPolicy } from '../core/policy';

export interface RuleInput {
  readonly use: ImageUse;
  readonly document: ReadDocument;
  readonly facts: Facts;
  readonly policy: TrustPolicy;
}

/** One thing worth telling the user. One file and one line in `index.ts` each, and a page under docs/rules. */
export interface Rule {
  readonly id: string;
  readonly concern: Concern;
  /** The default; a finding may be milder, and the policy may set another. */
  readonly severity: Severity | 'off';
  readonly summary: Message;
  readonly explanation: Message;
  /** Facts without which the rule stays silent. */
  readonly needs: readonly FactKind[];
  check(input: RuleInput): readonly Finding[];
}
