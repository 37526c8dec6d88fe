export { startMultiRoot } from './multi-root';
export { startFolder } from './web-world';
export { startWorld } from './world';
