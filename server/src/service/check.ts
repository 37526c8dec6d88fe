import { valueOf } from '../core/fact';
import type { Facts } from '../core/facts';
import type { Finding } from '../core/finding';
import type { ImageUse } from '../core/image-use';
import type { IgnoreEntry } from '../core/policy';
import { rules as allRules } from '../rules';
import type { Rule } from '../rules/rule';
import { unusedIgnore } from '../rules/unused-ignore';
import { demandsAny, isDemanded } from './demanded';
import type { CheckResult, DocumentContext, Suppressed } from './image-service';
import { gravest, joinSites, joinSuppressed } from './joining';
import { neededIgnores } from './needed-ignores';
import { suppressor, type SuppressionInput } from './suppressing';
import { unusedIgnores } from './unused-ignores';

export interface CheckInput extends SuppressionInput {
  readonly factsFor: (use: ImageUse) => Facts;
  /** All of them, when absent. */
  readonly rules?: readonly Rule[];
}

/** Judges a document by what is known now. Pure: no network, no disk, no clock. */
export function checkDocument(input: CheckInput): CheckResult {
  if (input.document.onlyShown) return { findings: [], suppressed: [] };
  const suppress = suppressor(input);
  const open: Finding[] = [];
  const suppressed: Suppressed[] = [];
  for (const finding of foundIn(input)) {
    const hidden = suppress(finding);
    if (hidden) suppressed.push(hidden);
    else open.push(finding);
  }
  return {
    findings: gravest(joinSites(open)).sort(inDocumentOrder),
    suppressed: joinSuppressed(suppressed).sort((a, b) => inDocumentOrder(a.finding, b.finding)),
  };
}

/** The entries of the policy's `ignore` that the document needs. As pure as the rest. */
export function ignoresNeededBy(input: CheckInput): readonly IgnoreEntry[] {
  const { context, rules = allRules } = input;
  const { ignore } = context.policy;
  // Nobody asks: nothing is judged a second time, and nothing called needless that was not looked at.
  if (ignore.length === 0 || severityFor(unusedIgnore, context) === 'off') return ignore;
  return neededIgnores({ ...input, found: findingsOf(input), rules: rules.filter(rule => severityFor(rule, context) !== 'off') });
}

/** What the rules find, and the comments that hide none of it. */
function foundIn(input: CheckInput): readonly Finding[] {
  const { context, rules = allRules } = input;
  const found = findingsOf(input);
  if (severityFor(unusedIgnore, context) === 'off') return found;
  const active = rules.filter(rule => severityFor(rule, context) !== 'off');
  return [...found, ...unusedIgnores({ ...input, found, rules: active }).map(finding => withSeverity(finding, unusedIgnore, context))];
}

/** Every finding of every use, in the order of the uses and of the table of rules. */
function findingsOf({ document, factsFor, context, rules = allRules }: CheckInput): Finding[] {
  const { policy } = context;
  const demanded = demandsAny(policy);
  const active = rules.filter(rule => severityFor(rule, context) !== 'off' || (demanded && rule.concern === 'signature'));
  const findings: Finding[] = [];
  // Thousands of uses are judged at a keystroke: hence loops, and nothing that is made only to be thrown away.
  for (const use of document.uses) {
    if (isSilent(use)) continue;
    const facts = factsFor(use);
    if (valueOf(facts.local) === true) continue;
    const about = { use, document, facts, policy };
    for (const rule of active) {
      if (!isAnswerable(rule, facts)) continue;
      for (const finding of rule.check(about)) {
        if (isDemanded(finding, policy)) findings.push({ ...finding, severity: 'error' });
        else if (severityFor(rule, context) !== 'off') findings.push(withSeverity(finding, rule, context));
      }
    }
  }
  return findings;
}

function isAnswerable({ needs }: Rule, facts: Facts): boolean {
  for (const kind of needs) if (facts[kind].state !== 'known') return false;
  return true;
}

/** A template's hole, a build argument without a value, and nothing at all are no mistakes. */
function isSilent({ unresolved }: ImageUse): boolean {
  return unresolved !== null && unresolved.code !== 'invalid';
}

/** What the policy says of the rule, else the rule's default. */
function severityFor(rule: Rule, { policy }: DocumentContext): Rule['severity'] {
  return Object.hasOwn(policy.rules, rule.id) ? (policy.rules[rule.id] as Rule['severity']) : rule.severity;
}

/** A severity that somebody set holds also where the finding would be milder by itself. */
function withSeverity(finding: Finding, rule: Rule, { policy }: DocumentContext): Finding {
  const set = Object.hasOwn(policy.rules, rule.id) ? policy.rules[rule.id] : undefined;
  return set === undefined || set === 'off' ? finding : { ...finding, severity: set };
}

function inDocumentOrder(a: Finding, b: Finding): number {
  return a.range.start - b.range.start || a.range.end - b.range.end;
}
