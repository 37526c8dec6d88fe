/** A bundle of its own, loaded where a trust root was refreshed before, or is about to be. */
export { readKept, refresh, writeKept } from './signatures/tuf';
