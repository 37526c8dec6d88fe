// `npm run bench:workspace`: times the built command line, and the editor's tree of images, over a generated tree of 5,000
// files, beside a plain read of the same files. Every run of a command is a new process.   -- FOLDER  writes the tree there and keeps it
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import { Connection } from '../test/bench/connection.mjs';
import { root } from './lib/paths.mjs';
import { writeWorkspaceTree } from './lib/workspace-tree.mjs';

/** Milliseconds. */
const bars = { first: 3000, again: 500 };
const commands = [['images', '--format', 'json'], ['check', '--offline', '--fail-on', 'none'], ['check', '--offline', '--fail-on', 'none', '--format', 'json']];

function plainRead(folder) {
  const started = Date.now();
  let files = 0;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) files += readFileSync(join(entry.parentPath, entry.name), 'utf8').length > 0 ? 1 : 0;
  }
  return { files, time: Date.now() - started };
}

/** `cache`: where the runs keep what they read; without it they keep nothing. */
function timed(folder, args, cache) {
  const env = { ...process.env, XDG_CACHE_HOME: cache, HOME: undefined };
  const started = Date.now();
  const out = execFileSync(process.execPath, [join(root, 'dist/cli.js'), ...args], { cwd: folder, env, maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'ignore'] });
  return { time: Date.now() - started, bytes: out.length };
}

function middle(runs) {
  return runs.map(({ time }) => time).sort((a, b) => a - b)[runs.length >> 1];
}

function print(what, time, { bar, rest = '' } = {}) {
  const verdict = bar === undefined ? '' : `bar ${bar}${time > bar ? ': NOT met' : ''}`;
  console.log(`${what.padEnd(66)} ${time.toFixed(0).padStart(6)} ms   ${verdict || rest}`);
}

/** The first listing, and the second with and without a word of the client that nothing changed. */
async function timeTree(folder) {
  const server = new Connection(process.execPath, [join(root, 'dist/server.js'), '--stdio']);
  const uri = pathToFileURL(folder).href;
  const options = { initializationOptions: { isTrusted: true }, capabilities: { workspace: { workspaceFolders: true } } };
  await server.request('initialize', { processId: process.pid, rootUri: uri, workspaceFolders: [{ uri, name: 'tree' }], ...options });
  server.notify('initialized', {});
  let known;
  const list = async (what, params, bar) => {
    const started = performance.now();
    const { listing, turn } = await server.request('plimsoll/workspaceImages', params);
    print(`tree in the editor, ${what}`, performance.now() - started, { bar });
    known = { listing, turn };
  };
  await list('first time', {}, bars.first);
  await list('again, nothing changed', { known, changed: [] }, bars.again);
  await list('again, all read anew', { known });
  await server.stop();
}

const kept = process.argv[2];
const scratch = mkdtempSync(join(tmpdir(), 'plimsoll-bench-'));
const folder = kept ? resolve(kept) : join(scratch, 'tree');
try {
  writeWorkspaceTree(folder);
  const plain = plainRead(folder);
  print('plain read', plain.time, { rest: `${plain.files} files` });
  print('plimsoll images, first time', middle([1, 2, 3].map(run => timed(folder, ['images'], join(scratch, `cache-${run}`)))), { bar: bars.first });
  print('plimsoll images, again', middle([1, 2, 3].map(() => timed(folder, ['images'], join(scratch, 'cache-1')))), { bar: bars.again });
  for (const args of commands) {
    const runs = [1, 2, 3].map(() => timed(folder, args));
    print(`plimsoll ${args.join(' ')}, nothing kept`, middle(runs), { rest: `${runs[0].bytes} bytes of report` });
  }
  await timeTree(folder);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
