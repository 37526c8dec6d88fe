import { bundleFromJSON, type Bundle } from '@sigstore/bundle';
import { crypto } from '@sigstore/core';
import { HashAlgorithm } from '@sigstore/protobuf-specs';
import { message, type Message } from '../../core/message';
import type { Ledger } from '../ledger';
import { limits } from '../limits';
import { hasOnlyBundleKeys } from './bundle-keys';
import { asArray, dig, parseStrictObject, property } from '../strict-json';

export type BundleResult =
  | { readonly ok: true; readonly bundle: Bundle; readonly certificate: Buffer | undefined; readonly offered: readonly Buffer[] }
  | { readonly ok: false; readonly reason: Message; readonly supported: boolean };

const mediaTypes: ReadonlySet<unknown> = new Set([
  'application/vnd.dev.sigstore.bundle+json;version=0.1',
  'application/vnd.dev.sigstore.bundle+json;version=0.2',
  'application/vnd.dev.sigstore.bundle+json;version=0.3',
  'application/vnd.dev.sigstore.bundle.v0.3+json',
]);
const anyVersion = /^application\/vnd\.dev\.sigstore\.bundle(?:\.v\d{1,3}\.\d{1,3}\+json|\+json;version=\d{1,3}\.\d{1,3})$/;

const keyMaterial = ['certificate', 'x509CertificateChain', 'publicKey'];
const contents = ['messageSignature', 'dsseEnvelope'];

/** Reads a Sigstore bundle (sigstore_bundle.proto, BUNDLE_SPEC.md). Never throws. */
export function readBundle(bytes: Uint8Array): BundleResult {
  const parsed = parseStrictObject(bytes);
  const type = property(parsed, 'mediaType');
  if (parsed === undefined || typeof type !== 'string') return refuse(message('The bundle is not valid JSON.'));
  if (!mediaTypes.has(type)) {
    return { ok: false, supported: !anyVersion.test(type), reason: message('The bundle is of a version that is not known.') };
  }
  if (!hasOnlyBundleKeys(parsed)) return refuse(message('The bundle holds something that its format does not have.'));
  if (!isBounded(parsed)) return refuse(message('The bundle holds too much, or two things where there is to be one.'));
  try {
    const bundle = bundleFromJSON(parsed);
    const [certificate, ...offered] = certificatesOf(bundle);
    const signedWithKey = bundle.verificationMaterial.content.$case === 'publicKey';
    if (signedWithKey !== (certificate === undefined)) return refuse(message('The bundle is not complete.'));
    return { ok: true, bundle, certificate, offered: offered.slice(0, limits.chainLength) };
  } catch {
    return refuse(message('The bundle is not complete.'));
  }
}

function refuse(reason: Message): BundleResult {
  return { ok: false, supported: true, reason };
}

/** The reader of the Sigstore packages takes the first of several, and counts nothing. */
function isBounded(bundle: unknown): boolean {
  const material = property(bundle, 'verificationMaterial');
  const entries = asArray(property(material, 'tlogEntries') ?? []);
  const stamps = asArray(dig(material, 'timestampVerificationData', 'rfc3161Timestamps') ?? []);
  const one = (owner: unknown, keys: readonly string[]): boolean =>
    keys.filter((key) => property(owner, key) !== undefined).length === 1;
  return (
    entries !== undefined &&
    entries.length <= limits.logEntries &&
    stamps !== undefined &&
    stamps.length <= limits.timestamps &&
    one(material, keyMaterial) &&
    one(bundle, contents)
  );
}

/** The signer's, then what came with it. Empty of what was signed with a key. */
function certificatesOf({ verificationMaterial: { content } }: Bundle): Buffer[] {
  if (content.$case === 'certificate') return [content.certificate.rawBytes];
  return content.$case === 'x509CertificateChain' ? content.x509CertificateChain.certificates.map(({ rawBytes }) => rawBytes) : [];
}

const hashes: ReadonlyMap<HashAlgorithm, string> = new Map([
  [HashAlgorithm.SHA2_256, 'sha256'],
  [HashAlgorithm.SHA2_384, 'sha384'],
  [HashAlgorithm.SHA2_512, 'sha512'],
]);

type MessageSignature = Extract<Bundle['content'], { $case: 'messageSignature' }>['messageSignature'];

/** Whether a signature over bytes is over those that `digest` names. With another hash than its, the bytes themselves decide. */
export function checkMessage({ messageDigest }: MessageSignature, { digest, manifest }: { digest: string; manifest: Buffer | undefined }, ledger: Ledger): void {
  const hash = hashes.get(messageDigest.algorithm);
  const signed = `${hash}:${messageDigest.digest.toString('hex')}`;
  const same = signed === digest || (manifest !== undefined && digestOf(manifest, 'sha256') === digest && signed === digestOf(manifest, hash));
  ledger.ok('payload-type');
  ledger.expect('payload-digest', same, message('The signature is for something else than this image.'));
}

function digestOf(bytes: Buffer, hash: string | undefined): string | undefined {
  return hash && `${hash}:${crypto.digest(hash, bytes).toString('hex')}`;
}
