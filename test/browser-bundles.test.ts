import { join } from 'node:path';
import { build, type Metafile } from 'esbuild';
import { beforeAll, describe, expect, it } from 'vitest';

interface Bundle {
  readonly name: string;
  readonly entry: string;
  readonly browser?: true;
}
const { bundles, bundleOptions } = (await import(join(import.meta.dirname, '../scripts/lib/bundles.mjs'))) as {
  bundles: readonly Bundle[];
  bundleOptions: (bundle: Bundle, options: { minify: boolean }) => object;
};

/** Both hosts run them, and each has a part that the other never comes to. */
const halves: Readonly<Record<string, RegExp>> = {
  client: /^client\/src\/(node-client|sealing)\.ts$|\/node_modules\/|^node_modules\//,
  server: /^server\/src\/(main\.ts$|node\/)|^node_modules\//,
};

/** Who needs something of Node, by bundle. */
async function needyIn(bundle: Bundle): Promise<readonly string[]> {
  const { metafile } = (await build({ ...bundleOptions(bundle, { minify: false }), sourcemap: false })) as { metafile: Metafile };
  const needsNode = ({ path, external }: { path: string; external?: boolean }) => external === true && !path.startsWith('./') && path !== 'vscode';
  return Object.entries(metafile.inputs).filter(([, { imports }]) => imports.some(needsNode)).map(([path]) => path);
}

describe('bundles that a browser loads', () => {
  const needy = new Map<string, readonly string[]>();
  beforeAll(async () => {
    await Promise.all(bundles.filter(({ browser }) => browser).map(async bundle => needy.set(bundle.name, await needyIn(bundle))));
  }, 60_000);

  it('are the ones that the root of the browser can come to', () => {
    expect([...needy.keys()].sort()).toEqual(['assist', 'catalog', 'client', 'convert', 'formats', 'messages', 'pinning', 'publishers', 'rules', 'server', 'worker', 'yaml']);
  });

  it('ask for nothing of Node, but where only Node comes', () => {
    const wrong = [...needy].flatMap(([name, paths]) => paths.filter(path => !halves[name]?.test(path)).map(path => `${name}: ${path}`));
    expect(wrong).toEqual([]);
  });
});
