/**
 * Test-signed images. `signImage` signs one with a Sigstore of its own and pushes the signatures; whoever is given the
 * returned `trusted_root.json` (the machine-scope setting `trustedRoot`) can verify them.
 */
import type { AcceptedKeyless } from '../../server/src/core/accepted-signer';
import { MemoryRegistry, sha256, type Push } from './memory-registry';
import { base64, createAuthority, dsseRekord, hashedRekord, signBytes, signEnvelope, type Authority, type LogRecord, type Signer } from './sigstore';

export interface ImageToSign {
  /** As the payload names it, e.g. `localhost:5000/app`. */
  readonly name: string;
  readonly digest: string;
  readonly mediaType: string;
  readonly size: number;
}

export interface SignImageOptions {
  readonly image: ImageToSign;
  readonly push: Push;
  /** Made anew when absent. */
  readonly authority?: Authority;
  readonly identity?: string;
  readonly issuer?: string;
  /** Both when absent. */
  readonly formats?: readonly ('legacy' | 'bundle')[];
}

export interface SignedImage {
  readonly authority: Authority;
  readonly identity: string;
  readonly issuer: string;
  /** Text of the `trusted_root.json` to verify with. */
  readonly trustedRoot: string;
}

export const testIdentity = 'https://github.com/acme/app/.github/workflows/release.yml@refs/heads/main';
export const testIssuer = 'https://token.actions.githubusercontent.com';
export const testSigner: AcceptedKeyless = { kind: 'keyless', issuer: testIssuer, identity: testIdentity, source: 'policy' };

export const mediaTypes = {
  manifest: 'application/vnd.oci.image.manifest.v1+json',
  index: 'application/vnd.oci.image.index.v1+json',
  empty: 'application/vnd.oci.empty.v1+json',
  config: 'application/vnd.oci.image.config.v1+json',
  simpleSigning: 'application/vnd.dev.cosign.simplesigning.v1+json',
  bundle: 'application/vnd.dev.sigstore.bundle.v0.3+json',
} as const;

/** Signs as `cosign sign` does: the legacy tag, and a bundle that refers to the image (with the tag for old registries). */
export async function signImage(options: SignImageOptions): Promise<SignedImage> {
  const { image, push, identity = testIdentity, issuer = testIssuer, formats = ['legacy', 'bundle'] } = options;
  const authority = options.authority ?? (await createAuthority());
  const signer = await authority.certify({ identity, issuer });
  if (formats.includes('legacy')) await pushLegacy(push, image, await makeLegacy(authority, signer, legacyPayload(image)));
  if (formats.includes('bundle')) await pushBundle(push, image, await makeBundle(authority, signer, statement(image.digest)));
  return { authority, identity, issuer, trustedRoot: JSON.stringify(authority.trustedRoot) };
}

export function legacyPayload({ name, digest }: Pick<ImageToSign, 'name' | 'digest'>): object {
  const image = { 'docker-manifest-digest': digest };
  return { critical: { identity: { 'docker-reference': name }, image, type: 'cosign container image signature' }, optional: null };
}

export function statement(digest: string, predicateType = 'https://sigstore.dev/cosign/sign/v1'): object {
  const [algorithm, hex] = digest.split(':') as [string, string];
  return { _type: 'https://in-toto.io/Statement/v1', subject: [{ digest: { [algorithm]: hex } }], predicateType, predicate: {} };
}

export interface LegacyLayer {
  readonly payload: Buffer;
  readonly annotations: Record<string, string>;
}

export async function makeLegacy(authority: Authority, signer: Signer, payload: object | string, at?: Date): Promise<LegacyLayer> {
  const bytes = Buffer.from(typeof payload === 'string' ? payload : JSON.stringify(payload));
  const signature = signBytes(signer, bytes);
  const record = await authority.log(hashedRekord(signer, sha256(bytes).slice('sha256:'.length), signature), at);
  return {
    payload: bytes,
    annotations: {
      'dev.cosignproject.cosign/signature': base64(signature),
      'dev.sigstore.cosign/certificate': signer.pem,
      'dev.sigstore.cosign/bundle': rekorAnnotation(record),
    },
  };
}

export function rekorAnnotation({ body, integratedTime, logIndex, logID, verification }: LogRecord): string {
  return JSON.stringify({
    SignedEntryTimestamp: verification.signedEntryTimestamp,
    Payload: { body, integratedTime, logIndex, logID },
  });
}

