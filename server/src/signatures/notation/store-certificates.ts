import { message, type Message } from '../../core/message';
import { limits } from '../limits';
import { isIssuedBy, readCertificate, type Certificate } from './certificate';
import { isAuthority } from './certificate-rules';
import { nameOf } from './x509-subject';

export type StoreKind = 'ca' | 'signingAuthority' | 'tsa';

/** The certificates of a trust store from texts in PEM, or why they cannot be one. */
export function readStore(kind: StoreKind, texts: readonly string[]): readonly Certificate[] | Message {
  const certificates: Certificate[] = [];
  for (const text of texts) {
    const ders = readPem(text);
    if (ders === undefined) return unreadable;
    for (const der of ders) {
      const certificate = readCertificate(der);
      const problem = certificate ? findProblem(kind, certificate) : unreadable;
      if (certificate === undefined || problem) return problem ?? unreadable;
      certificates.push(certificate);
    }
  }
  return certificates.length > limits.storeCertificates ? message('There are too many certificates in a trust store.') : certificates;
}

const unreadable = message('A certificate of a trust store cannot be read.');

/** What the Notary Project's specification wants of what is believed. */
function findProblem(kind: StoreKind, certificate: Certificate): Message | undefined {
  const isRoot = isIssuedBy(certificate, certificate);
  if (kind === 'tsa') return isRoot ? undefined : message('{0} in a trust store of clocks is no root.', nameOf(certificate.subject));
  return isRoot || isAuthority(certificate) ? undefined : message('{0} in a trust store is neither an authority nor signed by itself.', nameOf(certificate.subject));
}

/** One or more certificates, PEM (RFC 7468); undefined where there is none, or a block of another kind. */
function readPem(text: string): Buffer[] | undefined {
  const blocks = [...text.matchAll(/-----BEGIN ([^-\n]{1,64})-----([A-Za-z0-9+/=\s]*)-----END \1-----/g)];
  const isWhole = blocks.length > 0 && blocks.length === text.split('-----BEGIN ').length - 1;
  if (!isWhole || blocks.some(([, name]) => name !== 'CERTIFICATE')) return undefined;
  return blocks.map(([, , base64 = '']) => Buffer.from(base64, 'base64'));
}

/** A file of a trust store, PEM or DER, as texts in PEM; undefined where it is neither. */
export function toPem(bytes: Uint8Array): string | undefined {
  const buffer = Buffer.from(bytes);
  const text = buffer.toString('latin1');
  if (text.includes('-----BEGIN ')) return readPem(text) && text;
  const ders = splitDer(buffer);
  return ders?.map((der) => `-----BEGIN CERTIFICATE-----\n${(der.toString('base64').match(/.{1,64}/g) ?? []).join('\n')}\n-----END CERTIFICATE-----\n`).join('');
}

/** Certificates one after the other: each a SEQUENCE of a length in two bytes, as all certificates are. */
function splitDer(bytes: Buffer): Buffer[] | undefined {
  const parts: Buffer[] = [];
  for (let at = 0; at < bytes.length; ) {
    if (bytes.length - at < 4 || bytes.readUInt16BE(at) !== 0x3082) return undefined;
    const end = at + 4 + bytes.readUInt16BE(at + 2);
    if (end > bytes.length) return undefined;
    parts.push(bytes.subarray(at, end));
    at = end;
  }
  return parts.length === 0 ? undefined : parts;
}
