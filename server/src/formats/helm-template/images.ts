import { isMap, isScalar, isSeq, type Node } from 'yaml';
import type { ImageRole, ImageUse } from '../../core/image-use';
import { mayBeImage } from '../yaml/look-alikes';
import { createNavigator } from '../yaml/navigator';
import { outline } from '../yaml/outline';
import type { Dialect } from '../yaml/part';
import { scalarText, type ScalarSource, type ScalarText } from '../yaml/scalar';
import { useOfScalar } from '../yaml/use';

/** Of the format, as uses and documents name it. */
export const formatId = 'helm-template';

const roles: ReadonlyMap<string, ImageRole> = new Map<string, ImageRole>([
  ['containers', 'container'],
  ['initContainers', 'init'],
  ['ephemeralContainers', 'ephemeral'],
]);
/** Where an `image` is something else: a Ceph block device, anybody's words, or what runs already. */
const otherImages: ReadonlySet<string> = new Set(['rbd', 'labels', 'annotations', 'matchLabels', 'nodeSelector', 'status', 'properties', 'data', 'stringData']);

/** Descriptions of other kinds, of a megabyte and more, have no images. */
const definition = /^kind:[ \t]*["']?CustomResourceDefinition\b/m;

/** Reads `image` wherever it stands, also in the pieces of YAML that helpers are made of. */
export const templateDialect: Pick<Dialect, 'linesFirst' | 'mayNameImage' | 'readStructure' | 'scanLines'> = {
  mayNameImage: document => document.includes('image') && !definition.test(document),
  readStructure: (root, source) => (root ? readNodes(root, source) : []),
  linesFirst: true,
  scanLines: source => [...outline(source, new Set(['image', 'reference']))].flatMap(({ key, path, scalar }) => (scalar ? useAt([...path, key], scalar) : [])),
};

function readNodes(root: Node, source: ScalarSource): ImageUse[] {
  const navigator = createNavigator(root);
  const uses: ImageUse[] = [];
  const seen = new Set<Node>();
  const open: { readonly node: unknown; readonly path: readonly string[] }[] = [{ node: root, path: [] }];
  for (let step = open.pop(); step; step = open.pop()) {
    const { path } = step;
    const node = navigator.follow(step.node);
    if (!node || seen.has(node)) continue;
    if (isScalar(node)) {
      const text = /^(?:image|reference)$/.test(path.at(-1) ?? '') ? scalarText(node, source) : undefined;
      const found = text ? useAt(path, text) : [];
      // An alias may lead to it where it is an image, and its anchor stand where it is none.
      if (found.length > 0) seen.add(node);
      uses.push(...found);
      continue;
    }
    seen.add(node);
    if (isSeq(node)) open.push(...navigator.items(node).map(item => ({ node: item, path })));
    if (isMap(node)) open.push(...node.items.flatMap(({ key, value }) => (isScalar(key) && key.source !== undefined ? [{ node: value, path: [...path, key.source] }] : [])));
  }
  return uses;
}

/** In doubt, nothing: only a container must have an image. */
function useAt(path: readonly string[], text: ScalarText): ImageUse[] {
  const [above = '', key] = path.slice(-2);
  if (path.slice(0, -1).some(each => otherImages.has(each))) return [];
  if (path.length > 1 && key === 'reference') return above === 'image' && path.at(-3) === 'volumes' ? [useOfScalar(text, formatId, 'volume')] : [];
  // Istio writes its own image in the place of this one.
  if ((key ?? above) !== 'image' || text.value === 'auto') return [];
  const role = roles.get(above);
  const use = useOfScalar(text, formatId, role ?? 'value');
  const isHole = use.unresolved?.code === 'placeholder';
  return role || isHole || (use.reference && mayBeImage(text.value)) ? [use] : [];
}
