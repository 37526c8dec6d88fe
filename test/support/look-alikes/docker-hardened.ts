import { attachedTypes, pushReferrers, signedPayload } from './attach';
import { pushBlob, pushMultiPlatform, type PlatformName, type StoredManifest } from './image';
import { ecdsaKey, keySignature, type KeySigner } from './key';
import type { KeyLookAlike, LookAlikeOptions } from './look-alike';
import { mediaTypes } from '../sign-image';

const ownName = 'dhi.io/nginx';
const tag = '1.29-debian13';
const predicateTypes = ['https://slsa.dev/provenance/v1', 'https://spdx.dev/Document', 'https://cyclonedx.org/bom/v1.6'];

export interface DockerHardenedLookAlike extends KeyLookAlike {
  /** Statements about each platform. These are signed, and the image is not. */
  readonly attestations: Readonly<Record<PlatformName, readonly StoredManifest[]>>;
}

/**
 * dhi.io/*: statements refer to each platform, and signatures refer to the statements. An authority in the options logs the
 * signatures, which is not always done.
 */
export async function dockerHardened(options: LookAlikeOptions & { readonly key?: KeySigner }): Promise<DockerHardenedLookAlike> {
  const { push, authority, key = ecdsaKey(), name = ownName } = options;
  const image = await pushMultiPlatform(push, name, tag, {
    indexAnnotations: { 'org.opencontainers.image.title': 'dhi/nginx' },
    descriptorAnnotations: (platform) => ({ 'com.docker.dhi.build.id': `build-${platform.replace('/', '-')}` }),
  });
  const attestations: Partial<Record<PlatformName, StoredManifest[]>> = {};
  for (const [platform, manifest] of Object.entries(image.platforms) as [PlatformName, StoredManifest][]) {
    const stored = await pushStatements(options, platform, manifest);
    for (const statement of stored) {
      const { payload, annotations } = await keySignature(key, signedPayload(name, statement.digest), authority);
      const layer = { ...(await pushBlob(push, payload, mediaTypes.simpleSigning)), annotations };
      await pushReferrers(push, statement, [{ configType: attachedTypes.signatureReferrer, layer }]);
    }
    attestations[platform] = stored;
  }
  const ignoreTlog = authority === undefined;
  const signer = { kind: 'key', name: 'docker-hardened', pem: key.pem, ignoreTlog, layout: 'docker-hardened', source: 'policy' } as const;
  return { name, tag, ...image, key, signer, attestations: attestations as Record<PlatformName, StoredManifest[]> };
}

/** Bare statements: what is signed is the manifest that holds them. */
async function pushStatements({ push }: LookAlikeOptions, platform: PlatformName, manifest: StoredManifest): Promise<StoredManifest[]> {
  const subject = [{ name: `pkg:docker/dhi/nginx@${tag}?platform=${encodeURIComponent(platform)}`, digest: { sha256: manifest.digest.slice('sha256:'.length) } }];
  const referrers = [];
  for (const predicateType of predicateTypes) {
    const annotations = { 'in-toto.io/predicate-type': predicateType };
    const statement = { _type: 'https://in-toto.io/Statement/v0.1', predicateType, subject, predicate: {} };
    const layer = { ...(await pushBlob(push, statement, attachedTypes.inToto)), annotations };
    referrers.push({ artifactType: attachedTypes.inToto, layer, annotations });
  }
  return pushReferrers(push, manifest, referrers);
}
