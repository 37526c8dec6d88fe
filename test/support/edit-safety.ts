import { createHash } from 'node:crypto';
import { buildOf, type ReadDocument } from '../../server/src/core/document';
import type { Finding } from '../../server/src/core/finding';
import type { ImageUse } from '../../server/src/core/image-use';
import { followedBy } from '../../server/src/core/followed';
import { defaultPolicy } from '../../server/src/core/policy';
import { applyEdits, sameRange, type Range, type TextEdit } from '../../server/src/core/range';
import { formatReference, withDigest, withTag, type ImageReference } from '../../server/src/core/reference';
import type { RegistryClient } from '../../server/src/oci/client';
import type { DocumentContext, EditPlan, Fix, ImageService } from '../../server/src/service/image-service';
import { isIgnore } from '../../server/src/service/ignoring';
import { editableRanges } from './editable-ranges';
import { createTestService } from './service';

/** What one document's fixes did. */
export interface EditReport {
  readonly uses: number;
  /** Fixes that were applied, by kind. */
  readonly applied: Record<Fix['kind'], number>;
  /** Fixes that say that they cannot be made. */
  disabled: number;
  /** What no fix may do, in words. */
  readonly problems: string[];
}

const options = { consent: { offline: false, trusted: true, purpose: 'action', allowedHosts: [] } } as const;

/** A registry that has everything. */
const client: RegistryClient = {
  resolve: async reference => resolutionOf(reference),
  resolveVerified: async reference => resolutionOf(reference),
  manifest: async () => undefined,
  blob: async () => new Uint8Array(),
  referrers: async () => [],
  tags: async () => ({ tags: [], complete: true }),
};

function resolutionOf(reference: ImageReference) {
  return { digest: digestOf(reference), mediaType: 'application/vnd.oci.image.index.v1+json', verified: true, resolvedAt: 0 };
}

function digestOf(reference: ImageReference): string {
  return `sha256:${createHash('sha256').update(formatReference(withDigest(reference, undefined))).digest('hex')}`;
}

function pinned(reference: ImageReference): ImageReference {
  const tagged = withTag(reference, reference.tag ?? 'latest');
  return withDigest(tagged, digestOf(tagged));
}

export function createEditService(): Promise<ImageService> {
  return createTestService({ client, clock: { now: () => 0, sleep: async () => undefined } });
}

/** Applies every fix of every use of a document, each to the untouched text, and reports what is not as it must be. */
export async function checkEdits(path: string, text: string, engine?: ImageService): Promise<EditReport> {
  const service = engine ?? (await createEditService());
  const report: EditReport = { uses: 0, applied: { pin: 0, update: 0, swap: 0, replace: 0, 'exec-form': 0, 'pull-always': 0, 'pin-all': 0, 'update-all': 0, 'add-tag': 0, 'ignore-line': 0, 'ignore-file': 0 }, disabled: 0, problems: [] };
  const document = service.read({ path, text }, defaultPolicy);
  if (!document) return report;
  const context: DocumentContext = { policy: defaultPolicy, path, localNames: new Set() };
  const check = new Check({ service, path, context, document, report });
  const sites = new Set<string>();
  for (const use of document.uses) {
    (report as { uses: number }).uses += 1;
    const site = `${use.site.range.start} ${use.site.range.end}`;
    if (sites.has(site)) continue;
    sites.add(site);
    for (const fix of service.fixes(document, use.range.start, context)) {
      if (fix.kind === 'pin-all' || fix.kind === 'update-all' || !sameRange(fix.use.site.range, use.site.range)) continue;
      if (fix.disabled) report.disabled += 1;
      else await check.fix(fix);
    }
  }
  await check.all('pin-all');
  await check.all('update-all');
  return report;
}

interface CheckParts {
  readonly service: ImageService;
  readonly path: string;
  readonly context: DocumentContext;
  readonly document: ReadDocument;
  readonly report: EditReport;
}

class Check {
  readonly #parts: CheckParts;

  constructor(parts: CheckParts) {
    this.#parts = parts;
  }

  async fix(fix: Fix): Promise<void> {
    const { service, document, context, report } = this.#parts;
    const plan = await service.resolveFix(document, fix, context, options);
    // Of most digests nobody knows the tag.
    if (fix.kind === 'add-tag' && plan.left[0]?.kind === 'failed') return;
    report.applied[fix.kind] += 1;
    if (isIgnore(fix)) return this.#ignored(fix, plan);
    if (fix.kind === 'exec-form') return this.#execForm(fix, plan);
    if (fix.kind === 'pull-always') return this.#pullAlways(fix, plan);
    const target = fix.kind === 'pin' || fix.kind === 'update' || fix.kind === 'add-tag' ? fix.use.reference : fix.target;
    if (!target) return this.#problem(fix, 'has no target');
    await this.#replaced(fix, plan, fix.kind === 'update' ? this.#updated(fix.use) : pinned(target));
  }

