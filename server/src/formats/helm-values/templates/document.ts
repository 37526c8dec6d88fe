import { assign, ways } from './blocks';
import { evaluate } from './evaluate';
import { branchForms } from './forms';
import { joined, takeStep } from './limits';
import type { Forms, Scope } from './scope';
import type { Branch, Node } from './tree';
import { placeOf, usedElsewhere } from './uses';
import { segmentsOf, type Value } from './value';

/** The value of `image:` as far as it stands before the first action. */
const imageLine = /^[ \t]*(?:-[ \t]+)*(?:image|"image"|'image')[ \t]*:(?![^ \t\0])[ \t]*([^\0]*)$/;

/** YAML: the text of each line counts where it is an image field. */
export function readDocument(nodes: readonly Node[], scope: Scope): void {
  let line = '';
  let field: { forms: Forms; start: number } | undefined;
  const close = () => {
    if (field) scope.run.images.push({ ...placeOf(scope.source, field.start), forms: field.forms });
    field = undefined;
  };
  for (const node of nodes) {
    takeStep(scope.run);
    const at = { node, scope };
    if (node.kind === 'text') {
      const end = node.text.indexOf('\n');
      if (field) field.forms = joined([field.forms, [[end < 0 ? node.text : node.text.slice(0, end)]]], at);
      if (end >= 0) close();
      line = end < 0 ? line + node.text : node.text.slice(node.text.lastIndexOf('\n') + 1);
    } else if (node.kind === 'assign') assign(node, scope);
    else {
      const begun = field ? undefined : imageLine.exec(line)?.[1];
      if (begun !== undefined) field = { forms: [[begun]], start: node.start };
      line += '\0';
      if (node.kind === 'output') {
        const values = evaluate(node.pipe, at);
        if (values.some(beginsLine)) close();
        if (field) field.forms = joined([field.forms, values.map(segmentsOf)], at);
        else usedElsewhere(values, at);
      } else if (field && isInline(node)) field.forms = joined([field.forms, branchForms(node, scope)], at);
      else {
        close();
        for (const { inner, nodes: body } of ways(node, scope)) readDocument(body, inner);
      }
    }
  }
  close();
}

function isInline(node: Branch): boolean {
  return [...node.body, ...node.otherwise].every(inner => (inner.kind === 'text' ? !inner.text.includes('\n') : 'body' in inner ? isInline(inner) : true));
}

function beginsLine(value: Value): boolean {
  const [first] = segmentsOf(value);
  return typeof first === 'string' && first.startsWith('\n');
}
