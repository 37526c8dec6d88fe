// `npm run build`: bundles dist/ and writes ThirdPartyNotices.txt. Needs nothing but `npm ci`.
//   --readable   not minified
import { chmodSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { bundleOptions, bundles } from './lib/bundles.mjs';
import { thirdPartyNotices } from './lib/notices.mjs';
import { root } from './lib/paths.mjs';

const { values: options } = parseArgs({ options: { readable: { type: 'boolean', default: false } } });

/** Readers of the old file never see half of the new one: suites may build at the same time. */
function replaceFile(path, contents, mode = 0o644) {
  mkdirSync(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}`;
  writeFileSync(temporary, contents);
  chmodSync(temporary, mode);
  renameSync(temporary, path);
}

async function buildBundle(bundle) {
  const result = await build(bundleOptions(bundle, { minify: !options.readable }));
  for (const { path, contents } of result.outputFiles) {
    replaceFile(path, contents, bundle.banner && path.endsWith('.js') ? 0o755 : 0o644);
  }
  const script = result.outputFiles.find(({ path }) => path.endsWith('.js'));
  return { bundle, script, metafile: result.metafile };
}

function reportSize({ bundle, script }) {
  const size = script.contents.length;
  console.log(`${relative(root, script.path).padEnd(18)} ${(size / 1000).toFixed(0).padStart(5)} kB`);
  return options.readable || size <= bundle.largest ? [] : [`dist/${bundle.name}.js is larger than ${bundle.largest / 1000} kB`];
}

/** What an earlier state of the sources was bundled into would be packaged, too. */
function removeOthers() {
  const ours = new Set(bundles.flatMap(({ name }) => [`${name}.js`, `${name}.js.map`]));
  for (const name of readdirSync(join(root, 'dist'))) if (/\.js(\.map)?$/.test(name) && !ours.has(name)) rmSync(join(root, 'dist', name));
}

try {
  const built = await Promise.all(bundles.map(buildBundle));
  replaceFile(join(root, 'ThirdPartyNotices.txt'), thirdPartyNotices(built.filter(({ bundle: { ships } }) => ships !== false).map(({ metafile }) => metafile)));
  removeOthers();
  const tooLarge = built.flatMap(reportSize);
  if (tooLarge.length > 0) throw new Error(tooLarge.join('\n'));
} catch (error) {
  // esbuild has shown its own errors already.
  console.error(error.errors ? 'the build failed' : error.message);
  process.exitCode = 1;
}
