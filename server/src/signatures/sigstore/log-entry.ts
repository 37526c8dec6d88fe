import { pem } from '@sigstore/core';
import { dig, parseStrictObject, property } from '../strict-json';
import { readPublicKey, readSpki } from './key';

type Path = readonly (string | number)[];

/** Where the signer stands in the body of an entry, by kind: PEM in base64, or the two of the second generation. */
const verifiers: Readonly<Record<string, { readonly path: Path; readonly pem: boolean }>> = {
  'hashedrekord/0.0.1': { path: ['spec', 'signature', 'publicKey', 'content'], pem: true },
  'dsse/0.0.1': { path: ['spec', 'signatures', 0, 'verifier'], pem: true },
  'intoto/0.0.1': { path: ['spec', 'publicKey'], pem: true },
  'intoto/0.0.2': { path: ['spec', 'content', 'envelope', 'signatures', 0, 'publicKey'], pem: true },
  'hashedrekord/0.0.2': { path: ['spec', 'hashedRekordV002', 'signature', 'verifier'], pem: false },
  'dsse/0.0.2': { path: ['spec', 'dsseV002', 'signatures', 0, 'verifier'], pem: false },
};

/** Real logs hold these, and there is nothing to compare them with: nothing is known about them, good or bad. */
const opaque: ReadonlySet<string> = new Set(['rekord/0.0.1']);
/** The Sigstore library does not know these: they are checked here (`own-entry.ts`). */
const own: ReadonlySet<string> = new Set(['intoto/0.0.1']);

/** Who the log says has signed: DER of the certificate, or of the key's SubjectPublicKeyInfo. */
export interface LoggedSigner {
  readonly kind: 'certificate' | 'key';
  readonly der: Buffer;
}

export interface LogEntryBody {
  readonly kind: string;
  readonly version: string;
  /** Who can compare it with a signature. */
  readonly checkedBy: 'library' | 'us' | 'nobody';
  readonly signer: LoggedSigner | undefined;
  /** Of an old entry about a statement: lower-case hex over the whole envelope. */
  readonly envelopeSha256: string | undefined;
}

/** Reads the body of a Rekor entry (v1 and v2). Undefined when it is not JSON of a known shape. */
export function readLogEntry(body: Uint8Array): LogEntryBody | undefined {
  const parsed = parseStrictObject(body);
  const kind = property(parsed, 'kind');
  const version = property(parsed, 'apiVersion');
  if (typeof kind !== 'string' || typeof version !== 'string') return undefined;
  const id = `${kind}/${version}`;
  if (opaque.has(id)) return { kind, version, checkedBy: 'nobody', signer: undefined, envelopeSha256: undefined };
  if (!Object.hasOwn(verifiers, id)) return undefined;
  return { kind, version, checkedBy: own.has(id) ? 'us' : 'library', signer: readSigner(parsed, id), envelopeSha256: readEnvelopeHash(parsed) };
}

function readSigner(body: unknown, id: string): LoggedSigner | undefined {
  const place = verifiers[id];
  const value = place && dig(body, ...place.path);
  if (place?.pem) return typeof value === 'string' ? signerFromPem(Buffer.from(value, 'base64').toString('latin1')) : undefined;
  const [certificate, key] = [dig(value, 'x509Certificate', 'rawBytes'), dig(value, 'publicKey', 'rawBytes')];
  if (typeof certificate === 'string') return key === undefined ? { kind: 'certificate', der: Buffer.from(certificate, 'base64') } : undefined;
  return typeof key === 'string' ? keySigner(readSpki(Buffer.from(key, 'base64'))) : undefined;
}

function signerFromPem(text: string): LoggedSigner | undefined {
  const certificate = certificateFromPem(text);
  return certificate === undefined ? keySigner(readPublicKey(text)) : { kind: 'certificate', der: certificate };
}

function keySigner(key: { readonly spki: Buffer } | undefined): LoggedSigner | undefined {
  return key && { kind: 'key', der: key.spki };
}

function readEnvelopeHash(body: unknown): string | undefined {
  const [algorithm, value] = ['algorithm', 'value'].map((key) => dig(body, 'spec', 'content', 'hash', key));
  return algorithm === 'sha256' && typeof value === 'string' ? value : undefined;
}

const pemCertificate = /^\s*-----BEGIN CERTIFICATE-----\r?\n[A-Za-z0-9+/=\r\n]+-----END CERTIFICATE-----\s*$/;
const pemBlock = /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g;

/** The DER of a text that holds exactly one certificate in PEM. */
export function certificateFromPem(text: string): Buffer | undefined {
  return pemCertificate.test(text) ? pem.toDER(text) : undefined;
}

/** All certificates of a text. What stands between them is passed over: the text is no more than a hint. */
export function certificatesFromPem(text: string): Buffer[] {
  return (text.match(pemBlock) ?? []).flatMap((block) => certificateFromPem(block) ?? []);
}
