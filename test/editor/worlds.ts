export { startMultiRoot } from './multi-root';
export { startVirtual } from './virtual-world';
export { startFolder } from './web-world';
export { startWorld } from './world';
