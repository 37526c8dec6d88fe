// Bundles that all others share instead of each having a copy, and that load when somebody first uses one of their names: the YAML
// library, which who works on Dockerfiles alone never pays for, the readers of documents, the rules, who makes images, and what is said
// of registries that fail.
import { basename, resolve } from 'node:path';
import * as yaml from 'yaml';
import { root } from './paths.mjs';

/** A folder or a file of the server, and what it exports. */
function partOfServer(path, names) {
  const whole = resolve(root, 'server/src', path);
  const bundle = basename(path);
  return { bundle, filter: new RegExp(`(?:^|/)${bundle}$`), isMeant: (asked) => resolve(asked.resolveDir, asked.path) === whole, names };
}

export const shared = [
  { bundle: 'yaml', filter: /^yaml$/, isMeant: () => true, names: Object.keys(yaml).filter((name) => name !== 'default') },
  partOfServer('formats', ['formats', 'formatFor', 'collectLocalNames', 'namesLocalImages']),
  partOfServer('rules', ['rules']),
  partOfServer('publishers', ['publishers', 'publisherOf', 'publisherById', 'knownPublisherOf', 'aboutOf']),
  partOfServer('oci/messages', ['errorMessage', 'notFoundMessage']),
];

/** Stands for a shared bundle in every other one: what is imported is looked up there when it is used. */
function standIn({ bundle, names }) {
  return `
let loaded;
const shared = () => (loaded ??= require('./${bundle}.js'));
module.exports = { __esModule: true, ${names.map((name) => `get ${name}() { return shared().${name}; }`).join(', ')} };
`;
}

export const sharedBundles = {
  name: 'shared-bundles',
  setup(build) {
    for (const each of shared) {
      const namespace = `shared-${each.bundle}`;
      build.onResolve({ filter: each.filter }, (asked) => (asked.kind === 'entry-point' || !each.isMeant(asked) ? undefined : { path: each.bundle, namespace }));
      build.onResolve({ filter: /^\.\/\w+\.js$/, namespace }, ({ path }) => ({ path, external: true }));
      build.onLoad({ filter: /.*/, namespace }, () => ({ contents: standIn(each) }));
    }
  },
};
