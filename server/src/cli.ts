/** Composition root of the command line. */
import { join } from 'node:path';
import { version } from '../../package.json';
import { runCli } from './cli/run';
import type { CliRuntime } from './cli/runtime';
import { render } from './core/message';
import { noEdge, type LoginEdge } from './core/login';
import { networkSettings } from './core/network-settings';
import { shippedTrustRoot, trustRootSettings } from './core/trust-root-settings';
import { buildIdentity } from './node/build-identity';
import { cacheFolder } from './node/cache-folder';
import { createClock } from './node/clock';
import { createFiles, kindOf } from './node/files';
import { createHash } from './node/hash';
import { createKeptFiles } from './node/kept-files';
import { allowManyListeners } from './node/listeners';
import { containerPlatform } from './node/platform';
import { replaceFile } from './node/replace-file';
import { readTranslations } from './node/translations';
import { createImageService } from './service';
import { lazyNetwork } from './service/lazy-network';
import { LazyVerifier } from './service/lazy-verifier';
import { machineFiles, readMachineSettings } from './service/machine-settings';

/** A command is run by hand: its environment is meant, and programs in the folder that it looks at are not. */
const loginEdge: LoginEdge = { ...noEdge, folders: [process.cwd()], ownEnvironment: true };
const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
/** A login that could not be had would else look like one that there is not. */
const onlyWarnings = { ...silent, warn: (text: string) => void process.stderr.write(`${text}\n`) };
allowManyListeners();
const cancelled = new AbortController();
let writing = 0;
// At once, and without the rest of the report; but a file that is being written gets its end.
process.once('SIGINT', () => {
  cancelled.abort();
  if (writing === 0) process.exit(interrupted);
});
/** As a shell counts it: 128 and the number of the signal. */
const interrupted = 130;

/** Milliseconds that the process stays for a refresh, from its beginning. */
const longestRefresh = 5000;
/** Whoever runs a command waits rather for a registry that asks for a short pause than to have it run again (contract, section 4). */
const limits = { patience: 10_000 };

async function replaceWhole(path: string, expected: string, text: string): Promise<void> {
  writing += 1;
  try {
    await replaceFile(path, expected, text);
  } finally {
    writing -= 1;
    if (cancelled.signal.aborted) process.exit(interrupted);
  }
}

// Whoever reads the report has had enough of it, as in `plimsoll images | head`.
process.stdout.on('error', () => process.exit());

async function main(): Promise<void> {
  const clock = createClock();
  const hash = createHash();
  const files = { ...createFiles({ blocking: true }), kind: kindOf, replace: replaceWhole };
  const machine = await readMachineSettings(files, machineFiles(process.env));
  const settings = networkSettings(machine.keys);
  const network = lazyNetwork(async () =>
    (await import('./network')).createNetwork({ version, hash, clock, log: onlyWarnings, limits, settings: () => settings, loginEdge: () => loginEdge }),
  );
  const storage = cacheFolder(process.env, process.platform);
  const verifier = new LazyVerifier(async trustRoot =>
    (await import('./verifier')).createVerifier({ files, clock, http: network.http, log: silent, storage, settings: trustRoot }),
  );
  verifier.trustRoot = trustRootSettings(machine.keys, shippedTrustRoot);
  const runtime: CliRuntime = {
    service: createImageService({
      ...network,
      clock,
      // No answer of a registry is kept from run to run: a command wants what is so now, and the same input the same report.
      platform: containerPlatform(process.arch),
      loadCatalog: async () => (await import('./image-catalog')).catalog,
      loadSigners: async () => (await import('./verifier')).createSigners(files),
      loadVerifier: () => Promise.resolve(verifier),
      believes: () => JSON.stringify(verifier.trustRoot),
      loadPinning: async () => (await import('./pinning')).createPinning,
      loadConverter: async () => (await import('./converter')).createConverter(),
    }),
    files,
    hash,
    clock,
    version,
    logins: network.logins,
    machine,
    signal: cancelled.signal,
    listings: {
      files: createKeptFiles(storage && join(storage, 'listings')),
      // Only a listing asks.
      get build() {
        return buildIdentity(__dirname);
      },
    },
    workingDirectory: process.cwd().replaceAll('\\', '/'),
    environment: process.env,
    terminal: { colors: process.stdout.isTTY === true, progress: process.stderr.isTTY === true ? 'line' : 'log' },
    translations: locale => readTranslations(join(__dirname, '../l10n'), locale),
    say: text => render(text),
    out: text => void process.stdout.write(text),
    err: text => void process.stderr.write(text),
  };
  const code = await runCli(process.argv.slice(2), runtime);
  // The report is out. Once a day the trust root is refreshed beside a verification, and mostly that has long ended.
  await verifier.finish(cancelled.signal.aborted ? 0 : longestRefresh);
  // Not process.exit: what is still in the pipe must get out first.
  process.exitCode = cancelled.signal.aborted ? interrupted : code;
}

void main();
