import { baseName } from '../../core/path';
import { parseHcl } from '../hcl/parse';
import type { HclValue } from '../hcl/tree';
import { addPath, pathNode, walkPaths } from '../hcl/walk';
import type { LocalNameSource } from './source';
import { fromYaml, textsAt } from './yaml-values';

const fileName = /^docker-bake(?:[._-].*)?\.(hcl|json)$/i;

/** The tags that Buildx Bake gives to its targets. */
export const bake: LocalNameSource = {
  id: 'bake',
  matches: (path) => fileName.test(baseName(path)),
  words: /tags/,
  // JSON begins with a brace, and HCL never does.
  collect: (text) => (text.trimStart().startsWith('{') ? jsonTags(text) : hclTags(text)),
};

function jsonTags(text: string): string[] {
  return fromYaml(text, (root, navigator) => textsAt(root, ['target', '*', 'tags', '[]'], navigator));
}

/** The strings of the lists of tags. */
function hclTags(text: string): string[] {
  const paths = pathNode<'tags'>();
  addPath(paths, 'target.*.tags', 'tags');
  const tags: string[] = [];
  const arrive = (_: unknown, value: HclValue): void => {
    const items = value.kind === 'list' ? value.items : [];
    for (const { kind, range } of items) if (kind === 'text') tags.push(text.slice(range.start, range.end));
  };
  walkPaths(parseHcl(text).root, [paths], { arrive, inJson: () => [], named: () => undefined });
  return tags;
}
