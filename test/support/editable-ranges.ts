import type { ImageUse } from '../../server/src/core/image-use';
import type { Range } from '../../server/src/core/range';

/** Where edits of the use may write: its site, or the fields that spell it together. */
export function editableRanges({ split, site }: ImageUse): readonly Range[] {
  if (!split) return [site.range];
  const fields = [split.registry, split.rename ?? split.repository, split.tag, split.digest];
  return fields.flatMap(field => (!field ? [] : 'range' in field ? [field.range] : [{ start: field.at, end: field.at }]));
}
