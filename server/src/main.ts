/** Composition root of the language server: the engine, Node's file system and network, and a connection over IPC or stdio. */
import { join } from 'node:path';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { homepage, version } from '../../package.json';
import type { Catalog } from './catalog';
import { noEdge } from './core/login';
import type { EditorFetch } from './core/editor-fetch';
import { defaultNetwork } from './core/network-settings';
import type { LogPort } from './core/ports';
import { createAskedAs } from './facts/asked-as';
import { collectLocalNames, namesLocalImages } from './formats';
import { startServer } from './lsp/server';
import { createClock } from './node/clock';
import { createFiles } from './node/files';
import { createHash } from './node/hash';
import { allowManyListeners } from './node/listeners';
import { containerPlatform } from './node/platform';
import { readTranslations } from './node/translations';
import { createImageService } from './service';
import { lazyNetwork } from './service/lazy-network';
import { LazyVerifier } from './service/lazy-verifier';
import { machineFiles, readMachineSettings } from './service/machine-settings';

allowManyListeners();
const connection = createConnection(ProposedFeatures.all);
const log: LogPort = {
  debug: text => connection.console.debug(text),
  info: text => connection.console.info(text),
  warn: text => connection.console.warn(text),
  error: text => connection.console.error(text),
};

process.on('unhandledRejection', reason => log.error(`unhandled rejection: ${describe(reason)}`));
process.on('uncaughtException', error => {
  // Nobody knows what still holds after this; the client starts a new server.
  process.stderr.write(`${describe(error)}\n`);
  process.exit(1);
});

// Only over IPC. The library itself looks every three seconds whether its client's process is still there.
process.once('disconnect', () => process.exit());

const clock = createClock();
const hash = createHash();
const files = createFiles();
let settings = defaultNetwork;
let loginEdge = noEdge;
let editor: EditorFetch | undefined;
const network = lazyNetwork(async () =>
  (await import('./network')).createNetwork({ version, hash, clock, log, settings: () => settings, loginEdge: () => loginEdge, editor: () => editor }),
);
let storage: string | undefined;
const verifier = new LazyVerifier(async trustRoot =>
  (await import('./verifier')).createVerifier({ files, clock, http: network.http, log, storage, settings: trustRoot }),
);

startServer(connection, {
  service: createImageService({
    ...network,
    clock,
    platform: containerPlatform(process.arch),
    askedAs: createAskedAs(network.logins),
    loadKept: async () => (storage === undefined ? undefined : (await import('./kept')).openKept({ storage, clock, hash, log })),
    loadCatalog,
    loadSigners: async () => (await import('./verifier')).createSigners(files),
    loadVerifier: () => Promise.resolve(verifier),
    believes: () => JSON.stringify(verifier.trustRoot),
    loadPinning: async () => (await import('./pinning')).createPinning,
    loadConverter: async () => (await import('./converter')).createConverter(),
  }),
  assist: () => import('./assist'),
  files,
  clock,
  hash,
  log,
  machine: readMachineSettings(files, machineFiles(process.env)),
  localNames: { mayName: path => namesLocalImages(path), collect: (path, text) => collectLocalNames(path, text) },
  homepage,
  version,
  bundle: locale => Promise.resolve(readTranslations(join(__dirname, '../l10n'), locale)),
  useTrustRoot: trustRoot => {
    verifier.trustRoot = trustRoot;
  },
  useNetwork: network => {
    settings = network;
  },
  logins: network.logins,
  checkLogin: network.checkLogin,
  useLogins: edge => {
    loginEdge = edge;
  },
  useEditor: fetch => {
    editor = fetch;
  },
  useStorage: path => {
    storage = path;
  },
});
connection.listen();

async function loadCatalog(): Promise<Catalog> {
  try {
    return (await import('./image-catalog')).catalog;
  } catch (error) {
    log.error(`the catalog could not be loaded: ${describe(error)}`);
    throw error;
  }
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
