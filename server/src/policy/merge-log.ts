import type { Message } from '../core/message';
import type { Layer, Refused } from './layers';

/** Keeps who said what, for `check --print-config`. */
export interface MergeLog {
  /** The layer set this key, alone or together with those who did before. */
  note(key: string, alone: boolean): void;
  refuse(key: string, reason: Message): void;
}

/** Who an effective value comes from, by its key. */
export type Origins = Map<string, readonly string[]>;

export function logFor({ file }: Layer, origins: Origins, refused: Refused[]): MergeLog {
  return {
    note(key, alone) {
      origins.set(key, alone ? [file.path] : [...(origins.get(key) ?? []), file.path]);
    },
    refuse(key, reason) {
      refused.push({ path: file.path, key, reason });
    },
  };
}
