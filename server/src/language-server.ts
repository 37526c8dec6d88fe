/** What the language server is made of wherever it runs: the roots of Node and of browsers share this bundle. */
export { version, homepage } from '../../package.json';
export { noEdge } from './core/login';
export { defaultNetwork } from './core/network-settings';
export { createAskedAs } from './facts/asked-as';
export { startServer } from './lsp/server';
export { createClock } from './node/clock';
export { createImageService } from './service';
export { lazyNetwork } from './service/lazy-network';
export { LazyVerifier } from './service/lazy-verifier';
export { machineFiles, readMachineSettings } from './service/machine-settings';
