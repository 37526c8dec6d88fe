import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const folder = import.meta.dirname;
export const out = join(folder, 'out');

/** What VS Code is told to run: a module with `run()`. */
export const suite = join(out, 'index.js');

const shared = { bundle: true, platform: 'node', target: 'node20', packages: 'external', sourcemap: 'inline', logLevel: 'warning' };

/** Compiles the suite for the extension host, and the world around it for the runner; answers with the latter's module. */
export async function compile() {
  rmSync(out, { recursive: true, force: true });
  const suites = readdirSync(join(folder, 'suite')).map((name) => join(folder, 'suite', name));
  await build({ ...shared, entryPoints: suites, outdir: out, format: 'cjs' });
  const worlds = join(out, 'worlds.mjs');
  await build({ ...shared, entryPoints: [join(folder, 'worlds.ts')], outfile: worlds, format: 'esm' });
  return import(pathToFileURL(worlds).href);
}
