// Look-ups beside other clients, all in the same run against the same registry (Debian's docker-registry).
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { root } from '../../../scripts/lib/paths.mjs';
import { ours as server } from '../servers.mjs';
import { high, median } from '../session.mjs';
import { startDistant } from './distant.mjs';
import { requestsOfDocuments } from './editor.mjs';
import { otherClients, timesOf } from './others.mjs';

const images = 100;
/** Milliseconds. */
const roundTrip = 50;
const processes = 20;
/** A document is asked about no more than this. */
const inDocument = 60;
/** A name, because an address of loopback is spoken to over http; nobody resolves it. */
const distantName = 'registry.test';
const run = promisify(execFile);

async function loadParts(folder) {
  const outfile = join(folder, 'parts.cjs');
  const options = { bundle: true, format: 'cjs', platform: 'node', target: 'node20', logLevel: 'error', absWorkingDir: root, define: { 'import.meta.dirname': JSON.stringify(root) } };
  await build({ ...options, entryPoints: [join(import.meta.dirname, 'parts.ts')], supported: { 'dynamic-import': false }, outfile });
  return { outfile, ...createRequire(import.meta.url)(outfile) };
}

async function measureInChild(parts, args, env = {}) {
  const { stdout } = await run(process.execPath, [join(import.meta.dirname, 'child.mjs'), parts, ...args], { env: { ...process.env, ...env } });
  return JSON.parse(stdout);
}

async function measureFar({ parts, registry, folder, runs }) {
  const pair = parts.certificateFor(distantName);
  const authority = join(folder, 'authority.pem');
  writeFileSync(authority, pair.certificate);
  const results = [];
  for (let index = 0; index < runs; index += 1) {
    const distant = await startDistant({ to: registry.host, roundTrip, ...pair });
    const times = await measureInChild(parts.outfile, ['far', `${distantName}:${distant.port}`, images, index % 2 === 0 ? 'ours' : 'loop'], { NODE_EXTRA_CA_CERTS: authority });
    // Of both, and one more each for what came before.
    results.push({ ...times, connections: (distant.counts.connections - 2) / 2, requests: (distant.counts.requests - 2) / (2 * images) });
    distant.stop();
  }
  return Object.fromEntries(Object.keys(results[0]).map((key) => [key, median(results.map((result) => result[key]))]));
}

/** Undefined, with the reason, where there is no such registry. */
export async function measureLookups(runs) {
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-bench-'));
  let registry;
  try {
    const parts = await loadParts(folder);
    registry = await parts.startRealRegistry();
    const { bytes } = await parts.pushIndex(registry.host, 'team/app', 'first');
    const push = parts.pushTo(registry.host, 'team/app');
    const tags = Array.from({ length: images }, (_, index) => `t${index}`);
    for (const tag of tags) await push.manifest(bytes, parts.ociIndex, tag);

    const near = await measureInChild(parts.outfile, ['near', registry.host, images, 'ours']);
    const far = await measureFar({ parts, registry, folder, runs });
    const counting = await startDistant({ to: registry.host });
    const documents = await requestsOfDocuments(server, `127.0.0.1:${counting.port}`, { tags: tags.slice(0, inDocument), counts: counting.counts });
    counting.stop();
    const others = otherClients().map((client) => ({ ...client, times: client.missing ? [] : timesOf(client, registry.host, tags.slice(0, processes)) }));
    return { near, far, documents, others, images, roundTrip };
  } catch (error) {
    return { missing: error.message };
  } finally {
    await registry?.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** `{ what, value, unit, bar, theirs }` of each. */
export function rowsOfLookups({ near, far, documents, others, images: count, roundTrip: delay }) {
  const theirs = (loop, each) => ({ 'node-fetch loop': loop, ...Object.fromEntries(others.filter(({ missing }) => !missing).map(({ name, times }) => [name, each(times)])) });
  const p50 = median(near.loop);
  return [
    { what: 'warm look-up, p50, and a process per image', value: median(near.ours), unit: 'ms', bar: 2 * p50, theirs: theirs(p50, median) },
    { what: 'warm look-up, p95, and a process per image', value: high(near.ours), unit: 'ms', bar: 2 * high(near.loop), theirs: theirs(high(near.loop), high) },
    { what: `${count} images at ${delay} ms round trip, TLS`, value: far.ours, unit: 'ms', bar: 1000, theirs: theirs(far.loop, () => undefined) },
    { what: 'connections for them', value: far.connections, bar: 8, theirs: {} },
    { what: 'requests per unique image, client', value: far.requests, bar: 1, theirs: {} },
    { what: 'requests per unique image, editor', value: documents.first, bar: 1, theirs: {} },
    { what: 'requests when cached, editor', value: documents.cached, bar: 0, theirs: {} },
  ];
}
