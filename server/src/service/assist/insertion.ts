import type { ImageUse } from '../../core/image-use';
import { familiarReference, type ImageReference } from '../../core/reference';
import type { Format } from '../../formats/format';
import { planEdit } from '../edit';
import type { EditPlan } from '../image-service';

export interface InsertionInput {
  readonly text: string;
  readonly offset: number;
  readonly reference: ImageReference;
  /** Undefined for a document that names no images. */
  readonly format: Format | undefined;
  /** The one at `offset`. */
  readonly use: ImageUse | undefined;
}

/**
 * Puts a reference where the cursor is: in the place of the one that is there, or that is half typed; on an empty line of a
 * Dockerfile as a stage of its own; anywhere else as it is.
 */
export function planInsertion({ text, offset, reference, format, use }: InsertionInput): EditPlan {
  if (use) return planEdit(() => format, use, reference);
  const name = familiarReference(reference);
  const { start, end } = format?.imagePlace?.(text, offset)?.range ?? { start: offset, end: offset };
  return { edits: [{ range: { start, end }, newText: start === end ? opening({ text, offset, format }) + name : name }], changed: [], left: [] };
}

/** The words before an image, where the line has none. What stands inside an instruction is none of ours. */
function opening({ text, offset, format }: Pick<InsertionInput, 'text' | 'offset' | 'format'>): string {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const [line = ''] = /^[^\r\n]*/.exec(text.slice(start)) ?? [];
  const isFree = /^[\s\uFEFF]*$/.test(line) && format?.commentPlace(text, offset) === undefined;
  return isFree ? (format?.opening ?? '') : '';
}
