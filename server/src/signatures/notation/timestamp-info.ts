import type { ASN1Obj } from '@sigstore/core';
import { algorithm, isUniversal, octets, oid, parseDer, sequence, time, universal } from '../der';
import { hashes, oids, type Hash } from './oids';

/** TSTInfo (RFC 3161, section 2.4.2): what a clock says. */
export interface TimestampInfo {
  /** Milliseconds since 1970: it was then, give or take `accuracy`. */
  readonly time: number;
  readonly accuracy: number;
  /** Of what was there at that time. */
  readonly hash: Hash;
  readonly digest: Buffer;
}

/** Throws for what is none. */
export function readTimestampInfo(content: Uint8Array): TimestampInfo {
  const [version, policy, imprint, serial, generated, ...rest] = sequence(parseDer(content));
  if (version?.toInteger() !== 1n || !serial?.tag.isInteger()) throw new TypeError('no version 1');
  const [hashAlgorithm, digest] = sequence(imprint);
  const hash = hashes.get(algorithm(hashAlgorithm));
  if (hash === undefined) throw new TypeError('no hash that holds');
  if (generated === undefined || !isUniversal(generated, universal.generalizedTime)) throw new TypeError('no time');
  if (rest.some(isCriticalExtensions)) throw new TypeError('a critical extension');
  const said = readAccuracy(rest.find((part) => isUniversal(part, universal.sequence)));
  const accuracy = said === 0 && oid(policy) === oids.baselineTimestampPolicy ? 1000 : said;
  return { time: time(generated), accuracy, hash, digest: octets(digest) };
}

/** Milliseconds, rounded up. */
function readAccuracy(object: ASN1Obj | undefined): number {
  if (object === undefined) return 0;
  let accuracy = 0;
  for (const part of sequence(object)) {
    if (part.tag.isInteger()) accuracy += amount(part.value) * 1000;
    else if (part.tag.isContextSpecific(0)) accuracy += amount(part.value);
    else if (part.tag.isContextSpecific(1)) accuracy += 1;
    else throw new TypeError('no accuracy');
  }
  return accuracy;
}

/** A small number that is not negative. */
function amount(bytes: Buffer): number {
  if (bytes.length < 1 || bytes.length > 4 || (bytes[0] as number) > 0x7f) throw new TypeError('no accuracy');
  return bytes.readUIntBE(0, bytes.length);
}

/** `[1] IMPLICIT Extensions`. None is known here. */
function isCriticalExtensions(part: ASN1Obj): boolean {
  return part.tag.isContextSpecific(1) && part.subs.some((extension) => sequence(extension).some((field) => field.tag.isBoolean() && field.toBoolean()));
}