/** A bundle of version 0.3 around a DSSE envelope, as JSON to be bent by tests. */
export async function makeBundle(authority: Authority, signer: Signer, content: object | string, at?: Date): Promise<BundleJson> {
  const payload = Buffer.from(typeof content === 'string' ? content : JSON.stringify(content));
  const payloadType = 'application/vnd.in-toto+json';
  const signature = signEnvelope(signer, payloadType, payload);
  const record = await authority.log(dsseRekord(signer, payload, signature), at);
  return {
    mediaType: mediaTypes.bundle,
    verificationMaterial: {
      certificate: { rawBytes: base64(signer.der) },
      tlogEntries: [bundleEntry(record, 'dsse', '0.0.1')],
      timestampVerificationData: { rfc3161Timestamps: [] },
    },
    dsseEnvelope: { payload: base64(payload), payloadType, signatures: [{ sig: base64(signature), keyid: '' }] },
  };
}

export interface BundleJson {
  mediaType: string;
  verificationMaterial: Record<string, unknown> & { tlogEntries: Record<string, unknown>[] };
  dsseEnvelope?: { payload: string; payloadType: string; signatures: { sig: string; keyid: string }[] };
  messageSignature?: object;
}

export function bundleEntry(record: LogRecord, kind: string, version: string): Record<string, unknown> {
  const { inclusionProof, signedEntryTimestamp } = record.verification;
  return {
    logIndex: String(record.logIndex),
    logId: { keyId: Buffer.from(record.logID, 'hex').toString('base64') },
    kindVersion: { kind, version },
    integratedTime: String(record.integratedTime),
    inclusionPromise: { signedEntryTimestamp },
    inclusionProof: {
      logIndex: String(inclusionProof.logIndex),
      treeSize: String(inclusionProof.treeSize),
      rootHash: Buffer.from(inclusionProof.rootHash, 'hex').toString('base64'),
      hashes: [],
      checkpoint: { envelope: inclusionProof.checkpoint },
    },
    canonicalizedBody: record.body,
  };
}

export async function pushLegacy(push: Push, image: Pick<ImageToSign, 'digest'>, ...layers: LegacyLayer[]): Promise<void> {
  for (const bytes of [emptyConfig, ...layers.map(({ payload }) => payload)]) await push.blob(bytes);
  await push.manifest(legacyManifest(layers), mediaTypes.manifest, `${image.digest.replace(':', '-')}.sig`);
}

const emptyConfig = Buffer.from('{}');

export function legacyManifest(layers: readonly (LegacyLayer & { readonly mimeType?: string })[]): Buffer {
  const manifest = {
    schemaVersion: 2,
    mediaType: mediaTypes.manifest,
    config: describeBlob(emptyConfig, mediaTypes.config),
    layers: layers.map(({ payload, annotations, mimeType = mediaTypes.simpleSigning }) => ({ ...describeBlob(payload, mimeType), annotations })),
  };
  return Buffer.from(JSON.stringify(manifest));
}

/** Returns the digest of the referrer. `subject` is what the referrer says that it is about. */
export async function pushBundle(push: Push, image: ImageToSign, bundle: object | string, subject: object | null = subjectOf(image)): Promise<string> {
  const blob = Buffer.from(typeof bundle === 'string' ? bundle : JSON.stringify(bundle));
  await push.blob(emptyConfig);
  await push.blob(blob);
  const manifest = Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: mediaTypes.manifest,
      artifactType: mediaTypes.bundle,
      config: describeBlob(emptyConfig, mediaTypes.empty),
      layers: [describeBlob(blob, mediaTypes.bundle)],
      subject,
    }),
  );
  await push.manifest(manifest, mediaTypes.manifest);
  const listed = { ...describeBlob(manifest, mediaTypes.manifest), artifactType: mediaTypes.bundle };
  const index = { schemaVersion: 2, mediaType: mediaTypes.index, manifests: [listed] };
  await push.manifest(Buffer.from(JSON.stringify(index)), mediaTypes.index, image.digest.replace(':', '-'));
  return sha256(manifest);
}

function subjectOf({ mediaType, digest, size }: ImageToSign): object {
  return { mediaType, digest, size };
}

function describeBlob(bytes: Buffer, mediaType: string): { mediaType: string; digest: string; size: number } {
  return { mediaType, digest: sha256(bytes), size: bytes.length };
}

/** A registry with one unsigned image under `latest`. */
export async function imageInMemory(name = 'registry.example/app'): Promise<{ registry: MemoryRegistry; image: ImageToSign }> {
  const registry = new MemoryRegistry();
  const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: mediaTypes.manifest, layers: [], annotations: { name } }));
  await registry.push.manifest(bytes, mediaTypes.manifest, 'latest');
  return { registry, image: { name, digest: sha256(bytes), mediaType: mediaTypes.manifest, size: bytes.length } };
}
