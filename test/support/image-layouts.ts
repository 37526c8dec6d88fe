/** Images as registries hold them: an index of platforms, BuildKit's attestation manifests in it, and what refers to each. */
import { sha256, type Push } from './memory-registry';
import { mediaTypes, statement, type ImageToSign, type LegacyLayer } from './sign-image';

export const inToto = 'application/vnd.in-toto+json';
export const dockerAttestation = 'application/vnd.docker.attestation.manifest.v1+json';
export const cosignReferrer = 'application/vnd.dev.cosign.artifact.sig.v1+json';
export const notation = 'application/vnd.cncf.notary.signature';
export const provenance = 'https://slsa.dev/provenance/v1';
export const spdx = 'https://spdx.dev/Document';

const emptyConfig = Buffer.from('{}');

export interface Layer {
  readonly bytes: Buffer;
  readonly mediaType: string;
  readonly annotations?: Readonly<Record<string, string>>;
}

export interface ReferrerOptions {
  /** Undefined: none; of an image made before there were such things. */
  readonly subject?: object | undefined;
  readonly artifactType?: string;
  readonly layers: readonly Layer[];
  readonly annotations?: Readonly<Record<string, string>>;
  /** Media type of the configuration. */
  readonly config?: string;
}

export function describeManifest({ mediaType, digest, size }: Pick<ImageToSign, 'mediaType' | 'digest' | 'size'>): { mediaType: string; digest: string; size: number } {
  return { mediaType, digest, size };
}

/** Pushes a manifest that refers to another; the registry lists it by what it says. */
export async function pushReferrer(push: Push, options: ReferrerOptions): Promise<ImageToSign> {
  const { subject, artifactType, layers, annotations, config = mediaTypes.empty } = options;
  for (const bytes of [emptyConfig, ...layers.map((layer) => layer.bytes)]) await push.blob(bytes);
  const described = layers.map(({ bytes, mediaType, annotations: own }) => ({ mediaType, digest: sha256(bytes), size: bytes.length, ...(own ? { annotations: own } : {}) }));
  return pushJson(push, {
    schemaVersion: 2,
    mediaType: mediaTypes.manifest,
    ...(artifactType === undefined ? {} : { artifactType }),
    config: { mediaType: config, digest: sha256(emptyConfig), size: emptyConfig.length },
    layers: described,
    ...(subject === undefined ? {} : { subject }),
    ...(annotations === undefined ? {} : { annotations }),
  });
}

export async function pushJson(push: Push, body: { readonly mediaType: string; readonly [key: string]: unknown }, tag?: string): Promise<ImageToSign> {
  const bytes = Buffer.from(JSON.stringify(body));
  await push.manifest(bytes, body.mediaType, tag);
  return { name: 'registry.example/app', digest: sha256(bytes), mediaType: body.mediaType, size: bytes.length };
}

/** A legacy signature in a referrer, as Docker's are. */
export function pushLegacyReferrer(push: Push, subject: ImageToSign, { payload, annotations }: LegacyLayer): Promise<ImageToSign> {
  const layer = { bytes: payload, mediaType: mediaTypes.simpleSigning, annotations };
  return pushReferrer(push, { subject: describeManifest(subject), artifactType: cosignReferrer, layers: [layer] });
}

export function pushBundleReferrer(push: Push, subject: ImageToSign, bundle: object, annotations?: Readonly<Record<string, string>>): Promise<ImageToSign> {
  const layer = { bytes: Buffer.from(JSON.stringify(bundle)), mediaType: mediaTypes.bundle };
  return pushReferrer(push, { subject: describeManifest(subject), artifactType: mediaTypes.bundle, layers: [layer], ...(annotations ? { annotations } : {}) });
}

/** A bare statement about `image`, in a manifest of its own. */
export function pushStatement(push: Push, image: ImageToSign, options: Partial<ReferrerOptions> & { readonly predicateType?: string; readonly about?: string } = {}): Promise<ImageToSign> {
  const { predicateType = provenance, about = image.digest, ...rest } = options;
  const layer = { bytes: Buffer.from(JSON.stringify(statement(about, predicateType))), mediaType: inToto, annotations: { 'in-toto.io/predicate-type': predicateType } };
  return pushReferrer(push, { subject: describeManifest(image), artifactType: inToto, layers: [layer], annotations: layer.annotations, ...rest });
}

/** The tag by which registries without the Referrers API list what refers to `subject`. */
export function pushFallbackTag(push: Push, subject: Pick<ImageToSign, 'digest'>, listed: readonly (Pick<ImageToSign, 'mediaType' | 'digest' | 'size'> & { readonly artifactType?: string })[]): Promise<ImageToSign> {
  const manifests = listed.map(({ artifactType, ...each }) => ({ ...describeManifest(each), ...(artifactType === undefined ? {} : { artifactType }) }));
  return pushJson(push, { schemaVersion: 2, mediaType: mediaTypes.index, manifests }, subject.digest.replace(':', '-'));
}

export interface IndexOptions {
  /** `os/architecture` of each manifest. */
  readonly platforms?: readonly string[];
  /** What its attestation manifest for linux/amd64 is like; none when absent. */
  readonly attested?: Partial<ReferrerOptions> & { readonly about?: string; readonly reference?: string };
  readonly annotations?: Readonly<Record<string, string>>;
}

export interface PushedIndex {
  readonly index: ImageToSign;
  /** The manifest for linux/amd64, the first. */
  readonly amd64: ImageToSign;
  readonly arm64: ImageToSign;
  readonly attestation: ImageToSign | undefined;
}

/** An index under `latest`, as `docker buildx build --push` leaves one. */
export async function pushIndex(push: Push, { platforms = ['linux/amd64', 'linux/arm64'], attested, annotations }: IndexOptions = {}): Promise<PushedIndex> {
  const images = await Promise.all(platforms.map((platform) => pushReferrer(push, { layers: [], annotations: { platform }, config: mediaTypes.config })));
  const [amd64, arm64] = images as [ImageToSign, ImageToSign];
  const attestation = attested && (await pushStatement(push, amd64, { artifactType: dockerAttestation, ...attested }));
  const entries = images.map((image, at) => {
    const [os, architecture] = (platforms[at] as string).split('/');
    return { ...describeManifest(image), platform: { os, architecture } };
  });
  const reference = { 'vnd.docker.reference.type': 'attestation-manifest', 'vnd.docker.reference.digest': attested?.reference ?? amd64.digest };
  const listed = attestation ? [{ ...describeManifest(attestation), platform: { os: 'unknown', architecture: 'unknown' }, annotations: reference }] : [];
  const body = { schemaVersion: 2, mediaType: mediaTypes.index, manifests: [...entries, ...listed], ...(annotations ? { annotations } : {}) };
  return { index: await pushJson(push, body, 'latest'), amd64, arm64, attestation };
}
