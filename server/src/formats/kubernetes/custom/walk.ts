import { isMap, isScalar, isSeq, type Node, type YAMLMap } from 'yaml';
import type { ImageRole } from '../../../core/image-use';
import type { Navigator } from '../../yaml/navigator';
import type { Operator } from './operators';
import { maySayImage, otherImages, roleUnder } from './roles';

/** A scalar that may name an image. */
export interface Found {
  readonly node: Node;
  /** What runs it; undefined where only the key says `image`. */
  readonly role: ImageRole | undefined;
  /** Only a longer key says so: `coreImage`. */
  readonly isLoose?: true;
  /** The mapping that names it, and the one around that. */
  readonly holder: Node;
  readonly around: Node;
}

interface CustomWalk {
  readonly navigator: Navigator;
  readonly take: (found: Found) => void;
  /** A mapping under such a key, whose fields may spell an image together. */
  readonly takeFields?: ((map: YAMLMap) => void) | undefined;
}

interface Spot {
  readonly node: Node;
  /** The key that the node, or the list that it is an item of, stands under. */
  readonly key: string;
  readonly isItem: boolean;
  /** Below the key at the root where an operator's images are. */
  readonly isBelow: boolean;
  readonly around: Node;
}

/**
 * Every `image` of a resource, at any depth. Neither depth nor aliases cost more than the nodes of the document: there is a list of
 * what is to do instead of calls, and each node is looked at once for each part that it may play.
 */
export function walkCustom(resource: YAMLMap, { below, keys }: Operator, { navigator, take, takeFields }: CustomWalk): void {
  const seen = new Map<string, Set<Node>>();
  const open: Spot[] = [];
  const push = (spot: Omit<Spot, 'node'>, value: unknown): void => {
    const node = navigator.follow(value);
    if (!node || isScalar(node)) return;
    const part = `${roleUnder(spot.key, spot.isItem) ?? (isSeq(node) ? roleUnder(spot.key, true) : '')} ${spot.isItem} ${spot.isBelow}`;
    const known = seen.get(part) ?? new Set<Node>();
    seen.set(part, known);
    if (known.has(node)) return;
    known.add(node);
    open.push({ ...spot, node });
  };
  push({ key: '', isItem: false, isBelow: below === '', around: resource }, resource);
  for (let spot = open.pop(); spot; spot = open.pop()) {
    const { node, key, isItem, isBelow, around } = spot;
    // A list in a list is no longer the list of that key.
    if (isSeq(node)) for (const item of node.items) push({ key: isItem ? '' : key, isItem: true, isBelow, around }, item);
    if (!isMap(node)) continue;
    if (isBelow && !isItem && (key === 'image' || maySayImage(key))) takeFields?.(node);
    const ownImage = node.items.some(pair => isScalar(pair.key) && pair.key.source === 'image');
    for (const { key: own, value } of node.items) {
      const name = isScalar(own) ? (own.source ?? '') : '';
      if (otherImages.has(name)) continue;
      if (name === 'image' || keys.includes(name)) takeImage(spot, value, { navigator, take });
      else if (isBelow && maySayImage(name)) takeLoose(spot, value, { navigator, take });
      // What a mapping says itself comes before what it merges.
      if (name === '<<' && ownImage) continue;
      if (name === '<<') for (const merged of mergedOf(value, navigator)) push({ key, isItem, isBelow, around }, merged);
      else push({ key: name, isItem: false, isBelow: isBelow || (name === below && node === resource), around: node }, value);
    }
  }
}

function mergedOf(value: unknown, navigator: Navigator): readonly unknown[] {
  const target = navigator.follow(value);
  return isSeq(target) ? target.items : [target];
}

function takeImage({ node, key, isItem, isBelow, around }: Spot, value: unknown, { navigator, take }: CustomWalk): void {
  const role = roleUnder(key, isItem);
  const image = navigator.follow(value);
  const at = { holder: node, around };
  if (role === 'volume' && isMap(image)) for (const reference of navigator.fields(image, 'reference')) take({ node: reference, role, ...at });
  else if (isScalar(image) && (role !== undefined || isBelow)) take({ node: image, role: role === 'volume' ? undefined : role, ...at });
}

function takeLoose({ node, around }: Spot, value: unknown, { navigator, take }: CustomWalk): void {
  const image = navigator.follow(value);
  if (isScalar(image)) take({ node: image, role: undefined, isLoose: true, holder: node, around });
}
