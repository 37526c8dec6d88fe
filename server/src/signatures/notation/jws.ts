import { message, type Message } from '../../core/message';
import { asArray, hasOnlyKeys, parseStrictObject, property, type JsonObject } from '../strict-json';
import { decodeBase64 } from '../base64';
import { readAttributes, unprotected, type EnvelopeResult } from './envelope';

const unreadable = message('The signature is no JWS envelope of the Notary Project.');

/** Flattened JWS in JSON (RFC 7515, section 7.2.2) as the Notary Project writes it: these keys, and no others. */
export function readJws(blob: Uint8Array): EnvelopeResult {
  const body = parseStrictObject(blob);
  if (body === undefined || !hasOnlyKeys(body, ['payload', 'protected', 'header', 'signature'])) return fail(unreadable);
  const [payload, head, signature] = ['payload', 'protected', 'signature'].map((key) => decodeBase64(property(body, key), 'base64url'));
  const headers = head && parseStrictObject(head);
  const certificates = readCertificates(property(property(body, 'header'), 'x5c'));
  if (!payload?.length || !signature?.length || headers === undefined || certificates === undefined) return fail(unreadable);
  const { alg, cty, crit } = { alg: property(headers, 'alg'), cty: property(headers, 'cty'), crit: property(headers, 'crit') };
  if (typeof alg !== 'string' || typeof cty !== 'string' || overlap(headers, property(body, 'header'))) return fail(unreadable);
  const attributes = readAttributes({ headers: new Map(Object.entries(headers)), critical: crit, readTime });
  if ('template' in attributes) return fail(attributes);
  const timestamp = readTimestamp(property(body, 'header'));
  if (timestamp === undefined) return fail(unreadable);
  const signed = Buffer.from(`${String(property(body, 'protected'))}.${String(property(body, 'payload'))}`, 'ascii');
  return { ok: true, envelope: { algorithm: alg, contentType: cty, payload, signed, signature, certificates, attributes, ...timestamp } };
}

function fail(reason: Message): EnvelopeResult {
  return { ok: false, reason };
}

/** Of the header that nobody signed. */
function readTimestamp(header: unknown): { timestampToken?: Buffer } | undefined {
  const text = property(header, unprotected.timestamp);
  if (text === undefined) return {};
  const timestampToken = decodeBase64(text, 'base64');
  return timestampToken && { timestampToken };
}

function readCertificates(value: unknown): Buffer[] | undefined {
  const list = asArray(value) ?? [];
  const certificates = list.map((text) => decodeBase64(text, 'base64')).filter((bytes) => bytes !== undefined);
  return certificates.length === 0 || certificates.length !== list.length ? undefined : certificates;
}

/** RFC 7515, section 4: one name in both headers is two answers to one question. */
function overlap(headers: JsonObject, header: unknown): boolean {
  return Object.keys(headers).some((key) => property(header, key) !== undefined);
}

/** RFC 3339. */
function readTime(value: unknown): number | undefined {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/.test(value)) return undefined;
  const time = Date.parse(value);
  return Number.isNaN(time) ? undefined : time;
}
