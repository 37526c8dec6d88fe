import { message, type Message } from '../../core/message';
import type { Descriptor } from '../../oci/client';
import { limits } from '../limits';
import { isHintedOther, signaturesOf } from './attestation-manifest';
import { answer, merge, nothing, type Discovery, type Question } from './discovery';
import { readSignatureManifest } from './manifest';
import { dockerAttestation, inToto, saysNothing } from './media-types';

/** Docker's GitHub Builder signs the attestation manifest that stands in the index, or refers to the platform's manifest. */
export async function dockerBuilder(question: Question): Promise<Discovery> {
  return signaturesOfAll(await builderAttestations(question), question);
}

/** Docker Hardened Images: attestations that refer to the platform's manifest, each with a signature that refers to it. */
export async function dockerHardened(question: Question): Promise<Discovery> {
  const attestations = await referringAs(inToto, question);
  const found = await signaturesOfAll(attestations.filter((each) => !isHintedOther(each)), question);
  // What else is attested is signed as well, and is no signature of the image.
  const others = attestations.filter(isHintedOther);
  return others.length === 0 ? found : { ...found, later: [...found.later, () => signaturesOfAll(others, question)] };
}

/** The index says which are about a platform of its own: nobody else need be asked. */
export async function builderAttestations(question: Question): Promise<readonly Descriptor[]> {
  return question.subject.kind === 'platform' ? question.listed : referringAs(dockerAttestation, question);
}

/** What refers to the subject, and is of that type. */
export async function referringAs(artifactType: string, question: Question): Promise<readonly Descriptor[]> {
  const listed = await question.reading.referrers(question.place, question.subject.digest);
  const unclear = listed.filter((each) => saysNothing(each.artifactType)).slice(0, limits.referrers);
  const found = await Promise.all(unclear.map(async (each) => ((await typeOf(each, question)) === artifactType ? [each] : [])));
  return [...listed.filter((each) => each.artifactType === artifactType), ...found.flat()];
}

async function typeOf({ digest }: Descriptor, { place, reading }: Question): Promise<string | undefined> {
  const manifest = await reading.manifest(place, digest);
  return manifest && readSignatureManifest(manifest)?.artifactType;
}

async function signaturesOfAll(attestations: readonly Descriptor[], question: Question): Promise<Discovery> {
  const some = attestations.slice(0, limits.attestationManifests);
  const found = await Promise.all(some.map((attestation) => answer(() => signaturesOf(attestation, question))));
  return merge([...found, { ...nothing, failures: some.length < attestations.length ? [tooManyAttestations()] : [] }]);
}

export function tooManyAttestations(): Message {
  return message('more than {0} attestations are listed, and not all were read', limits.attestationManifests);
}
