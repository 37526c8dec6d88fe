/** Bundled by itself: what writes digests into documents and verifies before, which loads when somebody acts. */
export { createPinning } from './service/pinning';
