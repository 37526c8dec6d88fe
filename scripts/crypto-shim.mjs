import { join } from 'node:path';

const shim = join(import.meta.dirname, 'crypto-shim-source.cjs');

/** Packages that call `crypto.verify` without naming a digest. */
const importers = /[\\/]node_modules[\\/](?:@sigstore[\\/]core|@tufjs[\\/]models)[\\/]/;

/**
 * esbuild plugin: these packages get a `crypto` that works on BoringSSL too (crypto-shim-source.cjs), and nobody else does.
 * Every bundle that holds the signature verifier needs it, or good signatures read as bad in Electron.
 * @returns {import('esbuild').Plugin}
 */
export function cryptoShim() {
  return {
    name: 'crypto-shim',
    setup(build) {
      build.onResolve({ filter: /^(?:node:)?crypto$/ }, ({ importer }) => (importers.test(importer) ? { path: shim } : undefined));
    },
  };
}
