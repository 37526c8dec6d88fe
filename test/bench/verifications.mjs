// What a verification costs the processor: the verifier that ships, on images in memory, so that no network is in the numbers.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { root } from '../../scripts/lib/paths.mjs';
import { median } from './session.mjs';

const warmUp = 20;
const batches = 5;
const perBatch = 40;
const place = { registry: 'registry.example', repository: 'app' };
/** Any path: the file is in memory. */
const trustRoot = { trustedRoot: '/trusted_root.json', tufMirror: '', tufRoot: '' };
const quiet = { clock: { now: () => Date.now() }, http: undefined, log: undefined, storage: undefined };
const consent = { offline: false, trusted: true, purpose: 'action', allowedHosts: [] };

async function loadImages() {
  // Below the root, so that it finds its packages from where it stands.
  const outfile = join(root, 'node_modules/.cache/plimsoll-signed-images.mjs');
  const entryPoints = [join(import.meta.dirname, 'signed-images.ts')];
  await build({ bundle: true, format: 'esm', platform: 'node', target: 'node20', logLevel: 'error', packages: 'external', entryPoints, outfile });
  return (await import(pathToFileURL(outfile).href)).signedImages();
}

/** Milliseconds of processor time that `work` takes. */
async function cpuOf(work) {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** Milliseconds of processor time and requests per verification, by layout; and what loading the verifier costs once. */
export async function measureVerifications() {
  const images = await loadImages();
  const started = performance.now();
  const { createVerifier } = createRequire(import.meta.url)(join(root, 'dist/verifier.js'));
  const load = performance.now() - started;
  const layouts = [];
  for (const { name, registry, tag, signers, trustedRoot } of images) {
    const verifier = createVerifier({ ...quiet, files: { readText: async () => trustedRoot }, settings: () => trustRoot });
    const verify = async (times) => {
      for (let index = 0; index < times; index += 1) {
        const { verdict, reason } = await verifier.verify({ reference: { ...place, tag }, signers, publisherDoesNotSign: false }, registry, { consent });
        if (verdict !== 'verified') throw new Error(`${name}: ${verdict}, ${reason?.template}`);
      }
    };
    await verify(1);
    const requests = registry.asked.length;
    await verify(warmUp);
    const times = [];
    for (let batch = 0; batch < batches; batch += 1) times.push((await cpuOf(() => verify(perBatch))) / perBatch);
    layouts.push({ name, cpu: median(times), requests });
  }
  return { load, layouts };
}
