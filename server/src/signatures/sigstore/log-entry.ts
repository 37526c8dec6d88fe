import { pem } from '@sigstore/core';
import { dig, parseStrictObject, property } from '../strict-json';

/** Kinds that logs really hold and the Sigstore library cannot check: nothing is known about them, good or bad. */
const unsupported: ReadonlySet<string> = new Set(['rekord/0.0.1', 'intoto/0.0.1']);

/** Where the signer's certificate stands in the body of an entry, by kind: PEM in base64, or DER in base64. */
const certificatePaths: Readonly<Record<string, { readonly path: readonly (string | number)[]; readonly pem: boolean }>> = {
  'hashedrekord/0.0.1': { path: ['spec', 'signature', 'publicKey', 'content'], pem: true },
  'dsse/0.0.1': { path: ['spec', 'signatures', 0, 'verifier'], pem: true },
  'intoto/0.0.2': { path: ['spec', 'content', 'envelope', 'signatures', 0, 'publicKey'], pem: true },
  'hashedrekord/0.0.2': {
    path: ['spec', 'hashedRekordV002', 'signature', 'verifier', 'x509Certificate', 'rawBytes'],
    pem: false,
  },
  'dsse/0.0.2': { path: ['spec', 'dsseV002', 'signatures', 0, 'verifier', 'x509Certificate', 'rawBytes'], pem: false },
};

export interface LogEntryBody {
  readonly kind: string;
  readonly version: string;
  readonly supported: boolean;
  /** DER of the certificate that the log saw. */
  readonly certificate: Buffer | undefined;
}

/** Reads the body of a Rekor entry (v1 and v2). Undefined when it is not JSON of a known shape. */
export function readLogEntry(body: Uint8Array): LogEntryBody | undefined {
  const parsed = parseStrictObject(body);
  const kind = property(parsed, 'kind');
  const version = property(parsed, 'apiVersion');
  if (typeof kind !== 'string' || typeof version !== 'string') return undefined;
  const id = `${kind}/${version}`;
  if (unsupported.has(id)) return { kind, version, supported: false, certificate: undefined };
  if (!Object.hasOwn(certificatePaths, id)) return undefined;
  return { kind, version, supported: true, certificate: readCertificate(parsed, id) };
}

function readCertificate(body: unknown, id: string): Buffer | undefined {
  const place = certificatePaths[id];
  const text = place && dig(body, ...place.path);
  if (place === undefined || typeof text !== 'string') return undefined;
  const bytes = Buffer.from(text, 'base64');
  return place.pem ? certificateFromPem(bytes.toString('latin1')) : bytes;
}

const pemCertificate = /^\s*-----BEGIN CERTIFICATE-----\r?\n[A-Za-z0-9+/=\r\n]+-----END CERTIFICATE-----\s*$/;

/** The DER of a text that holds exactly one certificate in PEM. */
export function certificateFromPem(text: string): Buffer | undefined {
  return pemCertificate.test(text) ? pem.toDER(text) : undefined;
}
