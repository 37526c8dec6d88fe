import type { Concern, Finding } from '../core/finding';
import type { Lock, TrustPolicy } from '../core/policy';

/** Locked with a part of the policy are the rules that report on it: switching them off would be a way around. */
const lockOfConcern: Readonly<Partial<Record<Concern, Lock>>> = { publisher: 'trust', signature: 'signatures' };

export type RuleOrFinding = Pick<Finding, 'rule' | 'concern'>;

/** Whether ignore comments count: at all, or for a given finding. The light bulb offers none where they do not. */
export function mayIgnoreInline(policy: TrustPolicy, finding?: RuleOrFinding): boolean {
  if (!policy.inlineIgnores || policy.locked.includes('rules')) return false;
  return finding === undefined || maySoften(policy, finding);
}

/** Whether a person may loosen this part from the editor: add to the trust list, soften rules, name signers. */
export function mayLoosen(policy: TrustPolicy, part: Lock): boolean {
  return !policy.locked.includes(part);
}

/** Whether the rule may be made milder, or its findings hidden, by anybody but those who locked it. */
export function maySoften({ locked, fixedRules }: TrustPolicy, { rule, concern }: RuleOrFinding): boolean {
  return !fixedRules?.includes(rule) && !locksRule(new Set(locked), concern);
}

/** True when one of `locks` guards rules of this concern. */
export function locksRule(locks: ReadonlySet<Lock>, concern: Concern | undefined): boolean {
  if (locks.has('rules')) return true;
  const lock = concern && lockOfConcern[concern];
  return lock !== undefined && locks.has(lock);
}
