import type { TransparencyLogEntry } from '@sigstore/bundle';
import { limits } from '../limits';
import { dig, parseStrictObject, property } from '../strict-json';
import { decodeBase64Lines } from '../base64';
import { certificateFromPem, certificatesFromPem, readLogEntry } from './log-entry';

type Annotations = Readonly<Record<string, string>>;

/** What Cosign's old layout keeps in the annotations of a layer (SIGNATURE_SPEC.md), besides the signature. */
export interface AnnotatedMaterial {
  /** Absent of what was signed with a key. */
  readonly certificate: Buffer | undefined;
  /** Certificates of authorities: hints, and nothing is wrong with a signature whose hints are. */
  readonly offered: readonly Buffer[];
  readonly tlogEntries: TransparencyLogEntry[];
  readonly rfc3161Timestamps: { signedTimestamp: Buffer }[];
}

const prefix = 'dev.sigstore.cosign/';

/** Undefined when an annotation cannot be read. */
export function readAnnotations(annotations: Annotations): AnnotatedMaterial | undefined {
  const [pem, chain, bundle, timestamp] = ['certificate', 'chain', 'bundle', 'rfc3161timestamp'].map((key) => annotations[`${prefix}${key}`] ?? '');
  const certificate = pem === '' ? undefined : certificateFromPem(pem ?? '');
  const tlogEntries = readEntries(bundle ?? '');
  const rfc3161Timestamps = readTimestamps(timestamp ?? '');
  if ((pem !== '' && certificate === undefined) || tlogEntries === undefined || rfc3161Timestamps === undefined) return undefined;
  return { certificate, offered: certificatesFromPem(chain ?? '').slice(0, limits.chainLength), tlogEntries, rfc3161Timestamps };
}

export function readSignature(annotations: Annotations): Buffer | undefined {
  return decodeBase64Lines(annotations['dev.cosignproject.cosign/signature']);
}

/** Rekor's signed entry timestamp with what it signs. No annotation is no entry; a broken one is undefined. */
function readEntries(text: string): TransparencyLogEntry[] | undefined {
  if (text === '') return [];
  const parsed = parseStrictObject(text);
  const [body, time, index, log] = ['body', 'integratedTime', 'logIndex', 'logID'].map((key) => dig(parsed, 'Payload', key));
  const signedEntryTimestamp = decodeBase64Lines(property(parsed, 'SignedEntryTimestamp'));
  const canonicalizedBody = decodeBase64Lines(body);
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

function readTimestamps(text: string): { signedTimestamp: Buffer }[] | undefined {
  if (text === '') return [];
  const signedTimestamp = decodeBase64Lines(property(parseStrictObject(text), 'SignedRFC3161Timestamp'));
  return signedTimestamp && [{ signedTimestamp }];
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
