import type { ASN1Obj } from '@sigstore/core';
import { readName, writeName } from '../distinguished-name';
import { limits } from '../limits';
import { decodeUtf8 } from '../strict-json';

/** Attributes of a name by their short names, e.g. `ST` to `WA`. */
export type Attributes = ReadonlyMap<string, string>;

/** As it is shown: nothing for what is no name. */
export function nameOf(name: ASN1Obj): string {
  try {
    return writeName(name);
  } catch {
    return '';
  }
}

/** Of the name in a certificate; undefined where two attributes could be meant by one short name. */
export function attributesOf(name: ASN1Obj): Attributes | undefined {
  try {
    const pairs = readName(name).map(([attribute, ...more]) => {
      if (attribute === undefined || more.length > 0) throw new TypeError('several values');
      const { oid, shortName = oid, hex, text = hex } = attribute;
      return [shortName, text] as const;
    });
    return unique(pairs);
  } catch {
    return undefined;
  }
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
