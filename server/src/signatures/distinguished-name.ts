import type { ASN1Obj } from '@sigstore/core';
import { bytesOf, isUniversal, oid, sequence, set, universal } from './der';
import { limits } from './limits';
import { decodeUtf8 } from './strict-json';

/** Short names of RFC 4514, section 3, and those that Go writes beside them: Notation compares its text. */
const shortNames: ReadonlyMap<string, string> = new Map([
  ['2.5.4.3', 'CN'], ['2.5.4.7', 'L'], ['2.5.4.8', 'ST'], ['2.5.4.10', 'O'], ['2.5.4.11', 'OU'], ['2.5.4.6', 'C'],
  ['2.5.4.9', 'STREET'], ['2.5.4.5', 'SERIALNUMBER'], ['2.5.4.17', 'POSTALCODE'],
  ['0.9.2342.19200300.100.1.25', 'DC'], ['0.9.2342.19200300.100.1.1', 'UID'],
]);

export interface Attribute {
  readonly oid: string;
  /** Undefined of a type that has none. */
  readonly shortName: string | undefined;
  /** Undefined of what is no text. */
  readonly text: string | undefined;
  /** DER of the value. */
  readonly hex: string;
}

/** The parts of a name in a certificate (RFC 5280), each with its attributes. Throws for what is no name. */
export function readName(name: ASN1Obj): readonly (readonly Attribute[])[] {
  return sequence(name).map((part) => set(part).map(readAttribute));
}

function readAttribute(attribute: ASN1Obj): Attribute {
  const [type, value] = sequence(attribute);
  if (value === undefined) throw new TypeError('no value');
  return { oid: oid(type), shortName: shortNames.get(oid(type)), text: readText(value), hex: `#${bytesOf(value).toString('hex')}` };
}

/** DirectoryString of RFC 5280; undefined for what is no text. */
function readText(value: ASN1Obj): string | undefined {
  const bytes = value.value;
  if (isUniversal(value, universal.utf8)) return decodeUtf8(bytes);
  if (isUniversal(value, universal.printable) || isUniversal(value, universal.ia5)) return decodeUtf8(bytes);
  if (isUniversal(value, universal.teletex)) return bytes.toString('latin1');
  return isUniversal(value, universal.bmp) && bytes.length % 2 === 0 ? Buffer.from(bytes).swap16().toString('utf16le') : undefined;
}

/** A name as people read it (RFC 4514): the last part first. Throws for what is no name. */
export function writeName(name: ASN1Obj): string {
  const parts = [...readName(name)].reverse().map((attributes) => attributes.map(writeAttribute).join('+'));
  return parts.join(',').slice(0, limits.identityLength);
}

function writeAttribute({ oid: type, shortName, text, hex }: Attribute): string {
  return shortName === undefined || text === undefined ? `${shortName ?? type}=${hex}` : `${shortName}=${escape(text)}`;
}

/** What would read as syntax is spelt behind a backslash, and what hides or reorders text as the hex of its bytes. */
function escape(text: string): string {
  return text
    .replace(/[\\"+,;<>]/g, (sign) => `\\${sign}`)
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, (sign) => Buffer.from(sign).toString('hex').replace(/../g, '\\$&'))
    .replace(/^[ #]| $/g, (sign) => `\\${sign}`);
}
