import type { Node } from 'yaml';
import type { ImageUse } from '../../../core/image-use';
import { message } from '../../../core/message';
import { customId } from './delivered';
import type { FieldReader } from './fields';
import { splitUse } from './split-use';

const byOperator = message('Only the operator knows whether its tag may have a digest behind it.');

/** `repository` with `tag` or `digest`, as many operators have them under `image`. */
export function useOfFields(map: Node, { field }: FieldReader): ImageUse | undefined {
  const [registry, repository, tag, digest] = ['registry', 'repository', 'tag', 'digest'].map(key => field(map, key));
  if (!repository || !(tag ?? digest)) return undefined;
  const isPinnable = digest !== undefined || tag?.value.includes('@') === true;
  return splitUse({ format: customId, registry, repository, tag, digest, fixDisabled: isPinnable ? undefined : byOperator });
}
