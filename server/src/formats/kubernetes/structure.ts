import { isMap, isScalar, type Node, type Scalar } from 'yaml';
import type { ImageRole, ImageUse } from '../../core/image-use';
import { createNavigator, type Navigator } from '../yaml/navigator';
import { scalarText, type ScalarSource } from '../yaml/scalar';
import { useOfScalar } from '../yaml/use';
import { containerLists } from './pod-spec';
import { workloadOf, workloads } from './workloads';

/** The name of this format, in uses and documents. */
export const formatId = 'kubernetes';

/** The mapping that names the image, and the PodSpec around it. */
export interface Place {
  readonly holder: Node;
  readonly podSpec: Node;
}

interface Walk {
  readonly navigator: Navigator;
  /** What was read already: an alias may lead to the same list or mapping any number of times, even to itself. */
  readonly seen: Set<Node>;
  readonly emit: (node: Node, role: ImageRole, place: Place) => void;
}

/** The keys that lead to an image: what a reader of only some keys must give. */
export const structuralKeys: ReadonlySet<string> = new Set([
  'apiVersion', 'kind', 'items', 'image', 'volumes', 'reference',
  ...containerLists.keys(),
  ...workloads.flatMap(({ podSpec }) => podSpec),
]);

/** The image uses of a parsed document. A scalar that several aliases share is one use, at its anchor. */
export function readStructure(root: Node | null, source: ScalarSource): ImageUse[] {
  const uses: ImageUse[] = [];
  walkImages(root, createNavigator(root), (scalar, role) => {
    const text = scalarText(scalar, source);
    if (text) uses.push(useOfScalar(text, formatId, role));
  });
  return uses;
}

/** Calls `take` once for each scalar that names an image. */
export function walkImages(root: Node | null, navigator: Navigator, take: (scalar: Scalar, role: ImageRole, place: Place) => void): void {
  const seen = new Set<Node>();
  const emit = (node: Node, role: ImageRole, place: Place) => {
    const scalar = navigator.follow(node);
    if (!isScalar(scalar) || seen.has(scalar)) return;
    seen.add(scalar);
    take(scalar, role, place);
  };
  readResource(root, { kind: '', apiVersion: '' }, { navigator, seen, emit });
}

/** What an item of a typed list (`PodList`) has from its list. */
interface TypeMeta {
  readonly kind: string;
  readonly apiVersion: string;
}

function readResource(node: unknown, inherited: TypeMeta, walk: Walk): void {
  const resource = walk.navigator.follow(node);
  if (!isMap(resource) || !isNew(resource, walk)) return;
  const kind = textOf(resource, 'kind', walk) ?? inherited.kind;
  const apiVersion = textOf(resource, 'apiVersion', walk) ?? inherited.apiVersion;
  if (apiVersion === '') return;
  if (kind.endsWith('List')) {
    const items = walk.navigator.fields(resource, 'items').flatMap((list) => newItems(list, walk));
    for (const item of items) readResource(item, { kind: kind.slice(0, -'List'.length), apiVersion }, walk);
  }
  const workload = workloadOf(kind, apiVersion);
  if (!workload) return;
  for (const spec of descend([resource], workload.podSpec, walk)) readPodSpec(spec, walk);
}

function readPodSpec(spec: Node, walk: Walk): void {
  const { fields } = walk.navigator;
  for (const [key, role] of containerLists) {
    for (const container of fields(spec, key).flatMap((list) => newItems(list, walk))) {
      for (const image of fields(container, 'image')) walk.emit(image, role, { holder: container, podSpec: spec });
    }
  }
  for (const volume of fields(spec, 'volumes').flatMap((list) => newItems(list, walk))) {
    for (const reference of descend([volume], ['image', 'reference'], walk)) walk.emit(reference, 'volume', { holder: volume, podSpec: spec });
  }
}

function descend(nodes: readonly Node[], path: readonly string[], { navigator }: Walk): readonly Node[] {
  return path.reduce((level, key) => level.flatMap((node) => navigator.fields(node, key)), nodes);
}

function newItems(list: Node, walk: Walk): readonly Node[] {
  const target = walk.navigator.follow(list);
  return target && isNew(target, walk) ? walk.navigator.items(target) : [];
}

function isNew(node: Node, { seen }: Walk): boolean {
  if (seen.has(node)) return false;
  seen.add(node);
  return true;
}

function textOf(resource: Node, key: string, { navigator }: Walk): string | undefined {
  const scalar = navigator.follow(navigator.fields(resource, key)[0]);
  return isScalar(scalar) ? scalar.source : undefined;
}
