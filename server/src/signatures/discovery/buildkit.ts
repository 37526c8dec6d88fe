import type { Descriptor } from '../../oci/client';
import { limits } from '../limits';
import { statementLayers } from './attestation-manifest';
import type { UnsignedLayer } from './candidate';
import { answer, merge, nothing, type Discovery, type Question } from './discovery';
import { builderAttestations, referringAs, tooManyAttestations } from './docker';
import { readSignatureManifest } from './manifest';
import { inToto } from './media-types';

/** The statements of attestation manifests: BuildKit's in the index, and those that Docker attaches to the manifest. */
export async function buildkit(question: Question): Promise<Discovery> {
  const attestations = [...(await builderAttestations(question)), ...(await referringAs(inToto, question))];
  const some = attestations.slice(0, limits.attestationManifests);
  const found = await Promise.all(some.map((attestation) => answer(() => statementsOf(attestation, question))));
  return merge([...found, { ...nothing, failures: some.length < attestations.length ? [tooManyAttestations()] : [] }]);
}

async function statementsOf({ digest }: Descriptor, { place, subject, reading }: Question): Promise<Discovery> {
  const manifest = await reading.manifest(place, digest);
  const content = manifest && readSignatureManifest(manifest);
  const layers = statementLayers(content?.layers ?? []);
  const unsigned = layers.map((layer): UnsignedLayer => ({ format: 'buildkit', layer, place, subject, listedBy: digest }));
  return { ...nothing, unsigned };
}
