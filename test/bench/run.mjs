// `npm run bench`: one table of what waiting for Plimsoll costs, beside other language servers, against the bars that it is held to.
//   --runs N   times that every number is measured (3); the median is shown
//   --only lookups   the registry client alone
import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureInstalled } from '../../scripts/lib/install.mjs';
import { root } from '../../scripts/lib/paths.mjs';
import { run } from '../../scripts/lib/run.mjs';
import { dockerfile, manifests } from './documents.mjs';
import { measureLookups, rowsOfLookups } from './lookups/index.mjs';
import { dockerServer, nodePeers, ours } from './servers.mjs';
import { measureSession, median } from './session.mjs';
import { measureVerifications } from './verifications.mjs';

const { values } = parseArgs({ options: { runs: { type: 'string', default: '3' }, only: { type: 'string' } } });
const runs = Math.max(1, Number(values.runs) || 3);

/** Milliseconds that our server waits for more typing. */
const typingPause = 150;
const documents = [
  { title: 'Dockerfile, 50 lines', document: dockerfile(50), bars: { open: 10, change: typingPause + 10 } },
  { title: 'Dockerfile, 5,000 lines', document: dockerfile(5_000), bars: { open: 40, change: typingPause + 10 } },
  { title: '1,000 Kubernetes documents', document: manifests(1_000), bars: { open: 150, all: 300, change: typingPause + 25, opens: 110, peak: 160 } },
];
const bars = { init: 130, idle: 60, hover: 10, burst: 50, publishes: 2, peak: 160 };
const rowsOf = [
  ['init', 'start to initialize', 'ms'],
  ['initCpu', 'processor time of the start', 'ms'],
  ['open', 'open to first findings', 'ms'],
  ['all', 'open to all findings', 'ms'],
  ['openCpu', 'processor time of opening', 'ms'],
  ['change', 'change to findings', 'ms'],
  ['changeCpu', 'processor time of a change', 'ms'],
  ['hover', 'hover at rest, p95', 'ms'],
  ['burst', 'hover in a burst of 20 edits, p95', 'ms'],
  ['publishes', 'publications for 20 edits', ''],
  ['idle', 'memory idle', 'MB'],
  ['opens', 'memory with it open', 'MB'],
  ['peak', 'memory at most', 'MB'],
];

/** The medians over the runs, by name. A server that fails tells why instead. */
async function measure(server, document) {
  const results = [];
  for (let index = 0; index < runs; index += 1) results.push(await measureSession(server, document));
  return Object.fromEntries(Object.keys(results[0]).map((key) => [key, median(results.map((result) => result[key]))]));
}

async function measureDocuments(peers) {
  const rows = [];
  for (const { title, document, bars: own } of documents) {
    const mine = await measure(ours, document);
    const others = {};
    for (const peer of peers.filter(({ languages }) => languages.includes(document.languageId))) {
      others[peer.name] = await measure(peer, document).catch((error) => ({ failed: error.message }));
    }
    for (const [key, what, unit] of rowsOf) {
      const theirs = Object.fromEntries(Object.entries(others).map(([name, result]) => [name, shown(result[key], unit)]));
      rows.push(row(`${title}: ${what}`, mine[key], { unit, bar: own[key] ?? bars[key], theirs }));
    }
  }
  return rows;
}

