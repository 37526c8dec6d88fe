import type { ASN1Obj } from '@sigstore/core';
import { limits } from '../limits';
import { decodeUtf8 } from '../strict-json';

/** RFC 4514, section 3. */
const keywords: Readonly<Record<string, string>> = {
  '2.5.4.3': 'CN',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.9': 'STREET',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '0.9.2342.19200300.100.1.25': 'DC',
  '0.9.2342.19200300.100.1.1': 'UID',
};

const utf8String = 0x0c;
/** PrintableString and IA5String. */
const asciiStrings: ReadonlySet<number> = new Set([0x13, 0x16]);

/** A name of a certificate as RFC 4514 writes it: the last part first. Throws for what is no name. */
export function writeName(name: ASN1Obj): string {
  const parts = [...name.subs].reverse().map(({ subs }) => subs.map(writeAttribute).join('+'));
  return parts.join(',').slice(0, limits.identityLength);
}

function writeAttribute({ subs: [type, value] }: ASN1Obj): string {
  if (type === undefined || value === undefined) throw new TypeError('no attribute');
  const oid = type.toOID();
  const keyword = Object.hasOwn(keywords, oid) ? keywords[oid] : undefined;
  const text = readText(value);
  return keyword === undefined || text === undefined ? `${keyword ?? oid}=#${value.toDER().toString('hex')}` : `${keyword}=${escape(text)}`;
}

function readText({ tag, value }: ASN1Obj): string | undefined {
  if (!tag.isUniversal()) return undefined;
  if (tag.number === utf8String) return decodeUtf8(value);
  return asciiStrings.has(tag.number) ? value.toString('latin1') : undefined;
}

/** What would read as syntax is spelt behind a backslash, and what cannot be seen as the hex of its bytes. */
function escape(text: string): string {
  return text
    .replace(/[\\"+,;<>=]/g, (sign) => `\\${sign}`)
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (sign) => Buffer.from(sign).toString('hex').replace(/../g, '\\$&'))
    .replace(/^[ #]| $/g, (sign) => `\\${sign}`);
}
