// Applies every fix to every file of a folder, in memory, and holds each to what an edit may do.
// usage: npm run corpus:edits -- FOLDER
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { bundleTs } from './lib/load-ts.mjs';

const [folder] = process.argv.slice(2);
if (!folder || !existsSync(folder)) {
  console.error('usage: npm run corpus:edits -- FOLDER');
  process.exit(2);
}
const base = resolve(folder);
const { load } = await bundleTs('test/support/edit-safety.ts', 'edit-safety');
const { checkEdits, createEditService } = await load();

const service = await createEditService();
const sum = { files: 0, uses: 0, disabled: 0, pin: 0, swap: 0, replace: 0, 'exec-form': 0, 'pin-all': 0, 'ignore-line': 0 };
const problems = [];
for (const entry of readdirSync(base, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile()) continue;
  const path = join(entry.parentPath, entry.name);
  const report = await checkEdits(path.slice(base.length + 1), readFileSync(path, 'utf8'), service);
  sum.files += 1;
  sum.uses += report.uses;
  sum.disabled += report.disabled;
  for (const [kind, count] of Object.entries(report.applied)) sum[kind] += count;
  problems.push(...report.problems);
}
for (const problem of problems.slice(0, 50)) console.log(problem);
console.log(
  `${sum.files} files, ${sum.uses} uses: ${sum.pin} pins, ${sum.swap} swaps, ${sum['ignore-line']} ignores, ${sum['pin-all']} times all pinned, ` +
    `${sum.disabled} fixes that say that they cannot be made; ${problems.length} problems`,
);
process.exitCode = problems.length > 0 ? 1 : 0;