async function measureRest() {
  const times = activations();
  const inBrowser = activations('--browser');
  const verifications = await measureVerifications();
  return [
    row('client: loading the bundle', median(times.map(({ load }) => load)), { unit: 'ms' }),
    row('client: activate() until it first waits', median(times.map(({ activate }) => activate)), { unit: 'ms', bar: 30 }),
    row('client: activation, loading included', median(times.map(({ load, activate }) => load + activate)), { unit: 'ms', bar: 100 }),
    row('client in a browser: loading the bundle', median(inBrowser.map(({ load }) => load)), { unit: 'ms' }),
    row('client in a browser: activate() until it first waits', median(inBrowser.map(({ activate }) => activate)), { unit: 'ms', bar: 30 }),
    row('bundle that only a browser loads', sizeOf('dist/worker.js'), { unit: 'kB', bar: 5 }),
    row('server bundle loaded at start', sizeOf('dist/server.js'), { unit: 'kB', bar: 500 }),
    row('client bundle', sizeOf('dist/client.js'), { unit: 'kB', bar: 600 }),
    ...packages().map((name) => row(name, sizeOf(name), { unit: 'kB', bar: 1_000 })),
    row('loading the verifier, once', verifications.load, { unit: 'ms', bar: 150 }),
    ...verifications.layouts.flatMap(({ name, cpu, requests }) => [
      row(`verification, ${name}: processor time`, cpu, { unit: 'ms', bar: 20 }),
      row(`verification, ${name}: requests after the token`, requests, { bar: 6 }),
    ]),
  ];
}

function activations(...flags) {
  return Array.from({ length: runs }, () => JSON.parse(spawnSync(process.execPath, [join(import.meta.dirname, 'activation.cjs'), ...flags], { encoding: 'utf8' }).stdout));
}

function sizeOf(path) {
  return statSync(join(root, path)).size / 1000;
}

function packages() {
  return readdirSync(root).filter((name) => name.endsWith('.vsix'));
}

function row(what, value, { unit = '', bar, theirs = {} }) {
  const held = bar === undefined || value === undefined ? '' : value <= bar ? 'met' : 'NOT MET';
  return { what, Plimsoll: shown(value, unit), bar: bar === undefined ? '' : `≤ ${shown(bar, unit)}`, held, ...theirs };
}

function shown(value, unit = '') {
  if (value === undefined || Number.isNaN(value)) return '-';
  return `${value < 10 && !Number.isInteger(value) ? value.toFixed(1) : Math.round(value)}${unit === '' ? '' : ` ${unit}`}`;
}

function print(rows, columns) {
  const cells = [columns, ...rows.map((each) => columns.map((name) => each[name] ?? ''))];
  const widths = columns.map((_, index) => Math.max(...cells.map((line) => line[index].length)));
  const lines = cells.map((line) => `| ${line.map((cell, index) => cell.padEnd(widths[index])).join(' | ')} |`);
  lines.splice(1, 0, `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`);
  console.log(lines.join('\n'));
}

/** A table of its own: its neighbours are other programs. */
async function printLookups() {
  const lookups = await measureLookups(runs);
  if (lookups.missing) return console.log(`look-ups: LEFT OUT (${lookups.missing})`);
  const names = ['node-fetch loop', ...lookups.others.filter(({ missing }) => !missing).map(({ name }) => name)];
  const rows = rowsOfLookups(lookups).map(({ what, value, theirs, ...about }) =>
    row(what, value, { ...about, theirs: Object.fromEntries(Object.entries(theirs).map(([name, theirs]) => [name, shown(theirs, about.unit)])) }));
  print(rows, ['what', 'Plimsoll', 'bar', 'held', ...names]);
  for (const { name, missing } of lookups.others) if (missing) console.log(`${name}: LEFT OUT (${missing})`);
}

await ensureInstalled();
if (values.only === undefined) await ensureInstalled(import.meta.dirname);
await run(process.execPath, [join(root, 'scripts/build.mjs')], { cwd: root });
const load = loadavg()[0].toFixed(1);
if (values.only === undefined) {
  const docker = dockerServer();
  const peers = [...nodePeers, ...(docker.server ? [docker.server] : [])];
  const rows = [...(await measureDocuments(peers)), ...(await measureRest())];
  print(rows, ['what', 'Plimsoll', 'bar', 'held', ...peers.map(({ name }) => name)]);
  if (docker.missing) console.log(`docker-language-server: not measured (${docker.missing})`);
}
await printLookups();
console.log(`Medians of ${runs} runs, Node ${process.version}, ${process.platform}. The machine's load was ${load} at the start, ${loadavg()[0].toFixed(1)} at the end.`);
