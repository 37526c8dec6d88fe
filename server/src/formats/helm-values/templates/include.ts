import { readDocument } from './document';
import { formsOf } from './forms';
import { literalOf } from './functions';
import { checkDepth } from './limits';
import type { At, Defined, Forms, Scope } from './scope';
import type { Node } from './tree';
import { usedElsewhere } from './uses';
import { keyOf, other, textOf, unknown, type Segment, type Value } from './value';

/** What a helper says is not known yet: it calls itself. */
const underWay: Forms = [];

/** A line of YAML in a helper: what is in it ends there. */
const keyLine = /(?:^|\n)[ \t]*(?:-[ \t]+)*["']?[\w./-]+["']?[ \t]*:[ \t\n]/;

export function include(names: readonly Value[], given: readonly Value[], at: At): readonly Value[] {
  const name = literalOf(names);
  const helpers = name === undefined ? undefined : at.scope.run.helpers.get(name);
  if (helpers) return given.flatMap(value => helpers.flatMap(helper => callHelper(helper, value, at)));
  // Another file of the chart, whose text is counted where it stands: the usual checksum of a ConfigMap.
  const isFile = names.every(value => value.kind === 'text' && value.segments.some(segment => typeof segment === 'string' && /^\/.+\.\w+$/.test(segment)));
  if (!isFile) usedElsewhere(given, at);
  return [other];
}

function callHelper(helper: Defined, given: Value, { node, scope }: At): readonly Value[] {
  const { results } = scope.run;
  const key = `${helper.file}\n${String(helper.nodes[0]?.start)}\n${keyOf(given)}`;
  let forms = results.get(key);
  if (forms === underWay) {
    usedElsewhere([given], { node, scope });
    return [other];
  }
  if (!forms) {
    results.set(key, underWay);
    checkDepth(scope.depth);
    const inner: Scope = { run: scope.run, source: helper, dot: [given], given: [given], variables: new Map(), depth: scope.depth + 1 };
    forms = isDocument(helper.nodes) ? (readDocument(helper.nodes, inner), [[unknown]]) : formsOf(helper.nodes, inner);
    results.set(key, forms);
  }
  return forms.map(form => textOf(trimmed(form)));
}

function isDocument(nodes: readonly Node[]): boolean {
  return nodes.some(node => (node.kind === 'text' ? keyLine.test(node.text) : 'body' in node && (isDocument(node.body) || isDocument(node.otherwise))));
}

/** Blanks around a whole text mean nothing in a field. */
function trimmed(form: readonly Segment[]): readonly Segment[] {
  return form.map((segment, index) => {
    if (typeof segment !== 'string') return segment;
    const begun = index === 0 ? segment.trimStart() : segment;
    return index === form.length - 1 ? begun.trimEnd() : begun;
  });
}
