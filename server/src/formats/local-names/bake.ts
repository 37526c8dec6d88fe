import { baseName } from '../../core/path';
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

/** One piece of HCL: a comment, a string (a hole `${…}` inside it may hold strings again), a word or a sign. */
const piece = /#[^\n]*|\/\/[^\n]*|\/\*[^]*?(?:\*\/|$)|"((?:[^"\\$\n]|\\.|\$(?!\{)|\$\{[^}\n]*\}?)*)"?|[A-Za-z_][\w-]*|[^\s\w]/g;

/** The strings of every `tags = [ … ]`. */
function hclTags(text: string): string[] {
  const tags: string[] = [];
  let state: 'outside' | 'key' | 'value' | 'list' = 'outside';
  for (const [sign, string] of text.matchAll(piece)) {
    if (/^(?:#|\/[/*])/.test(sign)) continue;
    if (state === 'list' && string !== undefined) tags.push(string);
    if (state === 'list') state = sign === ']' ? 'outside' : 'list';
    else if (state === 'value' && sign === '[') state = 'list';
    else if (state === 'key' && sign === '=') state = 'value';
    else state = sign === 'tags' ? 'key' : 'outside';
  }
  return tags;
}
