/** Images that are signed in every way, each in a registry in memory: what the benchmark of verifications verifies. */
import type { AcceptedSigner } from '../../server/src/core/accepted-signer';
import { builder, certifyBuilder } from '../support/docker-builder';
import { describeManifest, notation, pushBundleReferrer, pushIndex, pushReferrer } from '../support/image-layouts';
import { dockerHardened } from '../support/look-alikes';
import { MemoryRegistry, type Push } from '../support/memory-registry';
import { cose, jws, newChain, policyFor } from '../support/notation';
import { accept, createKey, makeKeyBundle, makeLoggedKeyLegacy } from '../support/sign-key';
import { imageInMemory, legacyPayload, makeBundle, pushBundle, pushLegacy, signImage, statement, testSigner, type ImageToSign } from '../support/sign-image';
import { createAuthority, type Authority } from '../support/sigstore';

export interface SignedImage {
  readonly name: string;
  readonly registry: MemoryRegistry;
  /** Of the image in `registry.example/app`. */
  readonly tag: string;
  readonly signers: readonly AcceptedSigner[];
  /** Text. */
  readonly trustedRoot: string;
}

/** Signs an image, and says who is to be accepted. */
type Sign = (push: Push, image: ImageToSign, authority: Authority) => Promise<AcceptedSigner>;

const keyless = (format: 'legacy' | 'bundle'): Sign => async (push, image, authority) => {
  await signImage({ image, push, authority, formats: [format] });
  return testSigner;
};

const loggedKey: Sign = async (push, image, authority) => {
  const key = createKey();
  await pushLegacy(push, image, await makeLoggedKeyLegacy(authority, key, legacyPayload(image)));
  return accept(key, { ignoreTlog: false });
};

const unloggedKey: Sign = async (push, image, authority) => {
  const key = createKey();
  const bundle = await makeKeyBundle(authority, key, statement(image.digest));
  bundle.verificationMaterial.tlogEntries = [];
  await pushBundle(push, image, bundle);
  return accept(key);
};

const notary = (envelope: typeof jws | typeof cose, mediaType: string): Sign => async (push, image) => {
  const chain = newChain();
  const bytes = envelope({ chain, payload: { targetArtifact: describeManifest(image) } });
  await pushReferrer(push, { subject: describeManifest(image), config: notation, layers: [{ bytes, mediaType }] });
  return policyFor(chain);
};

const besideTheImage: Readonly<Record<string, Sign>> = {
  'Cosign tag, keyless': keyless('legacy'),
  'Sigstore bundle, keyless': keyless('bundle'),
  'Cosign tag, key and log': loggedKey,
  'Sigstore bundle, key without log': unloggedKey,
  'Notation, JWS': notary(jws, 'application/jose+json'),
  'Notation, COSE': notary(cose, 'application/cose'),
};

type Elsewhere = Pick<SignedImage, 'name' | 'registry' | 'tag' | 'signers'>;

async function hardened(authority: Authority): Promise<Elsewhere> {
  const registry = new MemoryRegistry();
  const { tag, signer } = await dockerHardened({ push: registry.push, authority });
  return { name: 'Docker Hardened Image', registry, tag, signers: [signer] };
}

async function builtByDocker(authority: Authority): Promise<Elsewhere> {
  const registry = new MemoryRegistry();
  const { attestation } = await pushIndex(registry.push, { attested: {} });
  if (attestation === undefined) throw new Error('an attested image has an attestation');
  await pushBundleReferrer(registry.push, attestation, await makeBundle(authority, await certifyBuilder(authority), statement(attestation.digest)));
  return { name: "Docker's GitHub Builder", registry, tag: 'latest', signers: [builder] };
}

export async function signedImages(): Promise<SignedImage[]> {
  const authority = await createAuthority();
  const trustedRoot = JSON.stringify(authority.trustedRoot);
  const images: SignedImage[] = [];
  for (const [name, sign] of Object.entries(besideTheImage)) {
    const { registry, image } = await imageInMemory();
    images.push({ name, registry, tag: 'latest', signers: [await sign(registry.push, image, authority)], trustedRoot });
  }
  for (const sign of [hardened, builtByDocker]) images.push({ ...(await sign(authority)), trustedRoot });
  return images;
}
