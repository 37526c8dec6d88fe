import { bundleFromJSON, type Bundle } from '@sigstore/bundle';
import { HashAlgorithm } from '@sigstore/protobuf-specs';
import { splitDigest } from '../../core/digest';
import { message, type Message } from '../../core/message';
import type { Ledger } from '../ledger';
import { limits } from '../limits';
import { asArray, asObject, dig, parseStrictObject, property } from '../strict-json';

export type BundleResult =
  | { readonly ok: true; readonly bundle: Bundle; readonly certificate: Buffer | undefined }
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
  if (!isBounded(parsed)) return refuse(message('The bundle holds too much, or two things where there is to be one.'));
  try {
    const bundle = bundleFromJSON(parsed);
    return { ok: true, bundle, certificate: certificateOf(bundle) };
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

function certificateOf({ verificationMaterial: { content } }: Bundle): Buffer | undefined {
  if (content.$case === 'certificate') return content.certificate.rawBytes;
  return content.$case === 'x509CertificateChain' ? content.x509CertificateChain.certificates[0]?.rawBytes : undefined;
}

const inToto = 'application/vnd.in-toto+json';
const statementTypes: ReadonlySet<unknown> = new Set(['https://in-toto.io/Statement/v0.1', 'https://in-toto.io/Statement/v1']);
const signaturePredicate = 'https://sigstore.dev/cosign/sign/v1';

/**
 * What the bundle states about `digest`. The predicate type is what was signed, never what an annotation says.
 * `signature` when it signs the image; otherwise the type of the attestation.
 */
export function checkStatement(bundle: Bundle, digest: string, ledger: Ledger): { readonly predicateType: string } | 'signature' {
  const { content } = bundle;
  if (content.$case === 'messageSignature') {
    const { algorithm, digest: signed } = content.messageSignature.messageDigest;
    const same = algorithm === HashAlgorithm.SHA2_256 && `sha256:${signed.toString('hex')}` === digest;
    ledger.ok('payload-type');
    ledger.expect('payload-digest', same, message('The signature is for something else than this image.'));
    return 'signature';
  }
  const { payloadType, payload } = content.dsseEnvelope;
  const statement = payloadType === inToto ? parseStrictObject(payload) : undefined;
  const type = property(statement, 'predicateType');
  const known = statementTypes.has(property(statement, '_type')) && typeof type === 'string' && type !== '';
  if (!known || type.length > limits.identityLength) {
    ledger.fail('payload-type', message('The envelope holds no in-toto statement.'));
    return 'signature';
  }
  ledger.ok('payload-type');
  ledger.expect('payload-digest', isAbout(statement, digest), message('The statement is about something else than this image.'));
  return type === signaturePredicate ? 'signature' : { predicateType: type };
}

/** Names of subjects are not looked at: anybody can write any name. */
function isAbout(statement: unknown, digest: string): boolean {
  const { algorithm, hex } = splitDigest(digest);
  const subjects = asArray(property(statement, 'subject')) ?? [];
  if (subjects.length > limits.subjects) return false;
  return subjects.some((subject) => {
    const digests = asObject(property(subject, 'digest'));
    return digests !== undefined && Object.keys(digests).length <= limits.digestsPerSubject && property(digests, algorithm) === hex;
  });
}
