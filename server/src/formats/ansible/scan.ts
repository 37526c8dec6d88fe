import type { Surroundings } from '../../core/document';
import type { ImageUse } from '../../core/image-use';
import { outline } from '../yaml/outline';
import type { ScalarSource } from '../yaml/scalar';
import { useOfScalar } from '../yaml/use';
import { formatId, moduleOf } from './modules';

const wanted: ReadonlySet<string> = new Set(['image']);

/** What lines tell of a document that is broken or too large: the image beside which its module stands. */
export function scanLines(source: ScalarSource, _around?: Surroundings): ImageUse[] {
  return [...outline(source, wanted)].flatMap(({ path, scalar }) => {
    const module = moduleOf(path.at(-1) ?? '');
    return scalar && module?.kind === 'image' ? [useOfScalar(scalar, formatId, module.role)] : [];
  });
}
