import type { ImageUse } from '../../core/image-use';
import type { Message } from '../../core/message';
import type { TextEdit } from '../../core/range';
import { respell, type ImageReference } from '../../core/reference';

/**
 * The edit that makes `use` name `reference`. No sign of a reference means anything to quotes, escapes or variables,
 * so the text needs no disguise wherever it stands. What only grows is not written anew.
 */
export function editUse({ site, fixDisabled }: ImageUse, reference: ImageReference): readonly TextEdit[] | { readonly disabled: Message } {
  if (fixDisabled) return { disabled: fixDisabled };
  const newText = respell(site.raw, reference);
  if (newText === site.raw) return [];
  if (!newText.startsWith(site.raw)) return [{ range: site.range, newText }];
  const { end } = site.range;
  return [{ range: { start: end, end }, newText: newText.slice(site.raw.length) }];
}
