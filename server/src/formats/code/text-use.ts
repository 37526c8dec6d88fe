import type { Surroundings } from '../../core/document';
import type { ImageRole, ImageUse } from '../../core/image-use';
import type { Range } from '../../core/range';
import { cutOut, usesInDocument } from '../embedded';
import { useOfScalar } from '../yaml/use';

interface Named {
  readonly format: string;
  readonly role: ImageRole;
}

/** The use of an image that the text in `range` names as it stands there. */
export function useOfText(text: string, range: Range, { format, role }: Named): ImageUse {
  const raw = text.slice(range.start, range.end);
  return useOfScalar({ range, raw, value: raw }, format, role);
}

/** What a stretch names when it is read as a document of the format with the id. */
export function usesOfEmbedded(text: string, stretches: readonly (Range | string)[], { format, around }: { readonly format: string; readonly around: Surroundings }): ImageUse[] {
  const cut = cutOut(text, stretches);
  return usesInDocument(around.readEmbedded(format, cut.text).uses, cut, text);
}
