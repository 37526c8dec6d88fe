// The registry client that the server bundles, against a registry on loopback.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { createRequire } from 'node:module';
import { build } from 'esbuild';
import { root } from '../../scripts/lib/paths.mjs';
import { high, median } from './session.mjs';

const warmUp = 50;
const images = 300;
const entry = `
  export { createRegistryClient } from './server/src/oci';
  export { createHttp } from './server/src/node/http';
  export { createHash } from './server/src/node/hash';
  export { createClock } from './server/src/node/clock';
`;

async function loadClient(folder) {
  const outfile = join(folder, 'client.cjs');
  const options = { bundle: true, format: 'cjs', platform: 'node', target: 'node20', logLevel: 'error', absWorkingDir: root };
  await build({ ...options, stdin: { contents: entry, resolveDir: root, loader: 'ts' }, supported: { 'dynamic-import': false }, outfile });
  const { createRegistryClient, createHttp, createHash, createClock } = createRequire(import.meta.url)(outfile);
  const nothing = () => {};
  const log = { debug: nothing, info: nothing, warn: nothing, error: nothing };
  return createRegistryClient({ http: createHttp({ version: '0.0.0' }), hash: createHash(), clock: createClock(), log });
}

/** Milliseconds per warm look-up, one after the other; requests per image and sockets, as the registry counted them. */
export async function measureLookups() {
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-bench-'));
  const registry = fork(join(import.meta.dirname, 'registry.mjs'));
  try {
    const [{ port }] = await once(registry, 'message');
    const client = await loadClient(folder);
    const host = `127.0.0.1:${port}`;
    const consent = { offline: false, trusted: true, purpose: 'action', allowedHosts: [host] };
    const times = [];
    for (let index = 0; index < warmUp + images; index += 1) {
      const start = performance.now();
      const answer = await client.resolve({ registry: host, repository: `team/app-${index}`, tag: '1' }, { consent });
      if (typeof answer.digest !== 'string') throw new Error('the registry on loopback was not understood');
      if (index >= warmUp) times.push(performance.now() - start);
    }
    registry.send('counts');
    const [{ manifests, sockets }] = await once(registry, 'message');
    return { median: median(times), high: high(times), requests: manifests / (warmUp + images), sockets };
  } finally {
    registry.disconnect();
    rmSync(folder, { recursive: true, force: true });
  }
}
