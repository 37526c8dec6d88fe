/** Certificates for an e-mail address: `@sigstore/mock` calls every name a URL. */
import { sign, type KeyObject } from 'node:crypto';
import { bits, sequence } from './der';

const uriName = 0x86;
const emailName = 0x81;

export function isEmail(identity: string): boolean {
  return identity.includes('@') && !identity.includes('://');
}

/** The same certificate with `identity` as an rfc822Name instead of a URL. Its signature is void. */
export function nameAsEmail(certificate: Uint8Array, identity: string): Buffer {
  const bytes = Buffer.from(certificate);
  const name = Buffer.concat([Buffer.from([uriName, identity.length]), Buffer.from(identity)]);
  const start = bytes.indexOf(name);
  if (start < 0 || identity.length > 0x7f) throw new Error(`no such name in the certificate: ${identity}`);
  bytes[start] = emailName;
  return bytes;
}

/** Signs a certificate of the mock's authority anew: ECDSA with SHA-384, as the mock does. */
export function signAgain(certificate: Buffer, key: KeyObject): Buffer {
  const whole = content(certificate, 0);
  const toBeSigned = element(certificate, whole.start);
  const algorithm = element(certificate, whole.start + toBeSigned.length);
  return sequence(toBeSigned, algorithm, bits(sign('sha384', toBeSigned, key)));
}

/** Where the content of the DER element at `offset` begins and ends. */
function content(der: Buffer, offset: number): { start: number; end: number } {
  const first = der[offset + 1] ?? 0;
  const extra = first < 0x80 ? 0 : first - 0x80;
  const length = extra === 0 ? first : der.readUIntBE(offset + 2, extra);
  const start = offset + 2 + extra;
  return { start, end: start + length };
}

function element(der: Buffer, offset: number): Buffer {
  return der.subarray(offset, content(der, offset).end);
}
