/** Bundled by itself: the verifier and its trust roots, loaded at the first verification. */
import { join } from 'node:path';
import type { ClockPort, FilesPort, HttpPort, LogPort } from './core/ports';
import type { TrustRootSettings } from './core/trust-root-settings';
import { createKeptFiles } from './node/kept-files';
import { createScratch } from './node/scratch';
import { Refreshing } from './service/refreshing';
import { RootedVerifier } from './service/rooted-verifier';

export interface VerifierOptions {
  readonly files: FilesPort;
  readonly clock: ClockPort;
  readonly http: HttpPort;
  readonly log: LogPort;
  /** Absolute path of the folder where the trust root is kept; without one it is never refreshed. */
  readonly storage: string | undefined;
  readonly settings: () => TrustRootSettings;
}

export function createVerifier({ files, clock, http, log, storage, settings }: VerifierOptions): RootedVerifier {
  const kept = createKeptFiles(storage && join(storage, 'tuf'));
  const refreshing = new Refreshing({ load: () => import('./tuf'), http, kept, scratch: createScratch(), clock, log });
  return new RootedVerifier({ files, clock, refreshing, settings });
}
