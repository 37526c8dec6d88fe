import type { WorkspaceEdit } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { ReadDocument } from '../core/document';
import { spelling, type ImageUse } from '../core/image-use';
import type { Range } from '../core/range';
import { formatReference } from '../core/reference';
import type { FixOffer, FixRequest, PlannedEdit } from '../protocol';
import type { EditPlan, Fix } from '../service/image-service';
import { spanOf } from './documents';
import { plain } from './markdown';
import type { Session } from './session';

/** The name by which a fix is found again once it was clicked. */
export function requestOf(fix: Fix, document: TextDocument): FixRequest {
  return {
    uri: document.uri,
    version: document.version,
    offset: fix.use.site.range.start,
    kind: fix.kind,
    ...(fix.target ? { target: formatReference(fix.target) } : {}),
    ...(fix.at === undefined ? {} : { at: fix.at }),
    ...(fix.rule === undefined ? {} : { rule: fix.rule }),
    ...(fix.unverified ? { unverified: true } : {}),
  };
}

/** The fix that the request names, among those that the document offers now. */
export function findFix(fixes: readonly Fix[], request: FixRequest): Fix | undefined {
  return fixes.find(
    fix =>
      fix.kind === request.kind &&
      fix.rule === request.rule &&
      fix.at === request.at &&
      (fix.unverified === true) === (request.unverified === true) &&
      (fix.target ? formatReference(fix.target) : undefined) === request.target,
  );
}

export function offerOf(fix: Fix, document: TextDocument, session: Session): FixOffer {
  return {
    title: plain(session.say(fix.title)),
    ...(fix.disabled ? { disabled: session.say(fix.disabled) } : {}),
    request: requestOf(fix, document),
  };
}

/** Whoever sends a request may send anything. */
export function isFixRequest(value: unknown): value is FixRequest {
  if (typeof value !== 'object' || value === null) return false;
  const { uri, version, offset, kind, target, rule, reason, at } = value as Partial<Record<keyof FixRequest, unknown>>;
  return (
    typeof uri === 'string' && Number.isSafeInteger(version) && Number.isSafeInteger(offset) &&
    typeof kind === 'string' && [target, rule, reason].every(isOptionalText) && (at === undefined || Number.isSafeInteger(at))
  );
}

function isOptionalText(value: unknown): boolean {
  return value === undefined || typeof value === 'string';
}

/** Uses that a selection touches, each site once. */
export function usesIn(read: ReadDocument, range: Range): readonly ImageUse[] {
  const sites = new Set<number>();
  return read.uses.filter(use => {
    if (!touches(use.site.range, range) && !touches(use.range, range)) return false;
    const isNew = !sites.has(use.site.range.start);
    sites.add(use.site.range.start);
    return isNew;
  });
}

function touches(a: Range, b: Range): boolean {
  return a.start <= b.end && b.start <= a.end;
}

export function plannedEdit(plan: EditPlan, document: TextDocument, session: Session): PlannedEdit {
  const failed = plan.left.filter(({ kind }) => kind === 'failed' || plan.changed.length === 0);
  return {
    uri: document.uri,
    version: document.version,
    edits: textEdits(plan, document),
    changed: plan.changed.length,
    failed: failed.map(({ use, reason }) => `${plain(use.raw)}: ${plain(session.say(reason))}`),
    ...(failed.length > 0 && failed.every(({ isFinding }) => isFinding) ? { isFound: true } : {}),
    notes: (plan.notes ?? []).map(({ use, reason }) => `${plain(spelling(use))}: ${plain(session.say(reason))}`),
  };
}

/** The same for the client's own machinery. */
export function workspaceEdit(plan: EditPlan, document: TextDocument): WorkspaceEdit {
  const { uri, version } = document;
  return { documentChanges: [{ textDocument: { uri, version }, edits: textEdits(plan, document) }] };
}

function textEdits({ edits }: EditPlan, document: TextDocument): PlannedEdit['edits'][number][] {
  return edits.map(({ range, newText }) => ({ range: spanOf(document, range), newText }));
}

/** Nothing changes, because of `reason`. */
export function refusedEdit(request: { readonly uri: string; readonly version?: number }, reason: string): PlannedEdit {
  return { uri: request.uri, version: request.version ?? 0, edits: [], changed: 0, failed: [reason] };
}
