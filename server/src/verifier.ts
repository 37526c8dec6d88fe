/** Bundled by itself: the verifier, its trust roots and the tables of signers, loaded at the first verification. */
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { ClockPort, FilesPort, HttpPort, LogPort } from './core/ports';
import type { TrustRootSettings } from './core/trust-root-settings';
import { createKeptFiles } from './node/kept-files';
import { notationConfigFolder } from './node/notation-config';
import { createScratch } from './node/scratch';
import { createTrustFiles } from './node/trust-files';
import { Refreshing } from './service/refreshing';
import { RootedVerifier } from './service/rooted-verifier';
import { signersFrom, type Signers } from './service/verifying';
import { notationSignersFor, readNotationTrust } from './signatures/notation';

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

/** Whom the person's own notation trusts is read anew each time: it is small, and may be changed meanwhile. */
export function createSigners(files: FilesPort): Signers {
  const folder = notationConfigFolder(process.env, process.platform, homedir());
  const trustFiles = createTrustFiles();
  return signersFrom({ files, ownSigners: async reference => notationSignersFor(reference, await readNotationTrust(trustFiles, folder)) });
}
