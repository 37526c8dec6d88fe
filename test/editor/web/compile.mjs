import { join } from 'node:path';
import { build } from 'esbuild';

const folder = import.meta.dirname;
export const out = join(folder, '../out/web');

/** One file: what runs in a browser has nothing to require others with. */
export async function compileWeb() {
  const options = { bundle: true, platform: 'browser', target: 'es2022', format: 'cjs', external: ['vscode'], sourcemap: 'inline', logLevel: 'error' };
  await build({ ...options, entryPoints: [join(folder, 'index.ts')], outfile: join(out, 'suite.js') });
}
