import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { root } from './paths.mjs';
import { tablesPlugin } from './tables-plugin.mjs';

/** Bundles a TypeScript file of this repository and imports it: for scripts that look into the product. Gives the module and its file. */
export async function bundleTs(entry, name) {
  const outfile = join(root, 'node_modules/.cache/plimsoll', `${name}.${process.pid}.mjs`);
  mkdirSync(join(outfile, '..'), { recursive: true });
  await build({ absWorkingDir: root, entryPoints: [entry], outfile, bundle: true, format: 'esm', platform: 'node', target: 'node20', packages: 'external', plugins: [tablesPlugin], logLevel: 'error' });
  process.once('exit', () => rmSync(outfile, { force: true }));
  return { file: outfile, load: () => import(pathToFileURL(outfile).href) };
}
