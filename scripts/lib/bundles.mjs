// What is bundled from what. Every bundle is CommonJS: the extension host requires the client, and Node starts the others.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './paths.mjs';

/** `largest`: bytes, minified; a bundle that grows past it slows every start. */
export const bundles = [
  { name: 'client', entry: 'client/src/extension.ts', largest: 600_000 },
  { name: 'server', entry: 'server/src/main.ts', largest: 500_000 },
  { name: 'cli', entry: 'server/src/cli.ts', largest: 500_000, banner: '#!/usr/bin/env node' },
  { name: 'verifier', entry: 'server/src/verifier.ts', largest: 1_500_000 },
];

/** `await import('./verifier')` stays an import of the bundle beside: nobody pays for it who verifies nothing. */
const lazyVerifier = {
  name: 'lazy-verifier',
  setup(build) {
    build.onResolve({ filter: /^\.\/verifier$/ }, ({ kind }) =>
      kind === 'dynamic-import' ? { path: './verifier.js', external: true } : undefined,
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

async function plugins() {
  const shim = join(root, 'scripts/crypto-shim.mjs');
  if (!existsSync(shim)) return [lazyVerifier, noStreamsPolyfill];
  const { cryptoShim } = await import('../crypto-shim.mjs');
  return [lazyVerifier, noStreamsPolyfill, cryptoShim()];
}

/** Options for esbuild. Nothing is written: the caller does, one whole file at a time. */
export async function bundleOptions({ name, entry, banner }, { minify }) {
  return {
    absWorkingDir: root,
    entryPoints: [entry],
    outfile: join(root, 'dist', `${name}.js`),
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    mainFields: ['module', 'main'],
    external: ['vscode'],
    minify,
    sourcemap: 'linked',
    sourcesContent: false,
    metafile: true,
    write: false,
    plugins: await plugins(),
    ...(banner ? { banner: { js: banner } } : {}),
    logLevel: 'warning',
  };
}
