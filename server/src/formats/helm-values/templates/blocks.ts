import { evaluate, itemsOf } from './evaluate';
import { few } from './limits';
import { ownerOf, type Scope } from './scope';
import type { Branch, Node } from './tree';
import { other, type Value } from './value';

/** What a block may do, and with which dot. */
export function ways(node: Branch, scope: Scope): { readonly inner: Scope; readonly nodes: readonly Node[] }[] {
  const { kind, names, body, otherwise } = node;
  const values = evaluate(node.pipe, { node, scope });
  const items = kind === 'range' ? values.flatMap(value => itemsOf(value, { node, scope })) : values;
  const variables = new Map<string, readonly Value[]>();
  const [first, second] = names;
  if (first !== undefined) variables.set(first, second === undefined ? items : [other]);
  if (second !== undefined) variables.set(second, items);
  const inner: Scope = { ...scope, dot: kind === 'if' ? scope.dot : items, variables, outer: scope };
  const without: Scope = { ...scope, variables: new Map(variables), outer: scope };
  return [{ inner, nodes: body }, ...(kind === 'range' ? [{ inner, nodes: body }] : []), { inner: without, nodes: otherwise }];
}

export function assign({ pipe, names, declares, ...node }: Extract<Node, { kind: 'assign' }>, scope: Scope): void {
  const values = evaluate(pipe, { node, scope });
  const [name = ''] = names;
  const owner = declares ? scope : (ownerOf(name, scope) ?? scope);
  const known = declares ? [] : (owner.variables.get(name) ?? []);
  owner.variables.set(name, few([...known, ...values], { node, scope }));
}
