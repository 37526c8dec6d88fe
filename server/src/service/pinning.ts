import { createSignatures, type Signatures, type SignaturesParts } from '../facts/signatures';
import { createBackground, type Background } from './background-signatures';
import type { FormatLookup } from './edit';
import { createGate } from './gate';
import { createPinner, type Pinner } from './pin';
import { planPinAll } from './pin-all';
import type { SignerRequests } from './signer-requests';
import { planSwap } from './swap';
import { createUpdater, type Updater } from './update';
import { planUpdateAll } from './update-all';

/** Everything that writes digests, and what it must know of signatures before: a bundle of its own, loaded when somebody acts. */
export interface Pinning {
  readonly signatures: Signatures;
  readonly pinner: Pinner;
  readonly verifyInBackground: Background;
  readonly planSwap: typeof planSwap;
  readonly planPinAll: typeof planPinAll;
  readonly updater: Updater;
  readonly planUpdateAll: typeof planUpdateAll;
}

export interface PinningParts extends SignaturesParts {
  readonly formatOf: FormatLookup;
  readonly requests: SignerRequests;
}

export function createPinning(parts: PinningParts): Pinning {
  const { resolutions, requests, formatOf, clock } = parts;
  const signatures = createSignatures(parts);
  const pinner = createPinner({ resolutions, gate: createGate(signatures, requests), formatOf, clock });
  const updater = createUpdater({ pinner, resolutions, formatOf, clock });
  return { signatures, pinner, updater, verifyInBackground: createBackground(signatures, clock), planSwap, planPinAll, planUpdateAll };
}
