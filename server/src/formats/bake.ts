import type { Format } from './format';
import { hclFormat } from './hcl/format';

/** Those that are not found by their names are named to `--file`. */
const named = /(?:^|\/)docker-bake[^/]*$/i;
const targets = /^[ \t]*target[ \t]+"|"target"[ \t]*:[ \t]*\{/m;
const image = /^docker-image:\/\//;

/** Files of Docker Buildx Bake, in HCL or JSON. `tags` and `output` come out of a build. */
export const bake: Format = hclFormat({
  id: 'bake',
  title: 'Docker Buildx Bake',
  files: ['docker-bake.hcl', 'docker-bake.*.hcl', 'docker-bake.json', 'bake.hcl', '*-bake.hcl'],
  file: /(?:^|[/._-])bake(?:[._-][^/]*)?\.(?:hcl|json)$/i,
  content: (path, text) => named.test(path) || targets.test(text),
  languages: new Set(['dockerbake']),
  words: /docker-image:|dockerfile-inline|cache-from/,
  before: /"docker-image:\/\/$/,
  names: [{ at: name => ['variable', name, 'default'] }, { at: name => [name] }],
  places: [
    { at: 'target.*.contexts.*', role: 'base', prefix: image },
    { at: 'target.*.cache-from', role: 'value', cache: true },
    { at: 'ref', within: { at: 'target.*.cache-from', key: 'type', values: new Set(['registry']) }, role: 'value', cache: true },
    { at: 'target.*.dockerfile-inline', role: 'base', embeds: 'dockerfile', namesAt: 'target.*.contexts' },
  ],
});
