import { X509Certificate, type KeyObject } from 'node:crypto';
import type { ASN1Obj } from '@sigstore/core';
import { limits } from '../limits';
import { bytesOf, explicit, oid, octets, parseDer, sequence, time } from '../der';
import { hashes, oids, signatureHashes } from './oids';

export interface Extension {
  readonly critical: boolean;
  /** DER of the value. */
  readonly value: Buffer;
}

/** A certificate as it stands; nothing of it is checked. */
export interface Certificate {
  readonly der: Buffer;
  readonly x509: X509Certificate;
  readonly key: KeyObject;
  /** Name, DER. */
  readonly subject: ASN1Obj;
  readonly issuer: ASN1Obj;
  readonly serial: Buffer;
  /** Milliseconds since 1970. */
  readonly notBefore: number;
  readonly notAfter: number;
  readonly extensions: ReadonlyMap<string, Extension>;
  /** Whether its own signature rests on a hash that holds. */
  readonly soundHash: boolean;
}

/** Undefined when the bytes are not one certificate (RFC 5280) and nothing else. */
export function readCertificate(bytes: Uint8Array): Certificate | undefined {
  if (bytes.length > limits.certificateBytes) return undefined;
  try {
    return parse(Buffer.from(bytes));
  } catch {
    return undefined;
  }
}

function parse(der: Buffer): Certificate | undefined {
  const x509 = new X509Certificate(der);
  // Node reads PEM here too, and leaves out what follows a certificate.
  if (!x509.raw.equals(der)) return undefined;
  const [body, signatureAlgorithm] = sequence(parseDer(der));
  const parts = [...sequence(body)];
  // Version 3, [0] EXPLICIT INTEGER 2: older ones have no extensions, and so no usages.
  if (explicit(parts.shift(), 0).toInteger() !== 2n) return undefined;
  const [serial, inner, issuer, validity, subject] = parts;
  if (!serial?.tag.isInteger() || !inner || !issuer || !subject || !signatureAlgorithm) return undefined;
  if (!bytesOf(inner).equals(bytesOf(signatureAlgorithm))) return undefined;
  const [notBefore, notAfter] = sequence(validity).map(time);
  const extensions = readExtensions(parts.find(({ tag }) => tag.isContextSpecific(3)));
  if (notBefore === undefined || notAfter === undefined || extensions === undefined) return undefined;
  const soundHash = isSound(signatureAlgorithm);
  return { der, x509, key: x509.publicKey, subject, issuer, serial: serial.value, notBefore, notAfter, extensions, soundHash };
}

/** Undefined where one stands there twice. */
function readExtensions(object: ASN1Obj | undefined): ReadonlyMap<string, Extension> | undefined {
  if (object === undefined) return new Map();
  const list = sequence(explicit(object, 3)).map((extension): [string, Extension] => {
    const parts = sequence(extension);
    const critical = parts.length === 3 && parts[1]?.toBoolean() === true;
    return [oid(parts[0]), { critical, value: octets(parts.at(-1)) }];
  });
  const extensions = new Map(list);
  return extensions.size === list.length ? extensions : undefined;
}

function isSound(signatureAlgorithm: ASN1Obj): boolean {
  const [name, parameters] = sequence(signatureAlgorithm);
  if (signatureHashes.has(oid(name))) return true;
  if (oid(name) !== oids.rsaPss) return false;
  // RFC 4055: without a hash it is SHA-1.
  const hash = sequence(parameters).find(({ tag }) => tag.isContextSpecific(0));
  return hash !== undefined && hashes.has(oid(sequence(explicit(hash, 0))[0]));
}

/** Whether `issuer` signed `certificate`, and both say so. */
export function isIssuedBy(certificate: Certificate, issuer: Certificate): boolean {
  if (!bytesOf(certificate.issuer).equals(bytesOf(issuer.subject))) return false;
  try {
    return certificate.x509.verify(issuer.key);
  } catch {
    return false;
  }
}

export function isValidAt({ notBefore, notAfter }: Certificate, from: number, until = from): boolean {
  return from >= notBefore && until <= notAfter;
}
