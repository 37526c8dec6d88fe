/**
 * Verifies signatures on BoringSSL, which Electron is built on, without an Electron: `node test/boringssl/run.mjs`.
 * With the plugin of scripts/crypto-shim.mjs every verdict must be right. Without it no signature may verify, or this
 * runtime is not what it is here for and the first half proves nothing. Trust roots are refreshed, too: @tufjs/models names
 * its digests since 5, so that the plugin changes nothing for it today.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { cryptoShim } from '../../scripts/crypto-shim.mjs';

const here = import.meta.dirname;
const scratch = mkdtempSync(join(tmpdir(), 'plimsoll-boringssl-'));

async function bundle(name, options) {
  const outfile = join(scratch, name);
  await build({ bundle: true, platform: 'node', target: 'node20', format: 'cjs', logLevel: 'error', outfile, ...options });
  return outfile;
}

/** Fresh each time, so that a folder left by another version cannot be what is tested. */
function installBun() {
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  execFileSync(npm, ['ci', '--ignore-scripts', '--no-fund', '--no-audit', '--loglevel=error'], {
    cwd: here,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  });
  const scope = join(here, 'node_modules/@oven');
  const [installed] = readdirSync(scope);
  return join(scope, installed, 'bin', process.platform === 'win32' ? 'bun.exe' : 'bun');
}

function run(program, args, input = '') {
  return execFileSync(program, args, { input, encoding: 'utf8', maxBuffer: 2 ** 28, stdio: ['pipe', 'pipe', 'inherit'] });
}

function wrong(vectors, verdicts) {
  return vectors.filter(({ name, verdict }) => verdicts[name] !== verdict).map(({ name, verdict }) => `${name}: ${verdicts[name]}, not ${verdict}`);
}

async function main() {
  // Two folders below the root as its source is: it finds packages and ../shared from where it stands.
  const makeVectors = join(here, '../../node_modules/.cache/plimsoll-vectors.mjs');
  await bundle('', { entryPoints: [join(here, 'vectors.ts')], packages: 'external', format: 'esm', outfile: makeVectors });
  const json = run(process.execPath, [makeVectors]);
  const vectors = JSON.parse(json);
  const entryPoints = [join(here, 'check.ts')];
  const shimmed = await bundle('with.cjs', { entryPoints, plugins: [cryptoShim()] });
  const plain = await bundle('without.cjs', { entryPoints });
  const bun = installBun();

  const problems = wrong(vectors, JSON.parse(run(bun, [shimmed], json)));
  const without = JSON.parse(run(bun, [plain], json));
  const good = vectors.filter(({ verdict }) => verdict === 'verified');
  if (good.length < 3) problems.push(`only ${good.length} good signatures to test with`);
  for (const { name } of good) if (without[name] === 'verified') problems.push(`${name}: verified without the plugin, so this test cannot fail`);
  const repositories = await refreshes(bun);
  problems.push(...wrong(repositories.vectors, repositories.outcomes));
  if (problems.length > 0) throw new Error(problems.join('\n'));
  console.log(`BoringSSL (bun ${run(bun, ['--version']).trim()}): ${vectors.length} verdicts right, ${good.length} of them good signatures; without the plugin none is. ${repositories.vectors.length} repositories refreshed or refused.`);
}

/** TUF repositories that are made here, and how refreshing from each ends on BoringSSL. */
async function refreshes(bun) {
  const make = await bundle('repository.cjs', { entryPoints: [join(here, 'repository.ts')] });
  const json = run(process.execPath, [make]);
  const check = await bundle('refresh.cjs', { entryPoints: [join(here, 'refresh.ts')], plugins: [cryptoShim()] });
  const vectors = JSON.parse(json).map(({ outcome, ...rest }) => ({ ...rest, verdict: outcome }));
  return { vectors, outcomes: JSON.parse(run(bun, [check], json)) };
}

try {
  await main();
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
