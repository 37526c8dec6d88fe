// Converts every Dockerfile of a folder, in memory, and holds each result to what a conversion may do.
// usage: npm run corpus:convert -- FOLDER [--to PUBLISHER] [--online] [--out FOLDER]
//   --online   as if registries had every image: nothing is asked of a real one
//   --out   writes BEFORE.Dockerfile and AFTER.Dockerfile of everything that changes
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { bundleTs } from './lib/load-ts.mjs';

const { values: options, positionals: [folder] } = parseArgs({ options: { to: { type: 'string' }, online: { type: 'boolean', default: false }, out: { type: 'string' } }, allowPositionals: true });
if (!folder || !existsSync(folder)) {
  console.error('usage: npm run corpus:convert -- FOLDER [--to PUBLISHER] [--online] [--out FOLDER]');
  process.exit(2);
}
const base = resolve(folder);
const { load } = await bundleTs('scripts/lib/conversion-corpus.ts', 'conversion-corpus');
const { checkConversion, createConversionService, everythingClient, offline, online } = await load();

const service = await createConversionService(options.online ? everythingClient() : undefined);
const how = options.online ? online : offline;
const sum = { files: 0, changed: 0, replaced: 0, left: 0 };
const reasons = new Map();
const problems = [];
for (const entry of readdirSync(base, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile()) continue;
  const path = join(entry.parentPath, entry.name);
  const text = readFileSync(path, 'utf8');
  const report = await checkConversion(text, service, options.to ? { ...how, to: options.to } : how);
  if (!report) continue;
  sum.files += 1;
  sum.replaced += report.replaced;
  sum.left += report.reasons.length;
  for (const reason of report.reasons) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  for (const problem of report.problems) problems.push(`${path.slice(base.length + 1)}: ${problem}`);
  if (report.text === text) continue;
  sum.changed += 1;
  if (options.out) writePair(path.slice(base.length + 1).replaceAll('/', '+'), text, report.text);
}

function writePair(name, before, after) {
  mkdirSync(options.out, { recursive: true });
  writeFileSync(join(options.out, `${name}.before.Dockerfile`), before);
  writeFileSync(join(options.out, `${name}.after.Dockerfile`), after);
}

for (const problem of problems.slice(0, 50)) console.log(problem);
for (const [reason, count] of [...reasons].sort((a, b) => b[1] - a[1]).slice(0, 40)) console.log(`${String(count).padStart(5)}  ${reason}`);
console.log(`${sum.files} files, ${sum.changed} change: ${sum.replaced} images replaced, ${sum.left} reasons to leave something; ${problems.length} problems`);
process.exitCode = problems.length > 0 ? 1 : 0;
