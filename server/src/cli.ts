/** Composition root of the command line. */
import { join } from 'node:path';
import { version } from '../../package.json';
import { runCli } from './cli/run';
import type { CliRuntime } from './cli/runtime';
import { createClock } from './node/clock';
import { createFiles } from './node/files';
import { createHash } from './node/hash';
import { createHttp } from './node/http';
import { kindOf, replaceFile } from './node/replace-file';
import { readTranslations } from './node/translations';
import { createRegistryClient } from './oci';
import { createImageService } from './service';

const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const cancelled = new AbortController();
process.once('SIGINT', () => cancelled.abort());

const clock = createClock();
const hash = createHash();
const client = createRegistryClient({ http: createHttp(), hash, clock, log: silent });

const runtime: CliRuntime = {
  service: createImageService({
    client,
    clock,
    loadVerifier: async () => (await import('./verifier')).createSignatureVerifier({ clock }),
  }),
  files: { ...createFiles(), kind: kindOf, replace: replaceFile },
  hash,
  clock,
  version,
  signal: cancelled.signal,
  workingDirectory: process.cwd().replaceAll('\\', '/'),
  environment: process.env,
  terminal: { colors: process.stdout.isTTY === true },
  translations: locale => readTranslations(join(__dirname, '../l10n'), locale),
  out: text => void process.stdout.write(text),
  err: text => void process.stderr.write(text),
};

void runCli(process.argv.slice(2), runtime).then(code => {
  // Not process.exit: what is still in the pipe must get out first.
  process.exitCode = cancelled.signal.aborted ? 130 : code;
});
