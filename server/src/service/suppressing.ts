import type { ReadDocument } from '../core/document';
import type { Finding } from '../core/finding';
import { collectIgnores, ignoredAt, mayIgnore, type Ignores } from '../core/ignore';
import { matchesPath } from '../core/pattern';
import type { ImageUse } from '../core/image-use';
import { message } from '../core/message';
import type { IgnoreEntry } from '../core/policy';
import { matchesAny } from '../core/policy-trust';
import { mayIgnoreInline } from '../policy/locks';
import { isDemanded, isMachineDemand } from './demanded';
import type { DocumentContext, Suppressed } from './image-service';

export interface SuppressionInput {
  readonly document: ReadDocument;
  readonly context: DocumentContext;
  /** `YYYY-MM-DD`, against which ignores expire. */
  readonly today: string;
}

const noIgnores = collectIgnores([]);

/** Says of each finding in a document what hides it: a comment, else an entry of the policy. */
export function suppressor({ document, context, today }: SuppressionInput): (finding: Finding) => Suppressed | undefined {
  const ignores = mayIgnore(document.text) ? collectIgnores(document.comments) : noIgnores;
  return finding => hiddenByComment(finding, ignores, context) ?? hiddenByConfig(finding, context, today);
}

/** Whether findings of a rule about a use are hidden, also of one that is off and finds nothing. */
export function ignorer(input: SuppressionInput): (use: ImageUse, rule: string) => boolean {
  const suppress = suppressor(input);
  return (use, rule) => suppress({ rule, use, concern: 'pinning', severity: 'information', range: use.site.range, message: message(''), related: [] }) !== undefined;
}

/** A comment speaks for the place where the finding stands, and for the place that uses the reference. */
function hiddenByComment(finding: Finding, ignores: Ignores, { policy }: DocumentContext): Suppressed | undefined {
  const comment =
    ignoredAt(ignores, finding.rule, finding.range.start) ?? ignoredAt(ignores, finding.rule, finding.use.range.start);
  return comment && mayIgnoreInline(policy, finding) && !isDemanded(finding, policy) ? { finding, by: 'comment', ...comment } : undefined;
}

/** Which of them a locked part takes away was settled when the policy was merged. */
export function hiddenByConfig(finding: Finding, context: DocumentContext, today: string): Suppressed | undefined {
  if (isMachineDemand(finding, context.policy)) return undefined;
  const entry = context.policy.ignore.find(candidate => hides(candidate, finding, context) && !isExpired(candidate, today));
  if (!entry) return undefined;
  return {
    finding,
    by: 'config',
    ...(entry.reason === undefined ? {} : { reason: entry.reason }),
    ...(entry.expires === undefined ? {} : { expires: entry.expires }),
  };
}

/** Whether the entry is about what was found; it may hide it, if nothing forbids that. */
export function hides(entry: IgnoreEntry, { rule, use }: Finding, context: DocumentContext): boolean {
  return entry.rule === rule && speaksOfFile(entry, context) && speaksOfImage(entry, use, context);
}

export function speaksOfFile({ path }: IgnoreEntry, { path: file }: DocumentContext): boolean {
  return path === undefined || matchesPath(path, file);
}

export function speaksOfImage({ image }: IgnoreEntry, { reference }: ImageUse, { policy }: DocumentContext): boolean {
  return image === undefined || (reference !== null && matchesAny([image], reference, policy));
}

/** Days compare as text. */
export function isExpired({ expires }: IgnoreEntry, today: string): boolean {
  return expires !== undefined && today > expires;
}
