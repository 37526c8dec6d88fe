import type { Comment, Surroundings } from '../../core/document';
import type { ImageRole, ImageUse } from '../../core/image-use';
import type { Range } from '../../core/range';
import { commentsInDocument, cutOut, usesInDocument } from '../embedded';
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
export function usesOfEmbedded(text: string, stretches: readonly (Range | string)[], { format, around, comments }: Embedding): ImageUse[] {
  const cut = cutOut(text, stretches);
  const read = around.readEmbedded(format, cut.text);
  if (comments) for (const comment of commentsInDocument(read, cut)) comments.push(comment);
  return usesInDocument(read.uses, cut, text);
}

interface Embedding {
  /** Id. */
  readonly format: string;
  readonly around: Surroundings;
  /** Takes the comments of the text. */
  readonly comments?: Comment[];
}
