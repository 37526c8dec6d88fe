import { isScalar, type Node } from 'yaml';
import { createNavigator, type Navigator } from '../yaml/navigator';
import { rootsOf } from '../yaml/roots';

/** Reads what it can of every document of a stream; nothing where the text is too deep. */
export function fromYaml<T>(text: string, read: (root: Node, navigator: Navigator) => readonly T[]): T[] {
  return rootsOf(text).flatMap(root => read(root, createNavigator(root)));
}

/** The nodes at `path`; `*` stands for every value of a mapping, `[]` for every item of a sequence. */
export function nodesAt(root: Node, path: readonly string[], navigator: Navigator): readonly Node[] {
  const step = (node: Node, key: string): readonly Node[] => {
    if (key === '*') return navigator.values(node);
    return key === '[]' ? navigator.items(node) : navigator.fields(node, key);
  };
  return path.reduce<readonly Node[]>((level, key) => level.flatMap((node) => step(node, key)), [root]);
}

/** The texts at `path`. */
export function textsAt(root: Node, path: readonly string[], navigator: Navigator): string[] {
  return nodesAt(root, path, navigator).flatMap((node) => {
    const scalar = navigator.follow(node);
    return isScalar(scalar) && scalar.source !== undefined ? [scalar.source] : [];
  });
}
