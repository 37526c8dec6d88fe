// Measures the client that ships and a bare loop over node-fetch in one process, by turns, so that both have the same machine.
//   node child.mjs PARTS near|far HOST COUNT ours|loop     prints JSON; the last says who begins
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { createRequire } from 'node:module';
import { performance } from 'node:perf_hooks';
import fetch from 'node-fetch';

const [parts, where, host, count, first] = process.argv.slice(2);
const { createRegistryClient, createHttp, createHash, createClock } = createRequire(import.meta.url)(parts);
const tags = Array.from({ length: Number(count) }, (_, index) => `t${index}`);
const accept = [
  'application/vnd.oci.image.index.v1+json', 'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.manifest.v1+json', 'application/vnd.docker.distribution.manifest.v2+json',
].join(', ');
const consent = { offline: false, trusted: true, purpose: 'action', allowedHosts: [] };
const atOnce = 8;
const here = (_name, options, callback) => (options.all ? callback(null, [{ address: '127.0.0.1', family: 4 }]) : callback(null, '127.0.0.1', 4));

/** The client, with sockets of its own. */
function ours() {
  const quiet = { debug() {}, info() {}, warn() {}, error() {} };
  const client = createRegistryClient({ http: createHttp({ version: '0.0.0', resolve: here }), hash: createHash(), clock: createClock(), log: quiet });
  return async (tag) => (await client.resolve({ registry: host, repository: 'team/app', tag }, { consent })).digest;
}

/** What anybody would write who knows that sockets can be kept. */
function loop() {
  const secure = where === 'far';
  const agent = new (secure ? HttpsAgent : HttpAgent)({ keepAlive: true, maxSockets: atOnce, lookup: here });
  return async (tag) => {
    const response = await fetch(`${secure ? 'https' : 'http'}://${host}/v2/team/app/manifests/${tag}`, { method: 'HEAD', headers: { accept }, agent });
    return response.headers.get('docker-content-digest');
  };
}

async function timed(work) {
  const started = performance.now();
  const answer = await work();
  if (answer !== undefined && !/^sha256:/.test(answer)) throw new Error(`no digest but ${answer}`);
  return performance.now() - started;
}

/** Milliseconds of each warm look-up, one after the other, by turns of fifty. */
async function near() {
  const times = { ours: [], loop: [] };
  const clients = { ours: ours(), loop: loop() };
  for (let turn = 0; turn < 8; turn += 1) {
    for (const name of order(turn)) {
      for (let index = 0; index < 50; index += 1) {
        const time = await timed(() => clients[name](tags[(turn * 50 + index) % tags.length]));
        // Code is compiled and sockets are opened in the first turn.
        if (turn > 0) times[name].push(time);
      }
    }
  }
  return times;
}

/** Milliseconds for all images at once over new connections: as the client queues them, and eight at a time. */
async function far() {
  const all = {
    async ours(resolve) {
      await Promise.all(tags.map(resolve));
    },
    async loop(ask) {
      const queue = [...tags];
      await Promise.all(Array.from({ length: atOnce }, async () => {
        for (let tag = queue.shift(); tag; tag = queue.shift()) await ask(tag);
      }));
    },
  };
  const times = {};
  // Code is loaded before, by sockets that are not used again.
  for (const create of [ours, loop]) await create()(tags[0]);
  for (const name of order(0)) {
    const ask = name === 'ours' ? ours() : loop();
    times[name] = await timed(() => all[name](ask));
  }
  return times;
}

function order(turn) {
  const names = first === 'loop' ? ['loop', 'ours'] : ['ours', 'loop'];
  return turn % 2 === 0 ? names : names.reverse();
}

process.stdout.write(JSON.stringify(await (where === 'far' ? far() : near())));
process.exit();
