import type { Node } from 'yaml';
import type { ImageUse } from '../../../core/image-use';
import { message } from '../../../core/message';
import { customId } from './delivered';
import type { FieldReader } from './fields';
import { splitUse } from './split-use';

const byOperator = message('Only the operator knows whether its tag may have a digest behind it.');

/** `repository` with `tag` or `digest`, as many operators have them under `image`; their own tag where only how to pull it is said. */
export function useOfFields(map: Node, { field }: FieldReader): ImageUse | undefined {
  const [registry, repository, tag, digest] = ['registry', 'repository', 'tag', 'digest'].map(key => field(map, key));
  if (!repository || !(tag ?? digest ?? field(map, 'pullPolicy'))) return undefined;
  const isPinnable = digest !== undefined || tag?.value.includes('@') === true;
  return splitUse({ format: customId, registry, repository, tag, digest, tagElsewhere: true, fixDisabled: isPinnable ? undefined : byOperator });
}
