// `npm run package`: builds, and makes plimsoll-VERSION.vsix with nothing in it but what .vscodeignore names.
//   --out FILE.vsix
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createVSIX, listFiles, PackageManager } from '@vscode/vsce';
import { bundles } from './lib/bundles.mjs';
import { root } from './lib/paths.mjs';
import { run } from './lib/run.mjs';

/** Bytes of the packed extension. */
const largest = 1_000_000;

const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const pictures = manifest.contributes.walkthroughs.flatMap(({ steps }) => steps.map(({ media }) => media.svg));

/** Without one of these the extension would install and not work, or not say whose code it carries. */
const needed = [
  ...bundles.filter(({ ships }) => ships !== false).map(({ name }) => `dist/${name}.js`), 'package.json', 'package.nls.json', 'package.nls.ja.json',
  'l10n/bundle.l10n.ja.json', 'syntaxes/plimsoll.dockerfile.json', 'syntaxes/plimsoll.yaml.json', 'schemas/plimsoll.schema.json', 'media/icon.png', ...pictures, 'README.md', 'README.ja.md', 'CHANGELOG.md',
  'LICENSE', 'ThirdPartyNotices.txt',
];
const forbidden = /\.(map|ts|mts|vsix|key|pem)$|(^|\/)(\.|node_modules|test|shared)|^dist\/conformance|^docs\/images/;

const { values: options } = parseArgs({ options: { out: { type: 'string' } } });
const out = resolve(options.out ?? join(root, `${manifest.name}-${manifest.version}.vsix`));

function checkList(files) {
  const missing = needed.filter((file) => !files.includes(file));
  const wrong = files.filter((file) => forbidden.test(file));
  if (missing.length > 0) throw new Error(`missing from the package: ${missing.join(', ')}`);
  if (wrong.length > 0) throw new Error(`not for the package: ${wrong.join(', ')}`);
}

/**
 * The manifest without what only a checkout needs. The packer refuses a `files` list beside a .vscodeignore, and the list
 * of package.json is the one of the npm package: here everything that was copied ships.
 */
function packedManifest() {
  const { scripts: _scripts, devDependencies: _development, allowScripts: _allowed, private: _private, ...rest } = manifest;
  return { ...rest, dependencies: {}, files: ['**'] };
}

/** An odd minor version is a pre-release: an editor offers it to those alone who asked for pre-releases. */
const preRelease = Number(manifest.version.split('.')[1]) % 2 === 1;

/** Pictures live in the repository: until the project has a public address they cannot be linked from a package. */
function withoutPictures(text) {
  return text.replace(/^!\[[^\]]*\]\((?!https:)[^)]*\)\n+/gm, '');
}

function stage(files) {
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-package-'));
  for (const file of files) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    cpSync(join(root, file), join(folder, file));
  }
  for (const readme of files.filter((file) => /^README.*\.md$/.test(file))) {
    writeFileSync(join(folder, readme), withoutPictures(readFileSync(join(root, readme), 'utf8')));
  }
  writeFileSync(join(folder, 'package.json'), JSON.stringify(packedManifest(), null, 2));
  return folder;
}

async function makePackage() {
  await run(process.execPath, [join(root, 'scripts/build.mjs')], { cwd: root });
  const files = await listFiles({ cwd: root, packageManager: PackageManager.None, ignoreFile: join(root, '.vscodeignore') });
  checkList(files);
  const folder = stage(files);
  try {
    const flags = { dependencies: false, allowMissingRepository: true, rewriteRelativeLinks: false, gitHubIssueLinking: false, preRelease };
    await createVSIX({ cwd: folder, packagePath: out, ...flags });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const { size } = statSync(out);
  console.log(`${out}: ${files.length} files, ${Math.round(size / 1000)} kB${preRelease ? ', a pre-release' : ''}`);
  if (size > largest) throw new Error(`the package is larger than ${largest / 1000} kB`);
}

try {
  await makePackage();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
