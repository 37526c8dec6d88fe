/** What Cosign and its kin attach to an image, under tags and as referrers. Layouts: signatures.md, section 1. */
import { toPem } from '../certificates';
import type { Push } from '../memory-registry';
import { legacyPayload, mediaTypes, rekorAnnotation, type LegacyLayer } from '../sign-image';
import { base64, dsseRekord, hashedRekord, hex, signBytes, signEnvelope, type Authority, type Signer } from '../sigstore';
import { pushBlob, pushManifest, type StoredManifest } from './image';

export const attachedTypes = {
  envelope: 'application/vnd.dsse.envelope.v1+json',
  inToto: 'application/vnd.in-toto+json',
  signatureReferrer: 'application/vnd.dev.cosign.artifact.sig.v1+json',
} as const;

/** Bytes of the payload that Cosign signs (containers-signature.5). */
export function signedPayload(dockerReference: string, digest: string, optional: object | null = null): Buffer {
  return Buffer.from(JSON.stringify({ ...legacyPayload({ name: dockerReference, digest }), optional }));
}

/** As `cosign sign` makes it without a key: certificate, chain, and the promise of the log. */
export async function keylessSignature(authority: Authority, signer: Signer, payload: Buffer): Promise<LegacyLayer> {
  const signature = signBytes(signer, payload);
  const record = await authority.log(hashedRekord(signer, hex(payload), signature));
  return {
    payload,
    annotations: {
      'dev.cosignproject.cosign/signature': base64(signature),
      'dev.sigstore.cosign/certificate': signer.pem,
      'dev.sigstore.cosign/chain': chainOf(authority),
      'dev.sigstore.cosign/bundle': rekorAnnotation(record),
    },
  };
}

/** A DSSE envelope under the tag `.att`; the annotation of the signature is empty, and that of the predicate only a hint. */
export async function keylessAttestation(authority: Authority, signer: Signer, statement: object): Promise<LegacyLayer & { mimeType: string }> {
  const payload = Buffer.from(JSON.stringify(statement));
  const signature = signEnvelope(signer, attachedTypes.inToto, payload);
  const envelope = Buffer.from(
    JSON.stringify({ payloadType: attachedTypes.inToto, payload: base64(payload), signatures: [{ keyid: '', sig: base64(signature) }] }),
  );
  const record = await authority.log(dsseRekord(signer, payload, signature, envelope));
  return {
    payload: envelope,
    mimeType: attachedTypes.envelope,
    annotations: {
      'dev.cosignproject.cosign/signature': '',
      'dev.sigstore.cosign/certificate': signer.pem,
      'dev.sigstore.cosign/chain': chainOf(authority),
      'dev.sigstore.cosign/bundle': rekorAnnotation(record),
      predicateType: (statement as { predicateType: string }).predicateType,
    },
  };
}

function chainOf({ trustedRoot }: Authority): string {
  const [authority] = trustedRoot.certificateAuthorities as { certChain: { certificates: { rawBytes: string }[] } }[];
  return (authority?.certChain.certificates ?? []).map(({ rawBytes }) => toPem(Buffer.from(rawBytes, 'base64'))).join('');
}

/** In-toto statement about an image, as attestations have it. */
export function statementAbout(name: string, digest: string, predicateType: string, predicate: object): object {
  return { _type: 'https://in-toto.io/Statement/v0.1', predicateType, subject: [{ name, digest: { sha256: digest.slice('sha256:'.length) } }], predicate };
}

/** Under the tag that belongs to the digest: `.sig` or `.att`. */
export async function pushUnderTag(push: Push, digest: string, suffix: 'sig' | 'att', layers: readonly (LegacyLayer & { readonly mimeType?: string })[]): Promise<StoredManifest> {
  const stored = [];
  for (const { payload, annotations, mimeType = mediaTypes.simpleSigning } of layers) {
    stored.push({ ...(await pushBlob(push, payload, mimeType)), annotations });
  }
  const rootfs = { type: 'layers', diff_ids: stored.map((layer) => layer.digest) };
  const config = await pushBlob(push, { architecture: '', created: '0001-01-01T00:00:00Z', history: [], os: '', rootfs, config: {} }, mediaTypes.config);
  return pushManifest(push, { config, layers: stored }, mediaTypes.manifest, `${digest.replace(':', '-')}.${suffix}`);
}

export interface Referrer {
  readonly artifactType?: string;
  readonly configType?: string;
  readonly layer: StoredManifest & { readonly annotations?: Readonly<Record<string, string>> };
  readonly annotations?: Readonly<Record<string, string>>;
}

/** Manifests that name `subject`, and the tag that lists them where a registry has no API for it. */
export async function pushReferrers(push: Push, subject: StoredManifest, referrers: readonly Referrer[]): Promise<StoredManifest[]> {
  const stored: StoredManifest[] = [];
  const listed: object[] = [];
  for (const { artifactType, configType = mediaTypes.empty, layer, annotations } of referrers) {
    const config = await pushBlob(push, '{}', configType);
    const about = { ...(artifactType !== undefined && { artifactType }), ...(annotations && { annotations }) };
    const manifest = await pushManifest(push, { config, layers: [layer], subject, ...about }, mediaTypes.manifest);
    stored.push(manifest);
    listed.push({ ...manifest, ...about, artifactType: artifactType ?? configType });
  }
  await pushManifest(push, { manifests: listed }, mediaTypes.index, subject.digest.replace(':', '-'));
  return stored;
}

export async function bundleReferrer(push: Push, bundle: object, predicateType: string): Promise<Referrer> {
  const annotations = {
    'dev.sigstore.bundle.content': 'dsse-envelope',
    'dev.sigstore.bundle.predicateType': predicateType,
    'org.opencontainers.image.created': new Date().toISOString(),
  };
  return { artifactType: mediaTypes.bundle, layer: await pushBlob(push, bundle, mediaTypes.bundle), annotations };
}
