/** Composition root of the language server in a browser: the engine without disk, network and processes, in a worker. */
import { BrowserMessageReader, BrowserMessageWriter, createConnection, ProposedFeatures } from 'vscode-languageserver/browser';
import { noLogins } from './core/login';
import { message } from './core/message';
import type { FilesPort } from './core/ports';
import { collectLocalNames, namesLocalImages } from './formats';
import { createClock, createImageService, homepage, lazyNetwork, startServer, version } from './language-server';
import { RegistryError } from './oci/error';

/** Of images that registries have for several: what this machine is, no browser says. */
const platform = 'linux/amd64';

/** Files are the editor's alone here. */
const noFiles: FilesPort = {
  readText: () => Promise.resolve(undefined),
  async *walk() {
    // Nothing to walk over.
  },
};

/** Registries let no page of a browser ask them: they send no CORS headers. And nothing here could keep a login. */
const confined = message('In a browser Plimsoll judges by what it knows: it asks no registry, verifies no signature and reads no other file');

const nobody = (): Promise<never> => Promise.reject(new RegistryError('offline', '', 'nobody is asked from a browser'));

const connection = createConnection(ProposedFeatures.all, new BrowserMessageReader(self), new BrowserMessageWriter(self));
const network = lazyNetwork(nobody);

startServer(connection, {
  service: createImageService({
    ...network,
    clock: createClock(),
    platform,
    loadCatalog: async () => (await import('./image-catalog')).catalog,
    loadConverter: async () => (await import('./converter')).createConverter(),
    // Where a policy demands a signature, nothing is written; elsewhere it is said that nobody looked.
    loadSigners: () => Promise.resolve({ verificationRequest: () => Promise.resolve(confined) }),
    loadVerifier: nobody,
    loadPinning: async () => (await import('./pinning')).createPinning,
  }),
  assist: () => import('./assist'),
  files: noFiles,
  clock: createClock(),
  // Only what is verified is hashed.
  hash: {
    hex() {
      throw new Error('nothing is hashed in a browser');
    },
  },
  log: {
    debug: text => connection.console.debug(text),
    info: text => connection.console.info(text),
    warn: text => connection.console.warn(text),
    error: text => connection.console.error(text),
  },
  machine: Promise.resolve({ keys: {}, problems: [] }),
  confined,
  localNames: { mayName: path => namesLocalImages(path), collect: (path, text) => collectLocalNames(path, text) },
  homepage,
  version,
  bundle: () => Promise.resolve(undefined),
  useTrustRoot: ignored,
  useNetwork: ignored,
  logins: noLogins,
  checkLogin: nobody,
  useLogins: ignored,
  useEditor: ignored,
  useStorage: ignored,
});
connection.listen();

function ignored(): void {
  // There is nothing that it could apply to.
}

declare const self: ConstructorParameters<typeof BrowserMessageReader>[0];
