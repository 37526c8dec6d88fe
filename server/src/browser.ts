/** Composition root of the language server in a worker of a browser: the engine, with no disk, no network and no process. */
import { BrowserMessageReader, BrowserMessageWriter, createConnection, ProposedFeatures } from 'vscode-languageserver/browser';
import { homepage, version } from '../../package.json';
import { message } from './core/message';
import type { FilesPort, HashPort, LogPort } from './core/ports';
import { collectLocalNames, namesLocalImages } from './formats';
import { startServer } from './lsp/server';
import { createClock } from './node/clock';
import { workerReady } from './protocol';
import { createImageService } from './service';
import { noNetwork } from './service/no-network';

/** Of the browser: as much as is needed here. */
declare const self: { onmessage: unknown; addEventListener(type: string, listener: unknown): void; postMessage(message: unknown): void };

const connection = createConnection(ProposedFeatures.all, new BrowserMessageReader(self), new BrowserMessageWriter(self));
const log: LogPort = {
  debug: text => connection.console.debug(text),
  info: text => connection.console.info(text),
  warn: text => connection.console.warn(text),
  error: text => connection.console.error(text),
};

/** Nothing is on a disk. */
const files: FilesPort = {
  readText: () => Promise.resolve(undefined),
  async *walk() {},
};

/** Only what a registry served is hashed, and none is asked. */
const hash: HashPort = {
  hex: () => {
    throw new Error('nothing is hashed in a browser');
  },
};

const unverifiable = message('signatures cannot be checked in a browser');
const network = noNetwork();
const clock = createClock();

startServer(connection, {
  service: createImageService({
    ...network,
    clock,
    platform: 'linux/amd64',
    loadCatalog: async () => (await import('./image-catalog')).catalog,
    loadSigners: () => Promise.resolve({ verificationRequest: () => Promise.resolve(unverifiable) }),
    loadVerifier: () => Promise.reject(new Error('nothing is verified in a browser')),
    loadPinning: async () => (await import('./pinning')).createPinning,
    loadConverter: async () => (await import('./converter')).createConverter(),
  }),
  assist: () => import('./assist'),
  inBrowser: true,
  files,
  clock,
  hash,
  log,
  machine: Promise.resolve({ keys: {}, problems: [] }),
  localNames: { mayName: path => namesLocalImages(path), collect: (path, text) => collectLocalNames(path, text) },
  homepage,
  version,
  // Our own client sends them.
  bundle: () => Promise.resolve(undefined),
  useTrustRoot: () => undefined,
  useNetwork: () => undefined,
  logins: network.logins,
  checkLogin: network.checkLogin,
  useLogins: () => undefined,
  useEditor: () => undefined,
  useStorage: () => undefined,
});
connection.listen();
self.postMessage(workerReady);
