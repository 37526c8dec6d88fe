import { applyEdits } from '../../server/src/core/range';
import { formatReference, parseReference, withDigest, type ImageReference } from '../../server/src/core/reference';
import type { Format } from '../../server/src/formats/format';

export const someDigest = `sha256:${'0123456789abcdef'.repeat(4)}`;

/** The text once its use number `index` names something else; or why that cannot be done. */
export function edited(format: Format, text: string, change: (reference: ImageReference) => ImageReference, index = 0): string {
  const use = format.read(text).uses[index];
  if (!use?.reference) throw new Error('nothing to edit');
  const wanted = change(use.reference);
  const edits = format.edit(use, wanted);
  if ('disabled' in edits) return `disabled: ${edits.disabled.template}`;
  const after = applyEdits(text, edits);
  const now = format.read(after).uses[index]?.reference;
  return now && formatReference(now) === formatReference(wanted) ? after : `it names ${now ? formatReference(now) : 'nothing'} then`;
}

export const pinned = (reference: ImageReference): ImageReference => withDigest(reference, someDigest);

/** To what a text names. */
export const to = (text: string) => (): ImageReference => {
  const parsed = parseReference(text);
  if (!parsed.ok) throw new Error(text);
  return parsed.reference;
};
