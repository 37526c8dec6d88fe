// The libraries of the protocol, for both ends, come in three parts: what Node needs, what browsers need, and the bulk that both need. A
// bundle that all roots of one end share has the bulk and hands it out; in the others what stands for it asks there.
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { root } from './paths.mjs';

const part = /[\\/]lib[\\/](?:node|browser)[\\/][^\\/]+$/;

/** The bulk of a library of one end, and of those below it: absolute paths by what stands for them. */
function partsOf(library) {
  const top = join(root, 'node_modules', library, 'lib/node/main.js');
  const protocol = createRequire(top).resolve('vscode-languageserver-protocol/node');
  const rpc = createRequire(protocol).resolve('vscode-jsonrpc/node');
  return [top, protocol, rpc].map(main => main.replace(part, '/lib/common/api.js'));
}

const ends = [
  { library: 'vscode-languageserver', holder: 'language-server' },
  { library: 'vscode-languageclient', holder: 'client' },
].map(end => ({ ...end, parts: partsOf(end.library) }));

/** The package that it is of: an end has one of each. */
const keyOf = path => basename(path.replace(/[\\/]lib[\\/]common[\\/]api\.js$/, ''));

/** The entry of a bundle that hands out the bulk besides what is its own. Undefined for all others. */
export function entryWithLibraries({ name, entry }) {
  const end = ends.find(({ holder }) => holder === name);
  if (!end) return undefined;
  const libraries = end.parts.map(path => `get ${JSON.stringify(keyOf(path))}() { return require(${JSON.stringify(path)}); }`);
  return `export * from './${entry.replace(/\.ts$/, '')}';\nexport const libraries = { ${libraries.join(', ')} };\n`;
}

/** For one bundle: a holder of the bulk has it, all others ask. */
export const commonLibraries = ({ name }) => ({
  name: 'common-libraries',
  setup(build) {
    if (ends.some(({ holder }) => holder === name)) return;
    build.onResolve({ filter: /^\.\.\/common\/(?:api|client|server)$/ }, ({ importer }) => {
      if (!part.test(importer)) return undefined;
      const path = importer.replace(part, '/lib/common/api.js');
      const end = ends.find(({ parts }) => parts.includes(path));
      return end && { path: `${end.holder}#${keyOf(path)}`, namespace: 'common-library' };
    });
    build.onResolve({ filter: /^vscode-language(?:client|server)$/ }, ({ path }) => {
      const end = ends.find(({ library }) => library === path);
      return { path: `${end.holder}#${path}`, namespace: 'common-library' };
    });
    build.onResolve({ filter: /^\.\/[\w-]+\.js$/, namespace: 'common-library' }, ({ path }) => ({ path, external: true }));
    build.onLoad({ filter: /.*/, namespace: 'common-library' }, ({ path }) => {
      const [holder, key] = path.split('#');
      return { contents: `module.exports = require('./${holder}.js').libraries[${JSON.stringify(key)}];` };
    });
  },
});
