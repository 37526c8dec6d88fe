// `npm run bench:workspace`: times the built command line over a generated tree of 5,000 files, each run a new process,
// beside a plain read of the same files.   -- FOLDER  writes the tree there and keeps it
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { root } from './lib/paths.mjs';
import { writeWorkspaceTree } from './lib/workspace-tree.mjs';

function plainRead(folder) {
  const started = Date.now();
  let files = 0;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) files += readFileSync(join(entry.parentPath, entry.name), 'utf8').length > 0 ? 1 : 0;
  }
  return { files, time: Date.now() - started };
}

function timed(folder, args) {
  const started = Date.now();
  const out = execFileSync(process.execPath, [join(root, 'dist/cli.js'), ...args], { cwd: folder, maxBuffer: 1 << 28 });
  return { time: Date.now() - started, bytes: out.length };
}

const kept = process.argv[2];
const folder = kept ? resolve(kept) : mkdtempSync(join(tmpdir(), 'plimsoll-tree-'));
try {
  writeWorkspaceTree(folder);
  const plain = plainRead(folder);
  console.log(`${'plain read'.padEnd(40)} ${plain.time.toFixed(0).padStart(6)} ms   ${plain.files} files`);
  for (const args of [['images'], ['images', '--format', 'json'], ['check', '--offline', '--fail-on', 'none'], ['check', '--offline', '--fail-on', 'none', '--format', 'json']]) {
    const runs = [1, 2, 3].map(() => timed(folder, args));
    const [, middle] = runs.map(({ time }) => time).sort((a, b) => a - b);
    console.log(`${`plimsoll ${args.join(' ')}`.padEnd(40)} ${middle.toFixed(0).padStart(6)} ms   ${runs[0].bytes} bytes of report`);
  }
} finally {
  if (!kept) rmSync(folder, { recursive: true, force: true });
}
