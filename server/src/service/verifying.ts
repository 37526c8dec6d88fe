import type { AcceptedSigner } from '../core/accepted-signer';
import type { Message } from '../core/message';
import type { TrustPolicy } from '../core/policy';
import type { FilesPort } from '../core/ports';
import { sameName, type ImageReference } from '../core/reference';
import { acceptedSigners, filesOfSigners, signersProblem } from '../policy/signers';
import { judgedAs } from '../policy/upstreams';
import { publisherOf } from '../publishers';
import { builtInSigners } from '../publishers/signers';
import { canonicalHost } from '../registries';
import type { VerificationRequest } from '../signatures/verifier';

/** Part of the bundle that verifies: the tables of signers are not loaded before somebody asks for them. */
export interface Signers {
  verificationRequest(reference: ImageReference, policy: TrustPolicy): Promise<VerificationRequest | Message>;
}

export function signersFrom(sources: SignerSources): Signers {
  return { verificationRequest: (reference, policy) => verificationRequest(reference, policy, sources) };
}

export interface SignerSources {
  /** For the keys and certificates that a policy names. */
  readonly files: Pick<FilesPort, 'readText'>;
  /** Whom the person accepts for an image, by a trust policy of their own (Notation's). Never rejects. */
  readonly ownSigners?: (reference: ImageReference) => Promise<readonly AcceptedSigner[]>;
}

/**
 * Who must have signed: what the policy says of this image, else the signers of who publishes it, also through a proxy cache,
 * and whom the person trusts. A message where that is not known: a key that the policy names cannot be read, and is neither
 * skipped nor taken for another.
 */
export async function verificationRequest(reference: ImageReference, policy: TrustPolicy, { files, ownSigners }: SignerSources): Promise<VerificationRequest | Message> {
  const texts = await readAll(filesOfSigners(reference, policy), files);
  const problem = signersProblem(reference, policy, texts);
  if (problem) return problem;
  const judged = judgedAs(reference, policy);
  const named = { ...judged, registry: canonicalHost(judged.registry) };
  const builtIn = [...builtInSigners(named), ...((await ownSigners?.(reference)) ?? [])];
  return {
    reference,
    signers: acceptedSigners(reference, policy, builtIn, texts),
    publisherDoesNotSign: publisherOf(named)?.doesNotSign === true,
    // A proxy cache need not keep signatures, and its upstream has those of the same digest.
    ...(sameName(judged, reference) ? {} : { upstream: judged }),
  };
}

async function readAll(paths: readonly string[], files: Pick<FilesPort, 'readText'>): Promise<ReadonlyMap<string, string>> {
  const read = await Promise.all(paths.map(async path => [path, await files.readText(path)] as const));
  return new Map(read.filter((entry): entry is readonly [string, string] => entry[1] !== undefined));
}
