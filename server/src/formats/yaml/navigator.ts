import { isAlias, isMap, isScalar, isSeq, visit, type Alias, type Node, type YAMLMap } from 'yaml';

/** Merge chains longer than this are followed no further. */
const longestMergeChain = 100;
const smallMapping = 16;
const none: readonly Node[] = [];

/** Walks a document as its reader would see it: aliases and merge keys (`<<`) lead to the nodes that they stand for. */
export interface Navigator {
  /** The nodes under `key` of a mapping: more than one when the key is written twice; none when `node` is no mapping. */
  fields(node: unknown, key: string): readonly Node[];
  /** Every value of a mapping, merge keys left aside; none when `node` is no mapping. */
  values(node: unknown): readonly Node[];
  /** The keys of a mapping with their values, merged ones included; none when `node` is no mapping. */
  entries(node: unknown): readonly (readonly [key: string, value: Node])[];
  /** The items of a sequence; none when `node` is none. */
  items(node: unknown): readonly Node[];
  /** The node itself, or what the alias stands for. */
  follow(node: unknown): Node | undefined;
}

/**
 * Every look-up is remembered, so a document of aliases costs no more than its own length; but for those in a few entries, which
 * take no longer than remembering.
 */
export function createNavigator(root: Node | null): Navigator {
  let aliases: Map<Alias, Node> | undefined;
  const memory = new Map<string, Map<YAMLMap, readonly Node[]>>();

  function follow(node: unknown): Node | undefined {
    if (isAlias(node)) return (aliases ??= collectAliases(root)).get(node);
    return isMap(node) || isSeq(node) || isScalar(node) ? node : undefined;
  }

  function fields(node: unknown, key: string, depth = 0): readonly Node[] {
    const map = follow(node);
    if (!isMap(map) || depth > longestMergeChain) return none;
    if (map.items.length <= smallMapping) {
      const own = ownValues(map, key);
      if (own.length > 0 || ownValues(map, '<<').length === 0) return own;
    }
    const remembered = memory.get(key) ?? new Map<YAMLMap, readonly Node[]>();
    memory.set(key, remembered);
    const known = remembered.get(map);
    if (known) return known;
    // A mapping that merges itself has nothing more to give.
    remembered.set(map, []);
    const own = ownValues(map, key);
    const found = own.length > 0 ? own : merged(map, key, depth);
    remembered.set(map, found);
    return found;
  }

  function merged(map: YAMLMap, key: string, depth: number): readonly Node[] {
    for (const source of ownValues(map, '<<')) {
      const target = follow(source);
      for (const one of isSeq(target) ? target.items : [target]) {
        const found = fields(one, key, depth + 1);
        if (found.length > 0) return found;
      }
    }
    return [];
  }

  function items(node: unknown): readonly Node[] {
    const list = follow(node);
    return isSeq(list) ? list.items.filter((item): item is Node => isNode(item)) : [];
  }

  function values(node: unknown): readonly Node[] {
    const map = follow(node);
    return isMap(map) ? map.items.map(({ value }) => value).filter(isNode) : [];
  }

  return { fields: (node, key) => fields(node, key), values, entries: node => mergedEntries(node, follow), items, follow };
}

/** What a mapping says itself comes before what it merges. */
function mergedEntries(node: unknown, follow: Navigator['follow']): readonly (readonly [string, Node])[] {
  const found = new Map<string, Node>();
  const open: unknown[] = [node];
  const seen = new Set<YAMLMap>();
  for (let next = follow(open.shift()); next !== undefined; next = follow(open.shift())) {
    if (!isMap(next) || seen.has(next) || seen.size > longestMergeChain) continue;
    seen.add(next);
    for (const { key, value } of next.items) {
      const name = isScalar(key) ? key.source : undefined;
      if (name !== undefined && name !== '<<' && isNode(value) && !found.has(name)) found.set(name, value);
    }
    for (const source of ownValues(next, '<<')) {
      const target = follow(source);
      open.push(...(isSeq(target) ? target.items : [target]));
    }
  }
  return [...found];
}

function isNode(value: unknown): value is Node {
  return isMap(value) || isSeq(value) || isScalar(value) || isAlias(value);
}

function ownValues(map: YAMLMap, key: string): readonly Node[] {
  let values: Node[] | undefined;
  for (const { key: own, value } of map.items) {
    if (isScalar(own) && own.source === key && isNode(value)) (values ??= []).push(value);
  }
  return values ?? none;
}

/** An alias stands for the last node before it that has its anchor. One walk finds that for all of them. */
function collectAliases(root: Node | null): Map<Alias, Node> {
  const anchors = new Map<string, Node>();
  const aliases = new Map<Alias, Node>();
  visit(root, {
    Alias(_key, alias) {
      const target = anchors.get(alias.source);
      if (target) aliases.set(alias, target);
    },
    Value(_key, node) {
      if (node.anchor !== undefined) anchors.set(node.anchor, node);
    },
  });
  return aliases;
}
