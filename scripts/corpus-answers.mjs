// Compares `plimsoll images` with answers that people gave for files of public repositories.
// usage: npm run corpus:answers -- FOLDER [FORMAT…]   FOLDER holds the files as OWNER+NAME/path/in/repository (test/answers/README.md).
// Prints recall and inventions per format; fails below 99.5 %, when anything was invented, and where a format has too few answers.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { root } from './lib/paths.mjs';

const [folder, ...wanted] = process.argv.slice(2);
if (!folder || !existsSync(folder)) {
  console.error('usage: npm run corpus:answers -- FOLDER [FORMAT…]');
  process.exit(2);
}
const base = resolve(folder);
const answers = join(root, 'test/answers');
const formats = readdirSync(answers).filter((name) => name.endsWith('.jsonl')).map((name) => basename(name, '.jsonl'));
const fewestUses = 20;
/** Files of these name no image, whatever their keys are called. */
const without = new Set(['apko']);

/** Answers about one kind of text in files that hold others too: what those name is not theirs. */
const withScripts = new Set(['shell', 'markdown', 'jenkins', 'tilt']);
function isAbout(format) {
  if (format === 'github-run') return (image) => image.format === 'shell';
  return withScripts.has(format) ? () => true : (image) => image.format !== 'shell';
}

/** Files are given by name: documentation is read only so. */
function imagesOf(paths) {
  if (paths.length === 0) return new Map();
  const output = execFileSync(process.execPath, [join(root, 'dist/cli.js'), 'images', '--format', 'json', '--', ...paths], { cwd: base, maxBuffer: 1 << 28 });
  const byFile = new Map(paths.map((path) => [path, []]));
  for (const image of JSON.parse(output).images) byFile.get(image.file)?.push(image);
  return byFile;
}

const placeOf = ({ line, column, endColumn }) => `${line}:${column}-${endColumn}`;

/** An answer without a meaning may be listed or not: a variable fills it. */
function compare({ path, refs }, ours) {
  const known = new Map(refs.map((ref) => [placeOf(ref), ref]));
  const found = new Map(ours.map((image) => [placeOf(image), image]));
  const strong = refs.filter(({ resolved }) => resolved !== null);
  const missed = strong.filter((ref) => found.get(placeOf(ref))?.resolved !== ref.resolved);
  const invented = ours.filter((image) => image.resolved !== null && !known.has(placeOf(image)));
  const overread = ours.filter((image) => image.resolved !== null && known.get(placeOf(image))?.resolved === null);
  const told = (what, { line, raw }, more = '') => `  ${what} ${path}:${line} ${raw}${more}`;
  return {
    strong: strong.length,
    hits: strong.length - missed.length,
    lines: [
      ...missed.map((ref) => told('missed', ref, ` (${ref.resolved}, ours: ${found.get(placeOf(ref))?.resolved ?? '-'})`)),
      ...invented.map((image) => told('invented', image, ` (${image.resolved}, ${image.format})`)),
      ...overread.map((image) => told('resolved', image, ` (${image.resolved}), which the answer leaves open`)),
    ],
    invented: invented.length,
  };
}

let failed = false;
for (const format of formats.filter((each) => wanted.length === 0 || wanted.includes(each))) {
  const rows = readFileSync(join(answers, `${format}.jsonl`), 'utf8').trim().split('\n').map((line) => JSON.parse(line));
  const files = rows.map((row) => ({ ...row, path: `${row.repository.replace('/', '+')}/${row.path}` }));
  const present = files.filter(({ path }) => existsSync(join(base, path)));
  const ours = imagesOf(present.map(({ path }) => path));
  const results = present.map((file) => compare(file, ours.get(file.path).filter(isAbout(format))));
  const sum = (key) => results.reduce((total, result) => total + result[key], 0);
  const [strong, hits, invented] = [sum('strong'), sum('hits'), sum('invented')];
  const uses = rows.reduce((total, { refs }) => total + refs.length, 0);
  const lookAlikes = rows.filter(({ refs }) => refs.length === 0).length;
  console.log(`${format}: ${hits} of ${strong} answers with exact range and meaning, ${invented} invented (${uses} uses in ${rows.length} files, ${lookAlikes} look-alikes, ${files.length - present.length} files missing)`);
  for (const line of results.flatMap(({ lines }) => lines)) console.log(line);
  if (uses < fewestUses && !without.has(format)) console.log(`  fewer than ${fewestUses} uses`);
  failed ||= hits < strong * 0.995 || invented > 0 || (uses < fewestUses && !without.has(format)) || lookAlikes === 0 || present.length < files.length;
}
process.exitCode = failed ? 1 : 0;
