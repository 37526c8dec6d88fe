import type { Node } from 'yaml';
import type { Navigator } from '../navigator';

/** One step of a path: a key, any key that begins so (`docker#*`), any key (`*`), any item (`[]`), or anything between (`**`). */
export type Step = string;

export interface PathOptions {
  /** Keys that `*` does not stand for. */
  readonly except?: ReadonlySet<string> | undefined;
}

/** `jobs.*.steps[].uses` as steps; a point that belongs to a key has a backslash before it. */
export function stepsOf(path: string): readonly Step[] {
  return path.replaceAll('[]', '.[]').split(/(?<!\\)\./).filter(step => step !== '').map(step => step.replaceAll('\\.', '.'));
}

/**
 * The nodes that a path leads to, each once: aliases may lead to the same node any number of times, even to itself, so every step
 * costs no more than the nodes of the document.
 */
export function nodesOnPath(root: Node, steps: readonly Step[], navigator: Navigator, options: PathOptions = {}): readonly Node[] {
  let level: ReadonlySet<Node> = new Set([root]);
  for (const step of steps) {
    const next = new Set<Node>();
    for (const node of level) {
      for (const found of taken(node, step, navigator, options)) {
        const target = navigator.follow(found);
        if (target) next.add(target);
      }
    }
    level = next;
  }
  return [...level];
}

function taken(node: Node, step: Step, navigator: Navigator, { except }: PathOptions): Iterable<Node> {
  if (step === '[]') return navigator.items(node);
  if (step === '**') return within(node, navigator);
  if (!step.endsWith('*')) return navigator.fields(node, step);
  const start = step.slice(0, -1);
  return navigator.entries(node).flatMap(([key, value]) => (key.startsWith(start) && except?.has(key) !== true ? [value] : []));
}

/** The node itself and everything in it. */
function within(node: Node, navigator: Navigator): ReadonlySet<Node> {
  const found = new Set<Node>([node]);
  for (const each of found) {
    for (const inner of [...navigator.values(each), ...navigator.items(each)]) {
      const target = navigator.follow(inner);
      if (target) found.add(target);
    }
  }
  return found;
}

/** Whether the keys above a line, and its own, are those of the path, as far as lines can tell: items have no keys. */
export function matchesKeys(steps: readonly Step[], keys: readonly string[], { except }: PathOptions = {}): boolean {
  const [step, ...rest] = steps;
  if (step === undefined) return keys.length === 0;
  if (step === '[]') return matchesKeys(rest, keys, { except });
  if (step === '**') return keys.some((_, index) => matchesKeys(rest, keys.slice(index), { except }));
  const [key, ...below] = keys;
  if (key === undefined) return false;
  const fits = step.endsWith('*') ? key.startsWith(step.slice(0, -1)) && except?.has(key) !== true : key === step;
  return fits && matchesKeys(rest, below, { except });
}
