import { assign, ways } from './blocks';
import { evaluate } from './evaluate';
import { joined, takeStep } from './limits';
import type { Forms, Scope } from './scope';
import type { Branch, Node } from './tree';
import { usedElsewhere } from './uses';
import { segmentsOf, textOf, unknown } from './value';

/** A text in all its forms. */
export function formsOf(nodes: readonly Node[], scope: Scope): Forms {
  let forms: Forms = [[]];
  for (const node of nodes) {
    const at = { node, scope };
    takeStep(scope.run);
    if (node.kind === 'text') forms = joined([forms, [[node.text]]], at);
    else if (node.kind === 'assign') assign(node, scope);
    else if (node.kind === 'output') forms = joined([forms, evaluate(node.pipe, at).map(segmentsOf)], at);
    else forms = joined([forms, branchForms(node, scope)], at);
  }
  return forms;
}

export function branchForms(node: Branch, scope: Scope): Forms {
  const forms = ways(node, scope).flatMap(({ inner, nodes }) => formsOf(nodes, inner));
  if (node.kind !== 'range') return forms;
  // Once more, and it stands behind itself.
  usedElsewhere(forms.map(textOf), { node, scope });
  return [[], [unknown]];
}
