import { isMap, isScalar, type Node, type YAMLMap } from 'yaml';
import type { Navigator } from '../yaml/navigator';

/** What a resource says it is; items of a typed list (`PodList`) have it from their list. */
export interface TypeMeta {
  readonly kind: string;
  readonly apiVersion: string;
}

/** Where resources hold others: items of a list, and the objects of an OpenShift Template. */
const holders: Readonly<Record<string, string>> = { List: 'items', Template: 'objects' };
const deepestHolders = 20;

/** Calls `take` for each resource of a document, lists opened. An alias may lead to the same one any number of times. */
export function walkResources(root: Node | null, navigator: Navigator, take: (resource: YAMLMap, meta: TypeMeta) => void): void {
  const seen = new Set<Node>();
  const visit = (node: unknown, inherited: TypeMeta, depth: number): void => {
    const resource = navigator.follow(node);
    if (!isMap(resource) || seen.has(resource) || depth > deepestHolders) return;
    seen.add(resource);
    const kind = textOf(resource, 'kind', navigator) ?? inherited.kind;
    const apiVersion = textOf(resource, 'apiVersion', navigator) ?? inherited.apiVersion;
    if (apiVersion === '') return;
    const holder = /(?:List|^Template)$/.exec(kind)?.[0];
    const held = holder === undefined ? [] : navigator.fields(resource, holders[holder] as string).flatMap(list => navigator.items(list));
    const itemMeta = holder === 'List' ? { kind: kind.slice(0, -'List'.length), apiVersion } : { kind: '', apiVersion: '' };
    for (const item of held) visit(item, itemMeta, depth + 1);
    take(resource, { kind, apiVersion });
  };
  visit(root, { kind: '', apiVersion: '' }, 0);
}

function textOf(resource: Node, key: string, navigator: Navigator): string | undefined {
  const scalar = navigator.follow(navigator.fields(resource, key)[0]);
  return isScalar(scalar) ? scalar.source : undefined;
}
