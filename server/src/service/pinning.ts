import { createSignatures, type Signatures, type SignaturesParts } from '../facts/signatures';
import { createBackground, type Background } from './background-signatures';
import type { TagLists } from '../facts/tag-lists';
import { createAddTag, type AddTag } from './add-tag';
import type { FormatLookup } from './edit';
import { createGate } from './gate';
import { createPinner, type Pinner } from './pin';
import { planPinAll } from './pin-all';
import type { SignerRequests } from './signer-requests';
import { adviseTags, createNewerTag } from './newer-tag';
import { planSwap } from './swap';
import type { Advise } from './tag-advice';
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
  readonly planAddTag: AddTag;
  readonly adviseTags: Advise;
}

export interface PinningParts extends SignaturesParts {
  readonly tagLists: TagLists;
  readonly formatOf: FormatLookup;
  readonly requests: SignerRequests;
}

export function createPinning(parts: PinningParts): Pinning {
  const { resolutions, requests, formatOf, clock } = parts;
  const signatures = createSignatures(parts);
  const pinner = createPinner({ resolutions, gate: createGate(signatures, requests), formatOf, clock });
  const newerTag = createNewerTag(parts.tagLists);
  const updater = createUpdater({ pinner, resolutions, formatOf, clock, newerTag });
  const planAddTag = createAddTag(parts);
  return { signatures, pinner, updater, verifyInBackground: createBackground(signatures, clock), planSwap, planPinAll, planUpdateAll, planAddTag, adviseTags };
}
