// Bundles that all others share instead of each having a copy, and that load when somebody first uses one of their names: the YAML
// library, which who works on Dockerfiles alone never pays for, and the readers of documents.
import { resolve } from 'node:path';
import * as yaml from 'yaml';
import { root } from './paths.mjs';

const shared = [
  { bundle: 'yaml', filter: /^yaml$/, isMeant: () => true, names: Object.keys(yaml).filter((name) => name !== 'default') },
  {
    bundle: 'formats',
    filter: /(?:^|\/)formats$/,
    isMeant: ({ path, resolveDir }) => resolve(resolveDir, path) === resolve(root, 'server/src/formats'),
    names: ['formats', 'formatFor', 'collectLocalNames', 'namesLocalImages'],
  },
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
