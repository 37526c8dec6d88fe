/** Image layouts that the Notary Project's own tools signed (../shared/vectors), as the registry would serve them. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { AcceptedNotation } from '../../server/src/core/accepted-signer';
import type { Verdict } from '../../server/src/core/verification';
import { toPem } from './certificates';
import { MemoryRegistry, sha256, type RegistryContents } from './memory-registry';
import { cose, jws, newChain, policyFor } from './notation';
import { sharedPath } from './shared';
import { mediaTypes } from './sign-image';
import type { SignatureVector } from './signature-vectors';
import { newClock, stamp } from './timestamp-authority';

export const notationData = 'vectors/notaryproject+notation/test/e2e/testdata';

export function notationFile(path: string): Buffer {
  return readFileSync(sharedPath(notationData, path));
}

export function certificateText(path: string): string {
  const bytes = notationFile(path);
  return bytes.includes('-----BEGIN ') ? bytes.toString() : toPem(bytes);
}

interface Case {
  readonly layout: string;
  readonly title?: string;
  readonly verdict: Verdict;
  readonly signer: Partial<AcceptedNotation>;
}

const localKey = (name: string): Partial<AcceptedNotation> => ({ stores: { ca: [certificateText(`config/localkeys/${name}.crt`)] } });

/** Of layouts whose certificate lies nowhere but in the signature: what a user would have put into the store. */
function timestamped(layout: string): Partial<AcceptedNotation> {
  return { stores: { ca: [signerOf(layout)], tsa: [certificateText('config/timestamp/globalsignTSARoot.cer')] } };
}

const cases = (): readonly Case[] => [
  { layout: 'e2e', verdict: 'unsigned', signer: localKey('e2e') },
  { layout: 'e2e-valid-signature', verdict: 'verified', signer: localKey('e2e') },
  { layout: 'e2e-valid-signature', title: 'other store', verdict: 'invalid', signer: localKey('new_e2e') },
  { layout: 'e2e-valid-signature', title: 'other identity', verdict: 'invalid', signer: { ...localKey('e2e'), identities: ['x509.subject: O=Notary,ST=WA,C=DE'] } },
  { layout: 'e2e-valid-multiple-signatures', verdict: 'verified', signer: localKey('e2e') },
  { layout: 'e2e-expired-signature', verdict: 'invalid', signer: localKey('e2e') },
  { layout: 'e2e-expired-signature', title: 'permissive', verdict: 'verified', signer: { ...localKey('e2e'), level: 'permissive' } },
  { layout: 'e2e-with-expired-cert', verdict: 'invalid', signer: { ...localKey('expired_e2e'), identities: ['*'] } },
  { layout: 'e2e-with-expired-cert', title: 'permissive', verdict: 'verified', signer: { ...localKey('expired_e2e'), identities: ['*'], level: 'permissive' } },
  { layout: 'e2e-invalid-signature', verdict: 'invalid', signer: localKey('e2e') },
  // The clock was Microsoft's, whose root is not among the vectors.
  { layout: 'e2e-with-timestamped-signature', title: 'other clock', verdict: 'invalid', signer: timestamped('e2e-with-timestamped-signature') },
  { layout: 'e2e-with-timestamped-signature', title: 'permissive', verdict: 'verified', signer: { ...timestamped('e2e-with-timestamped-signature'), level: 'permissive' } },
  { layout: 'e2e-with-invalid-timestamped-signature', verdict: 'invalid', signer: timestamped('e2e-with-invalid-timestamped-signature') },
];

export function notationVectors(): SignatureVector[] {
  return cases().map(({ layout, title, verdict, signer }) => {
    const { registry, digest } = registryOf(layout);
    const pinned: AcceptedNotation = { kind: 'notation', name: layout, level: 'strict', identities: ['x509.subject: C=US, S=WA, O=Notary'], stores: {}, source: 'policy', ...signer };
    const reference = `localhost:5000/${layout}@${digest}`;
    return { name: `notation ${layout}${title ? `, ${title}` : ''}`, reference, contents: registry.toContents(), signers: [pinned], verdict };
  });
}

