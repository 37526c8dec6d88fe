import { ASN1Obj } from '@sigstore/core';

/** What certificates and time stamps are written in. Everything here throws for what is not well-formed. */
export const universal = { sequence: 0x10, set: 0x11, utf8: 0x0c, printable: 0x13, teletex: 0x14, ia5: 0x16, bmp: 0x1e, generalizedTime: 0x18 } as const;

export function parseDer(bytes: Uint8Array): ASN1Obj {
  return ASN1Obj.parseBuffer(Buffer.from(bytes));
}

/** The bytes as they stood: the library's own `toDER` writes them anew. `tag` in place of the own one. */
export function bytesOf(object: ASN1Obj, tag = object.tag.toDER()): Buffer {
  return Buffer.concat([Buffer.from([tag]), lengthOf(object.value.length), object.value]);
}

function lengthOf(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length]);
  const hex = length.toString(16);
  const bytes = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
  return Buffer.concat([Buffer.from([0x80 | bytes.length]), bytes]);
}

export function isUniversal({ tag }: ASN1Obj, number: number): boolean {
  return tag.isUniversal() && tag.number === number;
}

/** The parts of a SEQUENCE. */
export function sequence(object: ASN1Obj | undefined): readonly ASN1Obj[] {
  if (object === undefined || !isUniversal(object, universal.sequence) || !object.tag.constructed) throw new TypeError('no sequence');
  return object.subs;
}

/** The parts of a SET. */
export function set(object: ASN1Obj | undefined): readonly ASN1Obj[] {
  if (object === undefined || !isUniversal(object, universal.set) || !object.tag.constructed) throw new TypeError('no set');
  return object.subs;
}

/** What `[number] EXPLICIT` holds. */
export function explicit(object: ASN1Obj | undefined, number: number): ASN1Obj {
  const [inner, ...more] = object?.tag.isContextSpecific(number) ? object.subs : [];
  if (inner === undefined || more.length > 0) throw new TypeError('no tagged value');
  return inner;
}

export function oid(object: ASN1Obj | undefined): string {
  if (object === undefined) throw new TypeError('no object identifier');
  return object.toOID();
}

export function octets(object: ASN1Obj | undefined): Buffer {
  if (object === undefined || !object.tag.isOctetString() || object.tag.constructed) throw new TypeError('no octets');
  return object.value;
}

/** The object identifier of an AlgorithmIdentifier. */
export function algorithm(object: ASN1Obj | undefined): string {
  return oid(sequence(object)[0]);
}

/** Milliseconds since 1970. Fractions of a second of any length, which the library leaves out. */
export function time(object: ASN1Obj | undefined): number {
  if (object === undefined) throw new TypeError('no time');
  if (!isUniversal(object, universal.generalizedTime)) return whole(object.toDate().getTime());
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\.\d+)?Z$/.exec(object.value.toString('latin1'));
  if (parts === null) throw new TypeError('no time');
  const [, year, month, day, hour, minute, second, fraction = ''] = parts;
  return whole(Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}${fraction.slice(0, 4)}Z`));
}

function whole(milliseconds: number): number {
  if (!Number.isSafeInteger(milliseconds)) throw new TypeError('no time');
  return milliseconds;
}
