// Bundles that others share, and that load when somebody first needs them: the YAML library (dist/yaml.js) and what reads commands
// (dist/commands.js). Who works on Dockerfiles alone pays for neither.
import * as yaml from 'yaml';

/** `filter`: how it is imported; `names`: what it exports. */
const shared = [
  { file: './yaml.js', filter: /^yaml$/, names: Object.keys(yaml).filter(name => name !== 'default') },
  {
    file: './commands.js',
    filter: /\/commands\/readers$/,
    names: ['placeInJust', 'placeInMake', 'placeInShell', 'readJust', 'readMake', 'readShell'],
  },
];

/** Stands for the bundle in every other one: what is imported is looked up there when it is used. */
const standIn = ({ file, names }) => `
let loaded;
const all = () => (loaded ??= require('${file}'));
module.exports = { __esModule: true, ${names.map(name => `get ${name}() { return all().${name}; }`).join(', ')} };
`;

export const sharedBundles = {
  name: 'shared-bundles',
  setup(build) {
    for (const bundle of shared) {
      const namespace = `shared ${bundle.file}`;
      build.onResolve({ filter: bundle.filter }, ({ kind, path }) => (kind === 'entry-point' ? undefined : { path, namespace }));
      build.onResolve({ filter: /\.js$/, namespace }, ({ path }) => ({ path, external: true }));
      build.onLoad({ filter: /.*/, namespace }, () => ({ contents: standIn(bundle) }));
    }
  },
};
