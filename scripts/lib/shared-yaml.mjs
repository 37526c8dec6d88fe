// The YAML library is a bundle of its own (dist/yaml.js): all others share it, and it loads when somebody first reads YAML. Who works on
// Dockerfiles alone never pays for it.
import * as yaml from 'yaml';

const names = Object.keys(yaml).filter(name => name !== 'default');

/** Stands for the library in every other bundle: what is imported is looked up there when it is used. */
const contents = `
let loaded;
const yaml = () => (loaded ??= require('./yaml.js'));
module.exports = { __esModule: true, ${names.map(name => `get ${name}() { return yaml().${name}; }`).join(', ')} };
`;

export const sharedYaml = {
  name: 'shared-yaml',
  setup(build) {
    build.onResolve({ filter: /^yaml$/ }, ({ kind, path }) => (kind === 'entry-point' ? undefined : { path, namespace: 'shared-yaml' }));
    build.onResolve({ filter: /^\.\/yaml\.js$/, namespace: 'shared-yaml' }, ({ path }) => ({ path, external: true }));
    build.onLoad({ filter: /.*/, namespace: 'shared-yaml' }, () => ({ contents }));
  },
};
