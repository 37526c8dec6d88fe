// `npm run soak -- [MINUTES] [--seed N]`: an hour of somebody working, against the built server. Prints its memory every
// minute, and fails when it grows by more than `mostGrowth` after the warm-up, when a promise is left to nobody, when the
// server ends, or when it stops to answer.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createProtocolConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';
import { root } from '../../scripts/lib/paths.mjs';
import { run } from '../../scripts/lib/run.mjs';
import { median, quantile, residentMegabytes } from './measure.mjs';
import { startMisbehaving } from './misbehaving.mjs';
import { startRegistry } from './registry.mjs';
import { createWork } from './work.mjs';

const { values: options, positionals } = parseArgs({ allowPositionals: true, options: { seed: { type: 'string', default: '1' } } });
const minutes = Number(positionals[0] ?? 60);
if (!(minutes > 0)) throw new Error('the minutes must be a number');

/** Megabytes. */
const mostGrowth = 24;
/**
 * Milliseconds: a hover that takes longer hangs. Those do not count for which a busy machine kept this process waiting: then the
 * server was not let run either, a second and more at a time where twenty others want the same two processors.
 */
const mostHover = 3_000;
const sampleEvery = 5000;
/** Caches fill, and code is compiled: the part of the time that does not count. */
const warmUp = Math.max(45_000, minutes * 60_000 * 0.15);

await run(process.execPath, [join(root, 'scripts/build.mjs')], { cwd: root });
const registry = await startRegistry();
const storage = mkdtempSync(join(tmpdir(), 'plimsoll-soak-'));
const misbehaving = await startMisbehaving();
const server = spawn(process.execPath, ['--max-old-space-size=256', join(root, 'dist/server.js'), '--stdio'], { stdio: ['pipe', 'pipe', 'pipe'] });
const connection = createProtocolConnection(new StreamMessageReader(server.stdout), new StreamMessageWriter(server.stdin));
const troubles = [];
const samples = [];
let published = 0;
let ended = false;

server.stderr.on('data', (data) => troubles.push(`stderr: ${data}`));
server.once('exit', (code, signal) => {
  ended = true;
  troubles.push(`the server ended with ${code ?? signal}`);
});
connection.onNotification('textDocument/publishDiagnostics', () => void (published += 1));
connection.onNotification('window/logMessage', ({ type, message }) => {
  if (type === 1) troubles.push(message);
});
connection.onRequest('client/registerCapability', () => null);
connection.onRequest('workspace/configuration', ({ items }) => items.map(() => ({ allowedHosts: [registry.host, ...misbehaving.hosts] })));
connection.listen();
await connection.sendRequest('initialize', {
  processId: process.pid,
  rootUri: null,
  workspaceFolders: [],
  capabilities: {
    workspace: { configuration: true, workspaceFolders: true },
    textDocument: { publishDiagnostics: { versionSupport: true }, hover: { contentFormat: ['markdown'] } },
  },
  initializationOptions: { isTrusted: true, commands: true, storage },
});
await connection.sendNotification('initialized', {});

const work = createWork({ connection, host: registry.host, misbehaving: misbehaving.hosts, seed: Number(options.seed) });
const started = Date.now();
const passed = () => Date.now() - started;
console.log(`soak: ${minutes} min, seed ${options.seed}, server ${server.pid}`);

function report() {
  const { opened, edits, asked, hovers } = work.counts;
  const memory = samples.at(-1)?.megabytes.toFixed(1);
  console.log(
    `${(passed() / 60_000).toFixed(1)} min: ${memory} MB, ${opened} opened, ${edits} edits, ${asked} requests, ${published} published, ` +
    `${registry.count()} look-ups and ${misbehaving.count()} that went wrong, hover p95 ${quantile(hovers, 0.95).toFixed(0)} ms, ${troubles.length} troubles`,
  );
}

let nextSample = 0;
let nextReport = 60_000;
while (passed() < minutes * 60_000 && !ended) {
  await work.step();
  if (passed() >= nextSample) {
    samples.push({ at: passed(), megabytes: residentMegabytes(server.pid) });
    nextSample += sampleEvery;
  }
  if (passed() >= nextReport) {
    report();
    nextReport += 60_000;
  }
}

const counted = samples.filter(({ at }) => at >= warmUp).map(({ megabytes }) => megabytes);
const third = Math.max(1, Math.floor(counted.length / 3));
const growth = median(counted.slice(-third)) - median(counted.slice(0, third));
if (counted.length < 6) troubles.push(`too short to say anything about memory: ${counted.length} samples after the warm-up`);
if (growth > mostGrowth) troubles.push(`memory grew by ${growth.toFixed(1)} MB`);
if (!ended) {
  const slowest = await work.finish();
  if (slowest > mostHover) troubles.push(`a hover took ${slowest.toFixed(0)} ms`);
  server.removeAllListeners('exit');
  const gone = once(server, 'exit');
  await connection.sendRequest('shutdown');
  await connection.sendNotification('exit');
  await gone;
}
await registry.stop();
rmSync(storage, { recursive: true });
await misbehaving.stop();
if (misbehaving.count() === 0) troubles.push('nothing went wrong, so that nothing is known of what that costs');
for (const trouble of troubles.slice(0, 20)) console.error(trouble.slice(0, 500));
const peak = Math.max(...samples.map(({ megabytes }) => megabytes));
console.log(
  `${troubles.length === 0 ? 'steady' : 'NOT steady'}: memory grew by ${growth.toFixed(1)} MB after ${(warmUp / 60_000).toFixed(1)} min ` +
  `(at most ${mostGrowth}), peak ${peak.toFixed(1)} MB, ${troubles.filter((text) => text.includes('unhandled rejection')).length} unhandled rejections`,
);
process.exit(troubles.length === 0 ? 0 : 1);