export interface Envelope {
  readonly signature: string;
  readonly header: { readonly x5c: [string]; readonly 'io.cncf.notary.timestampSignature'?: string };
}

/** Signed anew: what those layouts lack. */
export function newNotationVectors(): SignatureVector[] {
  const clock = newClock();
  const timestamp = (signature: Buffer): Buffer => stamp(clock, signature);
  return (['P-256', 'P-384', 'P-521', 'rsa-2048'] as const).flatMap((key) => {
    const chain = newChain(key);
    const signer = policyFor(chain, { stores: { ca: [chain[2].pem], tsa: [clock.root.pem] } });
    return (['notation-jws', 'notation-cose'] as const).flatMap((format) => {
      const { contents, digest } = imageWith(format, (payload) => (format === 'notation-jws' ? jws : cose)({ chain, payload, timestamp }));
      const base = { reference: `registry.example/app@${digest}`, contents };
      const other = { ...signer, identities: ['x509.subject: C=US, ST=WA, O=somebody else'] };
      return [
        { ...base, name: `new ${format} with ${key}`, signers: [signer], verdict: 'verified' as const },
        { ...base, name: `new ${format} with ${key}, other signer`, signers: [other], verdict: 'invalid' as const },
      ];
    });
  });
}

function imageWith(format: 'notation-jws' | 'notation-cose', sign: (payload: unknown) => Buffer): { contents: RegistryContents; digest: string } {
  const registry = new MemoryRegistry();
  const put = (manifest: object): { mediaType: string; digest: string; size: number } => {
    const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: mediaTypes.manifest, ...manifest }));
    registry.put(sha256(bytes), mediaTypes.manifest, bytes);
    return { mediaType: mediaTypes.manifest, digest: sha256(bytes), size: bytes.length };
  };
  const config = { mediaType: mediaTypes.empty, digest: sha256('{}'), size: 2 };
  const image = put({ config, layers: [] });
  const blob = sign({ targetArtifact: image });
  registry.blobs.set(sha256(blob), blob);
  const mediaType = format === 'notation-jws' ? 'application/jose+json' : 'application/cose';
  put({ artifactType: 'application/vnd.cncf.notary.signature', config, layers: [{ mediaType, digest: sha256(blob), size: blob.length }], subject: image });
  return { contents: registry.toContents(), digest: image.digest };
}

interface LayoutIndex {
  readonly manifests: readonly { readonly mediaType: string; readonly digest: string; readonly annotations?: Readonly<Record<string, string>> }[];
}

function registryOf(layout: string): { registry: MemoryRegistry; digest: string } {
  const folder = sharedPath(notationData, 'registry/oci_layout', layout);
  const { manifests } = JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8')) as LayoutIndex;
  const registry = new MemoryRegistry();
  for (const hex of readdirSync(join(folder, 'blobs/sha256'))) {
    const bytes = readFileSync(join(folder, 'blobs/sha256', hex));
    const listed = manifests.find(({ digest }) => digest === `sha256:${hex}`);
    if (listed) registry.put(listed.digest, listed.mediaType, bytes);
    else registry.blobs.set(`sha256:${hex}`, bytes);
  }
  const image = manifests.find(({ annotations }) => annotations?.['org.opencontainers.image.ref.name'] === 'v1');
  if (!image) throw new Error(`no image in ${layout}`);
  return { registry, digest: image.digest };
}

/** The certificate in the one JWS envelope of a layout. */
function signerOf(layout: string): string {
  const { header } = envelopeOf(layout);
  return toPem(Buffer.from(header.x5c[0], 'base64'));
}

/** The one JWS envelope of a layout. */
export function envelopeOf(layout: string): Envelope {
  for (const blob of registryOf(layout).registry.blobs.values()) {
    if (!Buffer.from(blob).includes('"x5c"')) continue;
    return JSON.parse(Buffer.from(blob).toString()) as Envelope;
  }
  throw new Error(`no signature in ${layout}`);
}
