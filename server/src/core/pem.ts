import { message, type Message } from './message';

/** RFC 7468: one block of a label, its base64 in one line. Text around blocks is nobody's, as in the files that publishers serve. */
const block = /-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\s]*)-----END \1-----/g;

/** Characters of a file that holds keys or certificates, not more. */
export const largestPem = 256_000;

const mostCertificates = 100;

type Key = { readonly pem: string; readonly problem?: undefined } | { readonly pem?: undefined; readonly problem: Message };
type Certificates = { readonly pems: readonly string[]; readonly problem?: undefined } | { readonly pems?: undefined; readonly problem: Message };

/** What is in the text instead of a public key, by a sign of it. */
const otherKinds: readonly (readonly [sign: RegExp, problem: Message])[] = [
  [/-----BEGIN PGP /, message('an OpenPGP key cannot verify such signatures: a public key in PEM is needed')],
  [/^(?:ssh-|ecdsa-sha2-|sk-ssh-|sk-ecdsa-)|-----BEGIN OPENSSH |---- BEGIN SSH2 /m, message('an SSH key cannot verify such signatures: a public key in PEM is needed')],
  [/-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY-----/, message('this is a private key: only the public one belongs here')],
  [/-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----/, message('this is a certificate: a public key in PEM is needed')],
];

/** The one SubjectPublicKeyInfo in a text, written in one way only, so that equal keys are equal texts. */
export function readPublicKey(text: string): Key {
  for (const [sign, problem] of otherKinds) if (sign.test(text)) return { problem };
  const found = blocksOf(text, 'PUBLIC KEY');
  if (found === undefined || found.length === 0) return { problem: message('there is no public key in PEM (-----BEGIN PUBLIC KEY-----)') };
  const [pem = ''] = found;
  return found.length === 1 ? { pem } : { problem: message('there is more than one public key') };
}

/** All certificates in a text, at least one. */
export function readCertificates(text: string): Certificates {
  if (/PRIVATE KEY-----/.test(text)) return { problem: message('there is a private key beside the certificates') };
  const pems = blocksOf(text, 'CERTIFICATE');
  if (pems === undefined || pems.length === 0) return { problem: message('there is no certificate in PEM (-----BEGIN CERTIFICATE-----)') };
  return pems.length > mostCertificates ? { problem: message('there are more than {0} certificates', mostCertificates) } : { pems };
}

/** Undefined when a block is broken, or begins and never ends. */
function blocksOf(text: string, label: string): string[] | undefined {
  if (text.length > largestPem) return undefined;
  const found = [...text.matchAll(block)].filter(([, name]) => name === label);
  if (found.length !== text.split(`-----BEGIN ${label}-----`).length - 1) return undefined;
  const bodies = found.map(([, , body = '']) => body.replace(/\s+/g, ''));
  return bodies.every(isBase64) ? bodies.map(body => writePem(label, body)) : undefined;
}

/** In whole groups, and with no bits to spare that could make two texts of one key. */
function isBase64(body: string): boolean {
  return body.length >= 32 && body.length % 4 === 0 && /^[A-Za-z0-9+/]+(?:[AQgw]==|[AEIMQUYcgkosw048]=)?$/.test(body);
}

function writePem(label: string, body: string): string {
  const lines = body.match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}
