import type { ImageRole } from '../../../core/image-use';
import { containerLists } from '../pod-spec';

/** Lists whose items run an image, wherever they stand, and the part that it plays. */
const lists: ReadonlyMap<string, ImageRole> = new Map<string, ImageRole>([...containerLists, ['sidecars', 'container'], ['steps', 'container']]);
/** Mappings that do so. */
const mappings: ReadonlySet<string> = new Set(['container', 'script', 'stepTemplate']);
/** Lists whose items may mount one: `volumes`, `extraVolumes`, and CloudNativePG's extensions. */
const mounts = /(?:^v|V)olumes$|^extensions$/;

/** Where an `image` is something else: a Ceph block device, anybody's words, what runs already, what is pushed, a schema, patterns. */
export const otherImages: ReadonlySet<string> = new Set([
  'status', 'metadata', 'rbd', 'labels', 'annotations', 'matchLabels', 'nodeSelector', 'output', 'openAPIV3Schema', 'withItems', 'withParam',
  'containerStatuses', 'initContainerStatuses', 'ephemeralContainerStatuses', 'data', 'stringData',
]);

/** What an `image` directly under `key`, or in an item of its list, runs as; a volume has its image one step further down. */
export function roleUnder(key: string, isItem: boolean): ImageRole | undefined {
  if (!isItem) return mappings.has(key) ? 'container' : undefined;
  return lists.get(key) ?? (mounts.test(key) ? 'volume' : undefined);
}

/** Keys of operators that end so, but for those of what a machine boots from and of what is built or pushed. */
const imageKeys = /[a-z\d]Image$/;
const otherKeys = /^(?:os|vm|boot|disk|host|iso|kernel|machine|output|target|destination|push|result)Image$/i;

/** Whether a text under this key is an image where it has a tag or a digest. */
export function maySayImage(key: string): boolean {
  return imageKeys.test(key) && !otherKeys.test(key);
}
