import { ASN1Obj, type X509Certificate } from '@sigstore/core';
import { isUniversal, universal } from '../der';
import { limits } from '../limits';
import { decodeUtf8 } from '../strict-json';

/** Fulcio's extensions (https://github.com/sigstore/fulcio/blob/main/docs/oid-info.md): the last number of each. */
export const fulcio = {
  issuerRaw: 1,
  githubRepository: 5,
  otherName: 7,
  issuer: 8,
  buildSigner: 9,
  runner: 11,
  repository: 12,
  revision: 13,
  ref: 14,
  buildConfig: 18,
  trigger: 20,
  run: 21,
} as const;

export function fulcioOid(arc: number): string {
  return `1.3.6.1.4.1.57264.1.${arc}`;
}

/** The text of one of Fulcio's younger extensions, which are DER. Throws a TypeError for anything else than a clean text. */
export function readFulcioText(certificate: X509Certificate, arc: number): string | undefined {
  const extension = certificate.extension(fulcioOid(arc));
  return extension && clean(utf8(ASN1Obj.parseBuffer(Buffer.from(extension.value))));
}

export function utf8(value: ASN1Obj | undefined): string {
  if (value === undefined || !isUniversal(value, universal.utf8)) throw new TypeError('no string');
  return decodeUtf8(value.value);
}

export function printable(text: string): string {
  if (!/^[\x20-\x7e]+$/.test(text)) throw new TypeError('no IA5String');
  return clean(text);
}

/** Control characters, and those that reorder text, have no place in a name that people compare. */
export function clean(text: string): string {
  if (!isClean(text)) throw new TypeError('no name');
  return text;
}

export function isClean(text: string): boolean {
  return text !== '' && text.length <= limits.identityLength && !/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(text);
}
