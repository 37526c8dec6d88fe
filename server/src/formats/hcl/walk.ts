import type { HclObject, HclPath, HclValue } from './tree';

/**
 * Paths such as `resource.kubernetes_*.*.**.container.image`, put together so that one walk finds what all of them lead to: a key, any key
 * that begins so (`docker_*`), any key (`*`), anything between (`**`); `json()` steps into what a text says. Lists are passed through,
 * and a block `dynamic "container" { content { … } }` counts as what it makes.
 */
export interface PathNode<T> {
  /** Any key may come first: what it leads to may also stand deeper. */
  readonly stays: boolean;
  readonly exact: Map<string, PathNode<T>>;
  readonly starts: (readonly [start: string, PathNode<T>])[];
  anywhere?: PathNode<T>;
  json?: PathNode<T>;
  readonly ends: T[];
}

export function pathNode<T>(stays = false): PathNode<T> {
  return { stays, exact: new Map(), starts: [], ends: [] };
}

/** Adds a path that leads to `end`. */
export function addPath<T>(root: PathNode<T>, path: string, end: T): void {
  const last = path.split('.').reduce((node, step) => {
    if (step === '**') return (node.anywhere ??= pathNode(true));
    if (step === 'json()') return (node.json ??= pathNode());
    const known = step.endsWith('*') ? node.starts.find(([start]) => start === step.slice(0, -1))?.[1] : node.exact.get(step);
    if (known) return known;
    const next = pathNode<T>();
    if (step.endsWith('*')) node.starts.push([step.slice(0, -1), next]);
    else node.exact.set(step, next);
    return next;
  }, root);
  last.ends.push(end);
}

/** What is done on the way. */
export interface Walk<T> {
  /** At the end of a path, with the object that the value stands in. It may go on below other nodes. */
  readonly arrive: (end: T, value: HclValue, holder: HclObject) => void;
  /** What a text in JSON says. */
  readonly inJson: (value: HclValue) => readonly HclValue[];
  /** What the document says that a name stands for. */
  readonly named: (path: HclPath) => HclValue | undefined;
}

/** Functions that hand on what they are given, put together. */
const together: ReadonlySet<string> = new Set(['concat', 'flatten', 'merge', 'compact', 'distinct', 'tolist', 'toset']);
/** Names that stand for names are followed so far. */
const mostNames = 5;

export function walkPaths<T>(value: HclValue, nodes: readonly PathNode<T>[], walk: Walk<T>, names = 0): void {
  if (value.kind === 'list') for (const item of value.items) walkPaths(item, nodes, walk, names);
  if (value.kind === 'call' && together.has(value.name)) for (const arg of value.args) walkPaths(arg, nodes, walk, names);
  if (value.kind === 'path' && names < mostNames && nodes.some(goesOn)) {
    const named = walk.named(value);
    if (named) walkPaths(named, nodes, walk, names + 1);
  }
  if (value.kind !== 'object') return;
  const active = nodes.flatMap(node => (node.anywhere ? [node, node.anywhere] : [node]));
  for (const { key, value: inner } of value.entries) {
    step(inner, { key, active, holder: value, names }, walk);
    if (key === 'dynamic') eachEntry(inner, made => eachEntry(made.value, ({ key: part, value: block }) => part === 'content' && step(block, { key: made.key, active, holder: value, names }, walk)));
  }
}

function goesOn<T>({ exact, starts, anywhere, stays }: PathNode<T>): boolean {
  return stays || exact.size > 0 || starts.length > 0 || anywhere !== undefined;
}

function eachEntry(value: HclValue, run: (entry: HclObject['entries'][number]) => void): void {
  if (value.kind === 'object') for (const entry of value.entries) run(entry);
}

interface At<T> {
  readonly key: string;
  readonly active: readonly PathNode<T>[];
  readonly holder: HclObject;
  readonly names: number;
}

function step<T>(value: HclValue, { key, active, holder, names }: At<T>, walk: Walk<T>): void {
  const next: PathNode<T>[] = [];
  for (const node of active) {
    const exact = node.exact.get(key);
    if (exact) next.push(exact);
    for (const [start, found] of node.starts) if (key.startsWith(start)) next.push(found);
    if (node.stays) next.push(node);
  }
  if (next.length === 0) return;
  for (const node of next) {
    for (const end of node.ends) walk.arrive(end, value, holder);
    if (node.json) for (const inner of walk.inJson(value)) walkPaths(inner, [node.json], walk, names);
  }
  walkPaths(value, next, walk, names);
}