  /** The digest that its tag has now; a tag that stands in a comment beside it stays there. */
  #updated(use: ImageUse): ImageReference {
    const followed = followedBy(use, this.#parts.document);
    const reference = use.reference as ImageReference;
    if (followed === undefined || followed === 'exclude') return pinned(reference);
    const digest = digestOf(followed.reference);
    return followed.fromComment ? withDigest(reference, digest) : pinned(followed.reference);
  }

  /** The instruction says the same in other words, and everything else stays. */
  async #execForm(fix: Fix, plan: EditPlan): Promise<void> {
    const { service, document, context } = this.#parts;
    const [edit] = plan.edits;
    if (!edit || plan.edits.length !== 1) return this.#problem(fix, 'was offered and then not made');
    const after = this.#read(applyEdits(document.text, plan.edits));
    if (!after || !this.#sameShape(fix, after)) return;
    const own = (read: ReadDocument) => buildOf(read)?.stages.flatMap(({ instructions }) => instructions) ?? [];
    const changed = own(after).filter(({ args }, index) => args.text !== own(document)[index]?.args.text);
    if (changed.length !== 1 || !changed[0]?.exec) return this.#problem(fix, 'changes more than one instruction');
    if (changed[0].exec.join(' ') !== document.text.slice(edit.range.start, edit.range.end).replace(/^exec\s+|["']/g, '').replace(/\s+/g, ' ').trim()) this.#problem(fix, 'says something else');
    if (service.fixes(after, fix.use.range.start, context).some(({ kind, at }) => kind === fix.kind && at === fix.at)) this.#problem(fix, 'is offered again');
  }

  /** One word beside the image is another, and everything else stays. */
  #pullAlways(fix: Fix, plan: EditPlan): void {
    const { service, document, context } = this.#parts;
    const after = this.#read(applyEdits(document.text, plan.edits));
    if (!after || !this.#sameShape(fix, after)) return;
    const policies = (read: ReadDocument) => read.uses.map(({ pullPolicy }) => pullPolicy?.raw);
    const changed = policies(after).filter((policy, index) => policy !== policies(document)[index]);
    if (changed.length === 0 || changed.some(policy => policy !== 'Always')) this.#problem(fix, 'says something else');
    if (service.fixes(after, fix.use.range.start, context).some(({ kind }) => kind === fix.kind)) this.#problem(fix, 'is offered again');
  }

  /** What is done to the whole document is done once. */
  async all(kind: 'pin-all' | 'update-all'): Promise<void> {
    const { service, document, context, report } = this.#parts;
    const run = (read: ReadDocument) => (kind === 'pin-all' ? service.pinAll(read, context, options) : service.updateAll(read, context, options));
    const plan = await run(document);
    if (plan.edits.length === 0) return;
    report.applied[kind] += 1;
    const label = { kind, use: plan.changed[0]?.use as ImageUse } as const;
    const sites = plan.changed.map(({ use }) => use.site.range);
    const places = plan.changed.flatMap(({ use }) => editableRanges(use));
    const made = (use: ImageUse) => (kind === 'pin-all' ? use.reference && pinned(use.reference) : this.#updated(use));
    const wanted = (use: ImageUse) => use.reference && sites.some(site => sameRange(site, use.site.range)) ? made(use) : use.reference;
    const after = this.#reread(label, plan.edits, { places, wanted });
    if (after && (await run(after)).edits.length > 0) this.#problem(label, 'changes something the second time');
  }

  async #replaced(fix: Fix, plan: EditPlan, target: ImageReference): Promise<void> {
    const { service, context } = this.#parts;
    if (plan.left.length > 0 || plan.edits.length === 0) return this.#problem(fix, 'was offered and then not made');
    const site = fix.use.site.range;
    const wanted = (use: ImageUse) => (sameRange(use.site.range, site) ? target : use.reference);
    const after = this.#reread(fix, plan.edits, { places: editableRanges(fix.use), wanted });
    if (!after) return;
    const use = after.uses[this.#parts.document.uses.indexOf(fix.use)] as ImageUse;
    const again = await service.resolveFix(after, { ...fix, use }, context, options);
    if (applyEdits(after.text, again.edits) !== after.text) this.#problem(fix, 'changes something the second time');
    if (fix.kind === 'pin' && service.fixes(after, use.range.start, context).some(({ kind }) => kind === fix.kind)) {
      this.#problem(fix, 'is offered again');
    }
  }

  /** The document after `edits`, when nothing but those places changed and every use means what is wanted. */
  #reread(
    fix: Pick<Fix, 'kind' | 'use'>,
    edits: readonly TextEdit[],
    { places, wanted }: { places: readonly Range[]; wanted: (use: ImageUse) => ImageReference | null },
  ): ReadDocument | undefined {
    const { document } = this.#parts;
    for (const { range } of edits) {
      if (!places.some(place => place.start <= range.start && range.end <= place.end)) this.#problem(fix, 'edits beyond the reference');
    }
    const after = this.#read(applyEdits(document.text, edits));
    if (!after) return void this.#problem(fix, 'makes a document that nobody claims');
    if (!this.#sameShape(fix, after)) return undefined;
    for (const [index, use] of document.uses.entries()) {
      const now = after.uses[index]?.reference;
      const then = wanted(use);
      const same = now && then ? formatReference(now) === formatReference(then) : now === then;
      if (!same) this.#problem(fix, `turns ${use.raw} into ${now ? formatReference(now) : 'nothing'}, not ${then ? formatReference(then) : 'nothing'}`);
    }
    return after;
  }

  #ignored(fix: Fix, plan: EditPlan): void {
    const { document, service, context } = this.#parts;
    const [edit] = plan.edits;
    if (!edit || plan.edits.length !== 1) return this.#problem(fix, 'was offered and then not made');
    const { range, newText } = edit;
    const before = document.text.slice(0, range.start);
    if (range.start !== range.end || !/^[ \t]*(?:#|\/\/) plimsoll-ignore-(?:next-line|file) [a-z-]+\r?\n$/.test(newText) || !/(?:^\uFEFF?|\n)$/.test(before)) {
      return this.#problem(fix, 'is no line of its own');
    }
    const after = this.#read(applyEdits(document.text, plan.edits));
    if (!after || !this.#sameShape(fix, after, newText.trim().replace(/^(?:#|\/\/) /, ''))) return;
    for (const [index, use] of document.uses.entries()) {
      const now = after.uses[index] as ImageUse;
      if (JSON.stringify(now.reference) !== JSON.stringify(use.reference)) this.#problem(fix, `changes what ${use.raw} means`);
    }
    const own = after.uses[document.uses.indexOf(fix.use)] as ImageUse;
    const atSite = (finding: Finding) => finding.rule === fix.rule && sameRange(finding.use.site.range, own.site.range);
    const { findings, suppressed } = service.check(after, context);
    if (findings.some(atSite) || !suppressed.some(({ finding, by }) => by === 'comment' && atSite(finding))) this.#problem(fix, 'hides nothing');
    const again = service.fixes(after, own.range.start, context);
    if (again.some(({ kind, rule }) => kind === fix.kind && rule === fix.rule)) this.#problem(fix, 'is offered again');
  }

  /** Uses, roles, stages and comments are those from before, and with `added` one comment more. */
  #sameShape(fix: Pick<Fix, 'kind' | 'use'>, after: ReadDocument, added?: string): boolean {
    const { document } = this.#parts;
    const shape = ({ role, platform, stage, unresolved }: ImageUse) => JSON.stringify([role, platform, stage, unresolved?.code]);
    const same = after.uses.length === document.uses.length && document.uses.every((use, index) => shape(use) === shape(after.uses[index] as ImageUse));
    if (!same) this.#problem(fix, 'changes which images the document names');
    const comments = after.comments.map(({ text }) => text);
    if (added !== undefined) {
      const at = comments.findIndex((text, index) => text === added && document.comments[index]?.text !== text);
      if (at < 0) this.#problem(fix, 'is no comment');
      else comments.splice(at, 1);
    }
    const kept = JSON.stringify(comments) === JSON.stringify(document.comments.map(({ text }) => text));
    if (!kept) this.#problem(fix, 'changes other comments');
    return same && kept;
  }

  #read(text: string): ReadDocument | undefined {
    return this.#parts.service.read({ path: this.#parts.path, text }, defaultPolicy);
  }

  #problem({ kind, use }: Pick<Fix, 'kind' | 'use'>, what: string): void {
    const line = this.#parts.document.text.slice(0, use.site.range.start).split('\n').length;
    this.#parts.report.problems.push(`${this.#parts.path}:${line}: ${kind} of ${use.raw}: ${what}`);
  }
}
