import type { ASN1Obj } from '@sigstore/core';
import { limits } from '../limits';
import { readCertificate, type Certificate } from './certificate';
import { algorithm, bytesOf, explicit, octets, oid, parseDer, sequence, set } from '../der';
import { hashes, oids, type Hash } from './oids';

/** CMS SignedData (RFC 5652, section 5) of a time stamp. Nothing of it is verified. */
export interface SignedData {
  readonly content: Buffer;
  readonly certificates: readonly Certificate[];
  readonly signers: readonly SignerInfo[];
}

export interface SignerInfo {
  /** Name, DER. */
  readonly issuer: Buffer;
  readonly serial: Buffer;
  readonly hash: Hash;
  readonly signatureAlgorithm: string;
  readonly signature: Buffer;
  /** The one value of each, by its object identifier. */
  readonly attributes: ReadonlyMap<string, ASN1Obj>;
  /** What is signed: the attributes as a SET (section 5.4). */
  readonly signed: Buffer;
}

/** Throws for what is no time stamp. A signer, or a certificate, that cannot be read is left out: another one may be good. */
export function readSignedData(token: Uint8Array): SignedData {
  const [type, wrapped, ...more] = sequence(parseDer(token));
  if (oid(type) !== oids.signedData || more.length > 0) throw new TypeError('no signed data');
  const [version, , encapsulated, ...rest] = sequence(explicit(wrapped, 0));
  if (version?.toInteger() !== 3n) throw new TypeError('no version 3');
  const [contentType, content] = sequence(encapsulated);
  if (oid(contentType) !== oids.timestampInfo) throw new TypeError('no time stamp');
  const certificates = (rest.find(({ tag }) => tag.isContextSpecific(0))?.subs ?? []);
  const signers = set(rest.at(-1));
  if (certificates.length > limits.chainLength || signers.length > limits.timestampSigners) throw new TypeError('too many');
  return { content: octets(explicit(content, 0)), certificates: certificates.map((one) => readCertificate(bytesOf(one))).filter((one) => one !== undefined), signers: signers.flatMap(readable) };
}

function readable(object: ASN1Obj): SignerInfo[] {
  try {
    return [readSigner(object)];
  } catch {
    return [];
  }
}

function readSigner(object: ASN1Obj): SignerInfo {
  const [version, signer, digestAlgorithm, attributes, signatureAlgorithm, signature] = sequence(object);
  const [issuer, serial] = sequence(signer);
  const hash = hashes.get(algorithm(digestAlgorithm));
  // Version 1 names the signer by issuer and serial number (section 5.3).
  if (version?.toInteger() !== 1n || issuer === undefined || !serial?.tag.isInteger() || hash === undefined) throw new TypeError('no signer');
  if (!attributes?.tag.isContextSpecific(0) || !attributes.tag.constructed) throw new TypeError('no signed attributes');
  return {
    issuer: bytesOf(issuer),
    serial: serial.value,
    hash,
    signatureAlgorithm: algorithm(signatureAlgorithm),
    signature: octets(signature),
    attributes: readAttributes(attributes),
    signed: bytesOf(attributes, 0x31),
  };
}

function readAttributes(object: ASN1Obj): ReadonlyMap<string, ASN1Obj> {
  const list = object.subs.map((attribute): [string, ASN1Obj] => {
    const [type, values] = sequence(attribute);
    const [value, ...more] = set(values);
    if (value === undefined || more.length > 0) throw new TypeError('not one value');
    return [oid(type), value];
  });
  const attributes = new Map(list);
  if (attributes.size !== list.length) throw new TypeError('one attribute twice');
  return attributes;
}
