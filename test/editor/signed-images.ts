import { describeManifest, notation, pushFallbackTag, pushReferrer } from '../support/image-layouts';
import { jws, newChain } from '../support/notation';
import { pushIndex, pushTo } from '../support/real-registry';
import { signAs } from '../support/sign-as';
import { createKey, makeKeyLegacy } from '../support/sign-key';
import { legacyPayload, mediaTypes, pushLegacy, signImage, testIdentity, testIssuer, type ImageToSign } from '../support/sign-image';

/** What the registry holds, and what a workspace needs to know to believe it. */
export interface SignedImages {
  /** Digest by reference. */
  readonly digests: Readonly<Record<string, string>>;
  /** Text. */
  readonly trustedRoot: string;
  /** Entries of `signatures`. */
  readonly entries: readonly string[];
  /** The key and the certificate that they name, by path. */
  readonly files: Readonly<Record<string, string>>;
}

/** Images that are signed in each way, by whom they should be and otherwise, on the registry at `host`. */
export async function pushSignedImages(host: string): Promise<SignedImages> {
  const digests: Record<string, string> = {};
  const put = async (repository: string): Promise<ImageToSign> => {
    const { digest, bytes } = await pushIndex(host, repository, '1', repository);
    digests[`${host}/${repository}:1`] = digest;
    return { name: `${host}/${repository}`, digest, size: bytes.length, mediaType: mediaTypes.index };
  };
  const { trustedRoot, authority } = await signImage({ image: await put('acme/signed'), push: pushTo(host, 'acme/signed') });
  // By somebody whom nobody named.
  await signImage({ image: await put('team/signed'), push: pushTo(host, 'team/signed'), authority });
  const others = [['acme/other', 'other'], ['acme/unsigned', 'none'], ['acme/forged', 'wrong'], ['strict/other', 'other'], ['strict/unsigned', 'none']] as const;
  for (const [repository, how] of others) await signAs(how, pushTo(host, repository), await put(repository), authority);
  const key = await signWithKey(host, await put('keyed/app'));
  const certificate = await signWithNotation(host, await put('notary/app'));
  return { digests, trustedRoot, entries: entriesFor(host), files: { 'keys/cosign.pub': key, 'keys/acme.pem': certificate } };
}

function entriesFor(host: string): string[] {
  const keyless = `keyless: { issuer: "${testIssuer}", identity: "${testIdentity}" }`;
  const identities = String.raw`["x509.subject: C=US, ST=WA, O=Acme\\, Inc."]`;
  return [
    `  - { images: "${host}/acme/**", ${keyless}, required: false }`,
    `  - { images: "${host}/strict/**", ${keyless}, required: true }`,
    `  - { images: "${host}/keyed/**", key: { file: keys/cosign.pub, ignoreTlog: true } }`,
    `  - { images: "${host}/notary/**", notation: { identities: ${identities}, ca: [keys/acme.pem] } }`,
  ];
}

/** Answers with the public key. */
async function signWithKey(host: string, image: ImageToSign): Promise<string> {
  const key = createKey();
  await pushLegacy(pushTo(host, 'keyed/app'), image, makeKeyLegacy(key, legacyPayload(image)));
  return key.pem;
}

/** Answers with the root's certificate. The registry has no Referrers API, and a tag lists the signature then. */
async function signWithNotation(host: string, image: ImageToSign): Promise<string> {
  const chain = newChain();
  const push = pushTo(host, 'notary/app');
  const bytes = jws({ chain, payload: { targetArtifact: describeManifest(image) } });
  const signature = await pushReferrer(push, { subject: describeManifest(image), config: notation, layers: [{ bytes, mediaType: 'application/jose+json' }] });
  await pushFallbackTag(push, image, [{ ...signature, artifactType: notation }]);
  return chain[2].pem;
}
