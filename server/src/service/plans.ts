import { buildOf, type ReadDocument } from '../core/document';
import type { ImageUse } from '../core/image-use';
import { sameName } from '../core/reference';
import { execFormEdit, instructionAt } from '../conversion/exec-form';
import type { ActionOptions } from './action-options';
import type { FormatLookup } from './edit';
import { followedTag } from './followed-tag';
import { planIgnoreFile } from './ignore-file';
import { planIgnoreLine } from './ignore-line';
import { isIgnore } from './ignoring';
import type { CheckResult, DocumentContext, EditPlan, Fix, ImageService } from './image-service';
import type { Sources } from './sources';
import { ignorer } from './suppressing';

interface Parts {
  readonly formatOf: FormatLookup;
  readonly check: (document: ReadDocument, context: DocumentContext) => CheckResult;
}

const nothing: EditPlan = { edits: [], changed: [], left: [] };

type Plans = Pick<ImageService, 'pinAll' | 'updateAll' | 'resolveFix'>;

/** What makes edits of fixes and commands. What writes a digest is loaded for the first of them. */
export function createPlans({ pinning, facts, today }: Sources, { formatOf, check }: Parts): Plans {
  const localIn = (context: DocumentContext) => (use: ImageUse): boolean => facts.isLocal(use, context);

  async function pinAll(document: ReadDocument, context: DocumentContext, options: ActionOptions): Promise<EditPlan> {
    if (document.onlyShown) return nothing;
    const { planPinAll, pinner } = await pinning.load();
    return planPinAll({ document, checked: check(document, context), isLocal: localIn(context), pinner, policy: context.policy, options });
  }

  async function updateAll(document: ReadDocument, context: DocumentContext, options: ActionOptions & { readonly tags?: boolean }): Promise<EditPlan> {
    if (document.onlyShown) return nothing;
    const { planUpdateAll, updater } = await pinning.load();
    const isIgnored = ignorer({ document, context, today: today() });
    return planUpdateAll({ document, isLocal: localIn(context), isIgnored, updater, options: { ...options, policy: context.policy } });
  }

  async function resolveFix(document: ReadDocument, fix: Fix, context: DocumentContext, options: ActionOptions): Promise<EditPlan> {
    if (fix.kind === 'pin-all') return pinAll(document, context, options);
    if (fix.kind === 'update-all') return updateAll(document, context, options);
    if (fix.kind === 'exec-form') return planExecForm(document, fix);
    if (fix.kind === 'pull-always') return planPullAlways(fix);
    const { policy } = context;
    if (isIgnore(fix)) return planIgnore(document, fix, formatOf(document.format));
    const { pinner, planSwap, updater, planAddTag } = await pinning.load();
    if (fix.kind === 'add-tag') return planAddTag(fix.use, options);
    if (fix.kind === 'update') return updater(fix.use, document, { ...options, policy });
    const to = anotherTag(fix, document);
    if (to !== undefined) return updater(fix.use, document, { ...options, policy, to });
    if (fix.kind === 'pin') return pinner.pin(fix.use, { ...options, policy, unverified: fix.unverified === true });
    return planSwap({ fix, pinner, formatOf, options: { ...options, policy } });
  }

  return { pinAll, updateAll, resolveFix };
}

/** The tag that a replacement gives an image whose digest is of a tag: what a comment says of that is kept and updated. */
function anotherTag({ kind, use, target }: Fix, document: ReadDocument): string | undefined {
  const follows = kind === 'replace' ? followedTag(use, document) : undefined;
  return follows && target && sameName(follows, target) ? target.tag : undefined;
}

function planIgnore(document: ReadDocument, { kind, use, rule = '', reason }: Fix, format: ReturnType<FormatLookup>): EditPlan {
  if (!format) return nothing;
  const plan = kind === 'ignore-line' ? planIgnoreLine : planIgnoreFile;
  return plan(format, document, use, { rule, reason });
}

function planExecForm(document: ReadDocument, { at = -1 }: Fix): EditPlan {
  const build = buildOf(document);
  const instruction = build && instructionAt(build, at);
  const edit = instruction && execFormEdit(instruction);
  return { edits: edit ? [edit] : [], changed: [], left: [] };
}

function planPullAlways({ use: { pullPolicy } }: Fix): EditPlan {
  return { edits: pullPolicy ? [{ range: pullPolicy.range, newText: 'Always' }] : [], changed: [], left: [] };
}
