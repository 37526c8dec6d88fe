// What is bundled from what. Every bundle is CommonJS: the extension host requires the client, and Node starts the others.
import { join } from 'node:path';
import { cryptoShim } from '../crypto-shim.mjs';
import { root } from './paths.mjs';
import { sharedBundles } from './shared-bundles.mjs';
import { tablesPlugin } from './tables-plugin.mjs';

/** `largest`: bytes, minified; a bundle that grows past it slows every start. `ships: false`: for tests alone. `browser`: runs in one, too. */
export const bundles = [
  { name: 'client', entry: 'client/src/extension.ts', largest: 600_000, browser: true },
  { name: 'server', entry: 'server/src/start.ts', largest: 500_000, browser: true },
  { name: 'worker', entry: 'server/src/worker.ts', largest: 5_000, browser: true },
  { name: 'cli', entry: 'server/src/cli.ts', largest: 500_000, banner: '#!/usr/bin/env node' },
  { name: 'yaml', entry: 'yaml', largest: 120_000, browser: true },
  { name: 'formats', entry: 'server/src/formats/index.ts', largest: 250_000, browser: true },
  { name: 'rules', entry: 'server/src/rules/index.ts', largest: 60_000, browser: true },
  { name: 'publishers', entry: 'server/src/publishers/index.ts', largest: 40_000, browser: true },
  { name: 'messages', entry: 'server/src/oci/messages.ts', largest: 5_000, browser: true },
  { name: 'network', entry: 'server/src/network.ts', largest: 200_000 },
  { name: 'editor-fetch', entry: 'server/src/editor-fetch.ts', largest: 60_000 },
  { name: 'kept', entry: 'server/src/kept.ts', largest: 20_000 },
  { name: 'fetch', entry: 'node-fetch', largest: 200_000 },
  { name: 'assist', entry: 'server/src/assist.ts', largest: 250_000, browser: true },
  { name: 'catalog', entry: 'server/src/image-catalog.ts', largest: 1_000_000, browser: true },
  { name: 'pinning', entry: 'server/src/pinning.ts', largest: 60_000, browser: true },
  { name: 'convert', entry: 'server/src/converter.ts', largest: 200_000, browser: true },
  { name: 'verifier', entry: 'server/src/verifier.ts', largest: 1_500_000 },
  { name: 'tuf', entry: 'server/src/tuf.ts', largest: 100_000 },
  { name: 'conformance', entry: 'server/src/conformance.ts', largest: 1_500_000, ships: false },
];

/** Loaded at first use, from a bundle beside: nobody pays at the start for what he may never need. */
const lazily = {
  './verifier': './verifier.js', './image-catalog': './catalog.js', './assist': './assist.js', './network': './network.js', './converter': './convert.js',
  './pinning': './pinning.js', './kept': './kept.js', './tuf': './tuf.js', 'node-fetch': './fetch.js',
  '../../server/src/editor-fetch': './editor-fetch.js',
};

const lazilyLoaded = new RegExp(`^(?:${Object.keys(lazily).map(path => path.replaceAll('.', '\\.')).join('|')})$`);

const lazyBundles = {
  name: 'lazy-bundles',
  setup(build) {
    build.onResolve({ filter: lazilyLoaded }, ({ kind, path }) =>
      kind === 'dynamic-import' ? { path: lazily[path], external: true } : undefined,
    );
  },
};

/** node-fetch brings web streams for the Nodes that have none; the ones that are supported have. */
const noStreamsPolyfill = {
  name: 'no-streams-polyfill',
  setup(build) {
    build.onResolve({ filter: /^web-streams-polyfill/ }, ({ path }) => ({ path, namespace: 'empty' }));
    build.onLoad({ filter: /.*/, namespace: 'empty' }, () => ({ contents: '' }));
  },
};

/** The library's search for modules of npm and yarn is for servers of plug-ins; nothing here calls it. */
const noModuleSearch = {
  name: 'no-module-search',
  setup(build) {
    build.onResolve({ filter: /^\.\/files$/ }, ({ importer, path }) =>
      /[\\/]vscode-languageserver[\\/]lib[\\/]node[\\/]main\.js$/.test(importer) ? { path, namespace: 'empty' } : undefined,
    );
  },
};

/** tuf-js is given our own transport: its own, with all that it does to try again, and its log stay out. */
const noTransportOfTuf = {
  name: 'no-transport-of-tuf',
  setup(build) {
    build.onResolve({ filter: /^(debug|@gar\/promise-retry|\.\/utils\/tmpfile|\.\/fetcher)$/ }, ({ importer, path }) =>
      /[\\/]node_modules[\\/]tuf-js[\\/]/.test(importer) ? { path, namespace: 'no-tuf' } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'no-tuf' }, ({ path }) => ({ contents: `module.exports = ${path === 'debug' ? '() => () => undefined' : '{}'};` }));
  },
};

/** Options for esbuild. Nothing is written: the caller does, one whole file at a time. */
export function bundleOptions({ name, entry, banner }, { minify }) {
  return {
    absWorkingDir: root,
    entryPoints: [entry],
    outfile: join(root, 'dist', `${name}.js`),
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    mainFields: ['module', 'main'],
    // The client and the server run in browsers, too, and have the halves of the protocol's library for both.
    conditions: ['node', 'browser'],
    // The same sources as ES modules: what nobody calls, as writing YAML, is left out.
    alias: { yaml: './node_modules/yaml/browser/dist/index.js' },
    // Node's own import() of a CommonJS bundle would wrap its default export once more.
    supported: { 'dynamic-import': false },
    external: ['vscode'],
    minify,
    sourcemap: 'linked',
    sourcesContent: false,
    metafile: true,
    write: false,
    plugins: [sharedBundles, lazyBundles, noModuleSearch, noStreamsPolyfill, noTransportOfTuf, tablesPlugin, cryptoShim()],
    ...(banner ? { banner: { js: banner } } : {}),
    logLevel: 'warning',
  };
}
