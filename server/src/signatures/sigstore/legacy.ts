import { BUNDLE_V01_MEDIA_TYPE, type Bundle, type TransparencyLogEntry } from '@sigstore/bundle';
import { crypto } from '@sigstore/core';
import { HashAlgorithm } from '@sigstore/protobuf-specs';
import { fullName, parseReference, type ImageReference } from '../../core/reference';
import { message } from '../../core/message';
import type { Ledger } from '../ledger';
import { certificateFromPem, readLogEntry } from './log-entry';
import { asObject, dig, hasOnlyKeys, parseStrictObject, property, type JsonObject } from '../strict-json';

/** A cosign legacy signature (SIGNATURE_SPEC.md), brought into the shape that the Sigstore library verifies. */
export interface LegacySignature {
  readonly bundle: Bundle;
  readonly certificate: Buffer;
}

const annotation = {
  signature: 'dev.cosignproject.cosign/signature',
  certificate: 'dev.sigstore.cosign/certificate',
  bundle: 'dev.sigstore.cosign/bundle',
  timestamp: 'dev.sigstore.cosign/rfc3161timestamp',
} as const;

/** `key`: there is no certificate, so it was made with a key. Undefined when an annotation cannot be read. */
export function readLegacy(annotations: Readonly<Record<string, string>>, payload: Buffer): LegacySignature | 'key' | undefined {
  const signature = strictBase64(annotations[annotation.signature]);
  if (signature === undefined) return undefined;
  const pem = annotations[annotation.certificate];
  if (pem === undefined || pem === '') return 'key';
  const certificate = certificateFromPem(pem);
  const tlogEntries = readEntries(annotations[annotation.bundle]);
  const rfc3161Timestamps = readTimestamps(annotations[annotation.timestamp]);
  if (certificate === undefined || tlogEntries === undefined || rfc3161Timestamps === undefined) return undefined;
  const messageDigest = { algorithm: HashAlgorithm.SHA2_256, digest: crypto.digest('sha256', payload) };
  return {
    certificate,
    bundle: {
      mediaType: BUNDLE_V01_MEDIA_TYPE,
      verificationMaterial: {
        // The chain of the annotations is left out: it is the trust root's business who issues certificates.
        content: { $case: 'x509CertificateChain', x509CertificateChain: { certificates: [{ rawBytes: certificate }] } },
        tlogEntries,
        timestampVerificationData: { rfc3161Timestamps },
      },
      content: { $case: 'messageSignature', messageSignature: { messageDigest, signature } },
    },
  };
}

/** Rekor's signed entry timestamp with what it signs. No annotation is no entry; a broken one is undefined. */
function readEntries(text: string | undefined): TransparencyLogEntry[] | undefined {
  if (text === undefined || text === '') return [];
  const parsed = parseStrictObject(text);
  const [body, time, index, log] = ['body', 'integratedTime', 'logIndex', 'logID'].map((key) => dig(parsed, 'Payload', key));
  const signedEntryTimestamp = strictBase64(property(parsed, 'SignedEntryTimestamp'));
  const canonicalizedBody = strictBase64(body);
  const entry = canonicalizedBody && readLogEntry(canonicalizedBody);
  if (signedEntryTimestamp === undefined || canonicalizedBody === undefined || entry === undefined) return undefined;
  if (!isCount(time) || !isCount(index) || typeof log !== 'string' || !/^[0-9a-f]{64}$/.test(log)) return undefined;
  return [
    {
      logIndex: String(index),
      logId: { keyId: Buffer.from(log, 'hex') },
      kindVersion: { kind: entry.kind, version: entry.version },
      integratedTime: String(time),
      inclusionPromise: { signedEntryTimestamp },
      inclusionProof: undefined,
      canonicalizedBody,
    },
  ];
}

function readTimestamps(text: string | undefined): { signedTimestamp: Buffer }[] | undefined {
  if (text === undefined || text === '') return [];
  const signedTimestamp = strictBase64(property(parseStrictObject(text), 'SignedRFC3161Timestamp'));
  return signedTimestamp && [{ signedTimestamp }];
}

const payloadType = 'cosign container image signature';

/** Whether the payload (containers-signature.5, "critical") is a signature of this very digest. */
export function checkPayload(payload: Uint8Array, image: ImageReference & { readonly digest: string }, ledger: Ledger): void {
  const parsed = parseStrictObject(payload);
  const critical = parsed && readCritical(parsed);
  if (critical === undefined) return ledger.fail('payload-type', message('The payload is not one that Cosign writes.'));
  const { type, digest, dockerReference } = critical;
  ledger.expect('payload-type', type === payloadType, message('The payload is no signature of an image.'));
  ledger.expect('payload-digest', digest === image.digest, message('The signature is for another image: {0}.', shown(digest)));
  const named = parseReference(dockerReference);
  if (named.ok && fullName(named.reference) === fullName(image)) return ledger.ok('docker-reference');
  // Mirrors and proxies serve the same image under other names, and Cosign does not compare them either.
  ledger.skip('docker-reference', message('Signed under another name: {0}. Only the digest is compared.', shown(dockerReference)));
}

interface Critical {
  readonly type: unknown;
  readonly digest: unknown;
  readonly dockerReference: string;
}

/** "Critical" means that a reader must know every key. */
function readCritical(payload: JsonObject): Critical | undefined {
  const critical = asObject(payload['critical']);
  const image = asObject(critical?.['image']);
  const identity = asObject(critical?.['identity']);
  if (critical === undefined || image === undefined || identity === undefined) return undefined;
  const exact =
    hasOnlyKeys(payload, ['critical'], ['optional']) &&
    hasOnlyKeys(critical, ['identity', 'image', 'type']) &&
    hasOnlyKeys(image, ['docker-manifest-digest']) &&
    hasOnlyKeys(identity, ['docker-reference']);
  const dockerReference = identity['docker-reference'];
  if (!exact || typeof dockerReference !== 'string') return undefined;
  return { type: critical['type'], digest: image['docker-manifest-digest'], dockerReference };
}

/** Standard alphabet with its padding. Line breaks are passed over, as Go's reader does: openssl writes them. */
function strictBase64(value: unknown): Buffer | undefined {
  if (typeof value !== 'string') return undefined;
  const text = value.replace(/[\r\n]/g, '');
  const bytes = Buffer.from(text, 'base64');
  return text !== '' && bytes.toString('base64') === text ? bytes : undefined;
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, 255) : '-';
}
