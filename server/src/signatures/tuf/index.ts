export { readKept, writeKept, type KeptRoot } from './kept';
export { refresh, type RefreshFailure, type RefreshInput, type RefreshResult } from './refresh';
export type { TufRepository } from './repository';
