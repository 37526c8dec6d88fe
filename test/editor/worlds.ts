export { startMultiRoot } from './multi-root';
export { startWorld } from './world';
