/** Bundled by itself: what registries answered in earlier sessions, read once somebody wants to know more than a text says. */
import { join } from 'node:path';
import type { ClockPort, HashPort, LogPort } from './core/ports';
import type { KeptAnswers } from './facts/answers';
import { openKeptAnswers } from './facts/kept-answers';
import { createKeptFiles } from './node/kept-files';

export interface KeptOptions {
  readonly clock: ClockPort;
  readonly hash: HashPort;
  readonly log: LogPort;
  /** Absolute path of a folder of our own. */
  readonly storage: string;
}

export function openKept({ storage, ...ports }: KeptOptions): Promise<KeptAnswers> {
  return openKeptAnswers({ ...ports, files: createKeptFiles(join(storage, 'registries')) });
}
