import type { ReadDocument } from '../core/document';
import { valueOf } from '../core/fact';
import type { Facts } from '../core/facts';
import { compareSeverity, type Finding, type RelatedPlace } from '../core/finding';
import { collectIgnores, ignoredAt, type Ignores } from '../core/ignore';
import type { ImageUse } from '../core/image-use';
import { matchesPath } from '../core/pattern';
import type { IgnoreEntry } from '../core/policy';
import { matchesAny } from '../core/policy-trust';
import { sameRange, type Range } from '../core/range';
import { mayIgnoreInline } from '../policy/locks';
import { rules as allRules } from '../rules';
import type { Rule } from '../rules/rule';
import type { CheckResult, DocumentContext, Suppressed } from './image-service';

export interface CheckInput {
  readonly document: ReadDocument;
  readonly factsFor: (use: ImageUse) => Facts;
  readonly context: DocumentContext;
  /** `YYYY-MM-DD`, against which ignores expire. */
  readonly today: string;
  /** All of them, when absent. */
  readonly rules?: readonly Rule[];
}

/** Nobody reads a longer list. */
const mostRelated = 50;

/** Judges a document by what is known now. Pure: no network, no disk, no clock. */
export function checkDocument(input: CheckInput): CheckResult {
  const { document, context, today } = input;
  const ignores = collectIgnores(document.comments);
  const open: Finding[] = [];
  const suppressed: Suppressed[] = [];
  for (const finding of findingsOf(input)) {
    const hidden = hiddenByComment(finding, ignores, context) ?? hiddenByConfig(finding, context, today);
    if (hidden) suppressed.push(hidden);
    else open.push(finding);
  }
  return {
    findings: gravest(joinSites(open)).sort(inDocumentOrder),
    suppressed: joinSuppressed(suppressed).sort((a, b) => inDocumentOrder(a.finding, b.finding)),
  };
}

/** Every finding of every use, in the order of the uses and of the table of rules. */
function findingsOf({ document, factsFor, context, rules = allRules }: CheckInput): Finding[] {
  const { policy } = context;
  const active = rules.filter(rule => severityFor(rule, context) !== 'off');
  const findings: Finding[] = [];
  // Thousands of uses are judged at a keystroke: hence loops, and nothing that is made only to be thrown away.
  for (const use of document.uses) {
    if (isSilent(use)) continue;
    const facts = factsFor(use);
    if (valueOf(facts.local) === true) continue;
    const about = { use, document, facts, policy };
    for (const rule of active) {
      if (!isAnswerable(rule, facts)) continue;
      for (const finding of rule.check(about)) findings.push(withSeverity(finding, rule, context));
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

/** A comment speaks for the place where the finding stands, and for the place that uses the reference. */
function hiddenByComment(finding: Finding, ignores: Ignores, { policy }: DocumentContext): Suppressed | undefined {
  const comment =
    ignoredAt(ignores, finding.rule, finding.range.start) ?? ignoredAt(ignores, finding.rule, finding.use.range.start);
  return comment && mayIgnoreInline(policy, finding) ? { finding, by: 'comment', ...comment } : undefined;
}

/** Which of them a locked part takes away was settled when the policy was merged. */
function hiddenByConfig(finding: Finding, context: DocumentContext, today: string): Suppressed | undefined {
  const entry = context.policy.ignore.find(candidate => hides(candidate, finding, context) && !isExpired(candidate, today));
  if (!entry) return undefined;
  return {
    finding,
    by: 'config',
    ...(entry.reason === undefined ? {} : { reason: entry.reason }),
    ...(entry.expires === undefined ? {} : { expires: entry.expires }),
  };
}

function hides({ rule, image, path }: IgnoreEntry, { rule: found, use }: Finding, { policy, path: file }: DocumentContext): boolean {
  if (rule !== found || (path !== undefined && !matchesPath(path, file))) return false;
  return image === undefined || (use.reference !== null && matchesAny([image], use.reference, policy));
}

/** Days compare as text. */
function isExpired({ expires }: IgnoreEntry, today: string): boolean {
  return expires !== undefined && today > expires;
}

/** An ARG that two stages use is one place: one finding there, with both stages as related places. */
function joinSites(findings: readonly Finding[]): Finding[] {
  return mergeAt(findings, {
    placeOf: ({ range }) => range,
    isSame: (a, b) => a.rule === b.rule,
    merge: join,
  });
}

function joinSuppressed(suppressed: readonly Suppressed[]): Suppressed[] {
  const bySite = new Map<string, Suppressed>();
  for (const entry of suppressed) {
    const key = `${entry.by} ${siteKey(entry.finding)}`;
    const other = bySite.get(key);
    bySite.set(key, other ? { ...other, finding: join(other.finding, entry.finding) } : entry);
  }
  return [...bySite.values()];
}

function siteKey({ rule, range }: Finding): string {
  return `${range.start} ${range.end} ${rule}`;
}

function join(a: Finding, b: Finding): Finding {
  const graver = compareSeverity(b.severity, a.severity) > 0 ? b : a;
  if (a.related.length >= mostRelated) return { ...graver, related: a.related };
  const isNew = (place: RelatedPlace) => !a.related.some(known => sameRange(known.range, place.range));
  return { ...graver, related: [...a.related, ...b.related.filter(isNew)] };
}

/** Per reference and concern the gravest; the earlier one of two that are equally grave. */
function gravest(findings: readonly Finding[]): Finding[] {
  return mergeAt(findings, {
    placeOf: ({ use }) => use.site.range,
    isSame: (a, b) => a.concern === b.concern,
    merge: (a, b) => (compareSeverity(b.severity, a.severity) > 0 ? b : a),
  });
}

interface Merging {
  placeOf(finding: Finding): Range;
  /** Of two findings at one place. */
  isSame(a: Finding, b: Finding): boolean;
  merge(a: Finding, b: Finding): Finding;
}

/** Merges those of one place that are the same in some way. Few findings begin at one offset, so that is what they are kept by. */
function mergeAt(findings: readonly Finding[], { placeOf, isSame, merge }: Merging): Finding[] {
  const byStart = new Map<number, Finding[]>();
  for (const finding of findings) {
    const place = placeOf(finding);
    const there = byStart.get(place.start);
    const index = there?.findIndex(other => isSame(other, finding) && sameRange(placeOf(other), place)) ?? -1;
    if (!there) byStart.set(place.start, [finding]);
    else if (index < 0) there.push(finding);
    else there[index] = merge(there[index] as Finding, finding);
  }
  return [...byStart.values()].flat();
}

function inDocumentOrder(a: Finding, b: Finding): number {
  return a.range.start - b.range.start || a.range.end - b.range.end;
}
