import { readDocument } from './document';
import type { Evidence } from './evidence';
import { TooMuch } from './limits';
import type { Defined, Run } from './scope';
import { parseTemplate } from './tree';
import { root } from './value';

/**
 * Follows the values of a chart through its templates, in every way that a run might take, and tells where their texts end.
 * Undefined where that takes too long, or where a file is no template.
 */
export function followValues(files: ReadonlyMap<string, string>): Evidence | undefined {
  const sources: Defined[] = [];
  const helpers = new Map<string, Defined[]>();
  for (const [file, text] of files) {
    const template = parseTemplate(text);
    if (!template) return undefined;
    if (!/(?:^|\/)_[^/]*$/.test(file)) sources.push({ file, text, nodes: template.nodes });
    for (const [name, nodes] of template.defines) helpers.set(name, [...(helpers.get(name) ?? []), { file, text, nodes }]);
  }
  const run: Run = { helpers, elsewhere: new Map(), images: [], results: new Map(), steps: 0 };
  try {
    for (const source of sources) readDocument(source.nodes, { run, source, dot: [root], given: [root], variables: new Map(), depth: 0 });
  } catch (error) {
    if (error instanceof TooMuch) return undefined;
    throw error;
  }
  return { elsewhere: [...run.elsewhere.values()], images: run.images };
}
