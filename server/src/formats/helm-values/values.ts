import { isScalar, isSeq, type Node } from 'yaml';
import type { Surroundings } from '../../core/document';
import type { ImageUse } from '../../core/image-use';
import { createNavigator, type Navigator } from '../yaml/navigator';
import { outline, type OutlineEntry } from '../yaml/outline';
import type { Dialect } from '../yaml/part';
import type { ScalarSource } from '../yaml/scalar';
import { chartOf, nameOf, type Chart } from './chart';
import { isMapping, isNothing, LineFields, NodeFields } from './fields';
import { usesOfMapping, type Mapping } from './mapping';

const imageKey = /image$/i;
const registryPaths: readonly (readonly string[])[] = [['global', 'imageRegistry'], ['global', 'image', 'registry']];

/** What holds for the whole of a values file. */
export interface ValuesFile {
  readonly source: ScalarSource;
  readonly chart: Chart | undefined;
  /** `global.imageRegistry` or `global.image.registry`, for images that name no registry of their own. */
  readonly registry: string | undefined;
}

/** Reads the images of a values file: mappings of fields, and texts under keys that end with `image`. */
export const valuesDialect: Pick<Dialect, 'linesFirst' | 'holdsTemplates' | 'mayNameImage' | 'readStructure' | 'scanLines' | 'dependsOn'> = {
  mayNameImage: document => /repository|image/i.test(document),
  readStructure: (root, source, { siblings }) => (root ? readMappings(root, source, chartOf(siblings)) : []),
  scanLines,
  linesFirst: true,
  holdsTemplates: true,
  dependsOn: ({ siblings }) => nameOf(siblings),
};

interface Step {
  readonly node: Node | undefined;
  readonly path: readonly string[];
}

/** Each mapping once, at the first path that leads to it. */
function readMappings(root: Node, source: ScalarSource, chart: Chart | undefined): ImageUse[] {
  const navigator = createNavigator(root);
  const file: ValuesFile = { source, chart, registry: globalRegistry(root, navigator) };
  const seen = new Set<Node>();
  const found = new Map<number, ImageUse>();
  const open: Step[] = [{ node: root, path: [] }];
  for (let step = open.pop(); step; step = open.pop()) {
    const node = navigator.follow(step.node);
    if (!node || seen.has(node)) continue;
    seen.add(node);
    const { path } = step;
    if (isSeq(node)) open.push(...navigator.items(node).map((item, index) => ({ node: item, path: [...path, String(index)] })).reverse());
    if (!isMapping(node)) continue;
    const keys = node.items.flatMap(({ key, value }) => (isScalar(key) && key.source !== undefined ? [{ key: key.source, node: value as Node }] : []));
    const imageKeys = keys.flatMap(({ key }) => (imageKey.test(key) ? [key] : []));
    open.push(...keys.flatMap(({ key, node: value }) => (isScalar(value) ? [] : [{ node: value, path: [...path, key] }])).reverse());
    for (const use of usesOfMapping({ fields: new NodeFields(node, navigator, source), path, imageKeys }, file)) {
      // A repository that aliases share is one use, at its anchor.
      if (!found.has(use.range.start)) found.set(use.range.start, use);
    }
  }
  return [...found.values()];
}

function globalRegistry(root: Node, navigator: Navigator): string | undefined {
  const nodes = registryPaths.map(path => navigator.follow(path.reduce<Node | undefined>((node, key) => navigator.fields(node, key)[0], root)));
  return nodes.filter(isScalar).find(({ value, source }) => value !== null && source)?.source;
}

const otherKeys: ReadonlySet<string> = new Set(['repository', 'registry', 'tag', 'version', 'digest', 'sha', 'hub', 'chart', 'owner', 'branch', 'defaultVersion', 'defaultTag', 'imageRegistry', 'repo', 'name']);
const wanted = { has: (key: string) => otherKeys.has(key) || /(?:image|tag)$/i.test(key) };

/** Mappings as lines and their indentation tell: a key that comes again begins the next item of a list. */
function scanLines(source: ScalarSource, { siblings }: Surroundings): ImageUse[] {
  const open = new Map<string, Mapping & { readonly fields: LineFields; readonly imageKeys: string[] }>();
  const done: Mapping[] = [];
  const registries = new Map<string, string>();
  for (const entry of outline(source, wanted)) {
    if (standsInFlow(entry, source)) continue;
    const name = entry.path.join('\n');
    if (entry.path[0] === 'global' && entry.scalar && !isNothing.test(entry.scalar.raw)) registries.set(`${name}\n${entry.key}`, entry.scalar.value);
    let mapping = open.get(name);
    if (!mapping || mapping.fields.has(entry.key)) {
      mapping = { fields: new LineFields(source), path: entry.path, imageKeys: [] };
      open.set(name, mapping);
      done.push(mapping);
    }
    addTo(mapping, entry);
  }
  const file: ValuesFile = { source, chart: chartOf(siblings), registry: registryPaths.map(path => registries.get(path.join('\n'))).find(each => each) };
  return done.flatMap(mapping => usesOfMapping(mapping, file));
}

/** Of `{ repository: a, tag: b }` a line tells no more than its first key. */
function standsInFlow({ scalar }: OutlineEntry, { original, offset }: ScalarSource): boolean {
  const at = scalar ? scalar.range.start - offset : 0;
  return original.slice(original.lastIndexOf('\n', at - 1) + 1, at).includes('{');
}

function addTo({ fields, imageKeys }: { readonly fields: LineFields; readonly imageKeys: string[] }, entry: OutlineEntry): void {
  fields.add(entry);
  if (imageKey.test(entry.key)) imageKeys.push(entry.key);
}
