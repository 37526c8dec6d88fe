import type { ASN1Obj } from '@sigstore/core';
import { limits } from '../limits';
import { decodeUtf8 } from '../strict-json';
import { bytesOf, isUniversal, oid, sequence, set, universal } from './der';

/** Short names of RFC 4514, section 3, and those that Go writes beside them: the reference implementation compares its text. */
const shortNames: ReadonlyMap<string, string> = new Map([
  ['2.5.4.3', 'CN'], ['2.5.4.7', 'L'], ['2.5.4.8', 'ST'], ['2.5.4.10', 'O'], ['2.5.4.11', 'OU'], ['2.5.4.6', 'C'],
  ['2.5.4.9', 'STREET'], ['2.5.4.5', 'SERIALNUMBER'], ['2.5.4.17', 'POSTALCODE'],
  ['0.9.2342.19200300.100.1.25', 'DC'], ['0.9.2342.19200300.100.1.1', 'UID'],
]);

/** Attributes of a name by their short names, e.g. `ST` to `WA`. */
export type Attributes = ReadonlyMap<string, string>;

/** A name as people read it (RFC 4514). What could hide or reorder text is escaped. Never throws. */
export function nameOf(name: ASN1Obj): string {
  try {
    return [...sequence(name)].reverse().map((relative) => set(relative).map(formatAttribute).join('+')).join(',').slice(0, limits.identityLength);
  } catch {
    return '';
  }
}

function formatAttribute(attribute: ASN1Obj): string {
  const [type, value] = sequence(attribute);
  const name = shortNames.get(oid(type));
  if (value === undefined) throw new TypeError('no value');
  const text = name === undefined ? undefined : readText(value);
  return text === undefined ? `${name ?? oid(type)}=#${bytesOf(value).toString('hex')}` : `${name}=${escapeValue(text)}`;
}

function escapeValue(text: string): string {
  const signs = [...text].map((sign, at, all) => {
    const isEnd = sign === ' ' && (at === 0 || at === all.length - 1);
    if (isEnd || (sign === '#' && at === 0) || ',+"\\<>;'.includes(sign)) return `\\${sign}`;
    return hidden.test(sign) ? escapeBytes(sign) : sign;
  });
  return signs.join('');
}

/** Control characters and those that reorder text. */
const hidden = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;

function escapeBytes(sign: string): string {
  return [...Buffer.from(sign)].map((byte) => `\\${byte.toString(16).padStart(2, '0')}`).join('');
}

/** Of the name in a certificate; undefined where two attributes could be meant by one short name. */
export function attributesOf(name: ASN1Obj): Attributes | undefined {
  try {
    const pairs = sequence(name).map((relative) => {
      const [attribute, ...more] = set(relative);
      const [type, value] = sequence(attribute);
      if (value === undefined || more.length > 0) throw new TypeError('several values');
      return [shortNames.get(oid(type)) ?? oid(type), readText(value) ?? `#${bytesOf(value).toString('hex')}`] as const;
    });
    return unique(pairs);
  } catch {
    return undefined;
  }
}

/** DirectoryString of RFC 5280; undefined for what is no text. */
function readText(value: ASN1Obj): string | undefined {
  const bytes = value.value;
  if (isUniversal(value, universal.utf8)) return decodeUtf8(bytes);
  if (isUniversal(value, universal.printable) || isUniversal(value, universal.ia5)) return decodeUtf8(bytes);
  if (isUniversal(value, universal.teletex)) return bytes.toString('latin1');
  return isUniversal(value, universal.bmp) && bytes.length % 2 === 0 ? Buffer.from(bytes).swap16().toString('utf16le') : undefined;
}

function unique(pairs: readonly (readonly [string, string])[]): Attributes | undefined {
  const attributes = new Map(pairs);
  return attributes.size === pairs.length ? attributes : undefined;
}

/**
 * A name as a trust policy writes it (RFC 4514); undefined where it is none, has several values in one part or one type twice,
 * or is written in hex. `S` is another word for `ST`.
 */
export function parseName(text: string): Attributes | undefined {
  if (text.length > limits.identityLength) return undefined;
  const pairs: [string, string][] = [];
  let rest = text;
  while (rest !== '' || pairs.length === 0) {
    const part = /^ *([A-Za-z][A-Za-z0-9-]*|\d+(?:\.\d+)+) *= *((?:\\(?:[0-9A-Fa-f]{2}|[ "#+,;<=>\\])|[^"+,;<>\\])*?) *(,|$)/.exec(rest);
    const [whole = '', type = '', escaped = '', end = ''] = part ?? [];
    const value = part && !escaped.startsWith('#') ? unescapeValue(escaped) : undefined;
    if (value === undefined) return undefined;
    pairs.push([type === 'S' ? 'ST' : type, value]);
    rest = rest.slice(whole.length);
    if (end === ',' && rest.trim() === '') return undefined;
  }
  return unique(pairs);
}

function unescapeValue(escaped: string): string | undefined {
  const pieces = escaped.match(/\\[0-9A-Fa-f]{2}|\\?[^]/gu) ?? [];
  const bytes = pieces.map((piece) => (/^\\[0-9A-Fa-f]{2}$/.test(piece) ? Buffer.from(piece.slice(1), 'hex') : Buffer.from(piece.replace(/^\\/, ''))));
  try {
    return decodeUtf8(Buffer.concat(bytes));
  } catch {
    return undefined;
  }
}

/** Whether all that `wanted` says is so in `actual`. */
export function isPartOf(wanted: Attributes, actual: Attributes): boolean {
  return [...wanted].every(([type, value]) => actual.get(type) === value);
}

const identityPrefix = 'x509.subject:';

/** The name in a trusted identity: country, state and organisation must be in it, or it could be anybody's. */
export function parseIdentity(text: string): Attributes | undefined {
  const name = text.startsWith(identityPrefix) ? parseName(text.slice(identityPrefix.length)) : undefined;
  return ['C', 'ST', 'O'].every((type) => name?.get(type)) ? name : undefined;
}
