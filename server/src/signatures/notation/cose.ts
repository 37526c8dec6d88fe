import { message, type Message } from '../../core/message';
import { parseCbor, Tagged, tags, writeCbor } from './cbor';
import { readAttributes, unprotected, type EnvelopeResult } from './envelope';

const unreadable = message('The signature is no COSE envelope of the Notary Project.');

/** Labels of headers (RFC 9052, section 3.1; RFC 9360). */
const label = { algorithm: 1, critical: 2, contentType: 3, certificates: 33 } as const;

/** https://www.iana.org/assignments/cose: the six of the Notary Project. */
const algorithms: ReadonlyMap<unknown, string> = new Map([
  [-37, 'PS256'], [-38, 'PS384'], [-39, 'PS512'], [-7, 'ES256'], [-35, 'ES384'], [-36, 'ES512'],
]);

type Headers = ReadonlyMap<unknown, unknown>;

/** COSE_Sign1, tagged (RFC 9052, section 4.2) as the Notary Project writes it. */
export function readCose(blob: Uint8Array): EnvelopeResult {
  const parts = partsOf(parseCbor(blob));
  const headers = parts && asMap(parseCbor(parts.head));
  if (parts === undefined || headers === undefined || overlap(headers, parts.open)) return fail(unreadable);
  const { head, open, payload, signature } = parts;
  const algorithm = algorithms.get(headers.get(label.algorithm)) ?? 'unknown';
  const contentType = headers.get(label.contentType);
  const certificates = readCertificates(open.get(label.certificates));
  const token = open.get(unprotected.timestamp);
  if (typeof contentType !== 'string' || certificates === undefined) return fail(unreadable);
  if (token !== undefined && !(token instanceof Uint8Array)) return fail(unreadable);
  const attributes = readAttributes({ headers, critical: headers.get(label.critical), readTime });
  if ('template' in attributes) return fail(attributes);
  const timestamp = token === undefined ? {} : { timestampToken: token };
  return { ok: true, envelope: { algorithm, contentType, payload, signed: toBeSigned(head, payload), signature, certificates, attributes, ...timestamp } };
}

function fail(reason: Message): EnvelopeResult {
  return { ok: false, reason };
}

interface Parts {
  /** The protected headers as they came: written anew they could be other bytes. */
  readonly head: Uint8Array;
  readonly open: Headers;
  readonly payload: Uint8Array;
  readonly signature: Uint8Array;
}

function partsOf(document: unknown): Parts | undefined {
  if (!(document instanceof Tagged) || document.tag !== tags.sign1 || !Array.isArray(document.value) || document.value.length !== 4) return undefined;
  const [head, open, payload, signature] = document.value as readonly unknown[];
  const map = asMap(open);
  if (!(head instanceof Uint8Array) || map === undefined) return undefined;
  if (!(payload instanceof Uint8Array) || !(signature instanceof Uint8Array)) return undefined;
  return payload.length === 0 || signature.length === 0 ? undefined : { head, open: map, payload, signature };
}

function asMap(value: unknown): Headers | undefined {
  return value instanceof Map ? value : undefined;
}

/** One label in both headers is two answers to one question. */
function overlap(headers: Headers, open: Headers): boolean {
  return [...headers.keys()].some((key) => open.has(key));
}

/** RFC 9360: one certificate may stand alone. */
function readCertificates(value: unknown): readonly Uint8Array[] | undefined {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  const certificates = list.filter((one) => one instanceof Uint8Array);
  return certificates.length === 0 || certificates.length !== list.length ? undefined : certificates;
}

/** Seconds since 1970, tagged as such: a bare number is no time. */
function readTime(value: unknown): number | undefined {
  if (!(value instanceof Tagged) || value.tag !== tags.time || typeof value.value !== 'number') return undefined;
  const time = value.value * 1000;
  return Number.isNaN(new Date(time).getTime()) ? undefined : time;
}

/** Sig_structure (RFC 9052, section 4.4). */
function toBeSigned(head: Uint8Array, payload: Uint8Array): Uint8Array {
  return writeCbor(['Signature1', head, new Uint8Array(0), payload]);
}
