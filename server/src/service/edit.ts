import { spelling, type ImageUse, type Site } from '../core/image-use';
import { message, type Message } from '../core/message';
import { applyEdits, type TextEdit } from '../core/range';
import { familiarReference, type ImageReference } from '../core/reference';
import type { Format } from '../formats/format';
import type { EditPlan, LeftAlone } from './image-service';

export type FormatLookup = (id: string) => Format | undefined;

/** The edits that make `use` name `reference`, in the words of its own format. */
export function editUse(
  formatOf: FormatLookup,
  use: ImageUse,
  reference: ImageReference,
): readonly TextEdit[] | { readonly disabled: Message } {
  if (use.fixDisabled) return { disabled: use.fixDisabled };
  return formatOf(use.format)?.edit(use, reference) ?? { disabled: message('this kind of document cannot be edited') };
}

export function leftAlone(use: ImageUse, kind: LeftAlone['kind'], reason: Message): LeftAlone {
  return { use, kind, reason };
}

/** One plan of several; sites are different, so their edits never overlap. */
export function joinPlans(plans: readonly EditPlan[]): EditPlan {
  return {
    edits: plans.flatMap(plan => plan.edits),
    changed: plans.flatMap(plan => plan.changed),
    left: plans.flatMap(plan => plan.left),
    notes: plans.flatMap(plan => plan.notes ?? []),
  };
}

export function planOfLeft(left: LeftAlone): EditPlan {
  return { edits: [], changed: [], left: [left] };
}

/** The site's text once its edits are made. */
function siteAfter({ range, raw }: Site, edits: readonly TextEdit[]): string {
  const within = edits.map(edit => ({
    range: { start: edit.range.start - range.start, end: edit.range.end - range.start },
    newText: edit.newText,
  }));
  return applyEdits(raw, within);
}

/** The plan that turns `use` into `reference`. */
export function planEdit(formatOf: FormatLookup, use: ImageUse, reference: ImageReference): EditPlan {
  const edits = editUse(formatOf, use, reference);
  if ('disabled' in edits) return planOfLeft(leftAlone(use, 'skipped', edits.disabled));
  if (edits.length === 0) return { edits, changed: [], left: [] };
  const to = use.split ? familiarReference(reference) : siteAfter(use.site, edits);
  return { edits, changed: [{ use, from: spelling(use), to }], left: [] };
}
