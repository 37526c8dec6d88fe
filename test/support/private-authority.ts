/** Certificates of any make, good and bad, written as DER: what no library lets one write is what has to be refused. */
import { generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import type { Signer } from './sigstore';

export interface CertificateOptions {
  /** Common name. */
  readonly subject: string;
  readonly organization?: string;
  readonly issuer?: Issuer | undefined;
  /** Of an authority. */
  readonly ca?: boolean;
  readonly emails?: readonly string[];
  readonly notBefore?: Date;
  readonly notAfter?: Date;
  /** Object identifiers; no extension when absent. */
  readonly extendedUsages?: readonly string[];
  /** `digitalSignature` of a signer and `keyCertSign` of an authority when absent; null leaves the extension out. */
  readonly keyUsage?: number | null;
  /** More extensions: object identifier, critical, content. */
  readonly extensions?: readonly (readonly [oid: string, critical: boolean, content: Buffer])[];
  readonly keys?: { readonly publicKey: KeyObject; readonly privateKey: KeyObject };
}

export interface Issuer extends Signer {
  /** DER of its name. */
  readonly name: Buffer;
}

export const codeSigning = '1.3.6.1.5.5.7.3.3';
const digitalSignature = 0x80;
const keyCertSign = 0x04;
const day = 86_400_000;

/** Signed by `issuer`, or by itself. */
export function issue(options: CertificateOptions): Issuer {
  const { subject, organization, issuer, ca = false, emails = [], notBefore = new Date(Date.now() - day), notAfter = new Date(Date.now() + day) } = options;
  const keys = options.keys ?? generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const algorithm = sequence(oid('1.2.840.10045.4.3.2'));
  const usage = options.keyUsage === undefined ? (ca ? keyCertSign : digitalSignature) : options.keyUsage;
  const list = [
    ...(usage === null ? [] : [extension('2.5.29.15', true, tlv(0x03, Buffer.from([0, usage])))]),
    ...(ca ? [extension('2.5.29.19', true, sequence(tlv(0x01, Buffer.from([0xff]))))] : []),
    ...(emails.length === 0 ? [] : [extension('2.5.29.17', false, sequence(...emails.map((email) => tlv(0x81, Buffer.from(email)))))]),
    ...(options.extendedUsages === undefined ? [] : [extension('2.5.29.37', false, sequence(...options.extendedUsages.map(oid)))]),
    ...(options.extensions ?? []).map((one) => extension(...one)),
  ];
  const own = name(subject, organization);
  const body = sequence(
    tlv(0xa0, tlv(0x02, Buffer.from([2]))),
    tlv(0x02, Buffer.concat([Buffer.from([0x01]), randomBytes(8)])),
    algorithm,
    issuer?.name ?? own,
    sequence(time(notBefore), time(notAfter)),
    own,
    keys.publicKey.export({ format: 'der', type: 'spki' }),
    tlv(0xa3, sequence(...list)),
  );
  const signature = sign('sha256', body, issuer?.privateKey ?? keys.privateKey);
  const der = sequence(body, algorithm, tlv(0x03, Buffer.concat([Buffer.from([0]), signature])));
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return { name: own, der, privateKey: keys.privateKey, pem: `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n` };
}

function tlv(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const bytes = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...bytes]), content]);
}

function sequence(...parts: Buffer[]): Buffer {
  return tlv(0x30, Buffer.concat(parts));
}

function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const bytes = rest.flatMap((arc) => {
    const digits = [arc & 0x7f];
    for (let left = arc >> 7; left > 0; left >>= 7) digits.unshift((left & 0x7f) | 0x80);
    return digits;
  });
  return tlv(0x06, Buffer.from([first * 40 + second, ...bytes]));
}

function name(common: string, organization?: string): Buffer {
  const part = (id: string, text: string): Buffer => tlv(0x31, sequence(oid(id), tlv(0x0c, Buffer.from(text))));
  return sequence(...(organization === undefined ? [] : [part('2.5.4.10', organization)]), part('2.5.4.3', common));
}

function time(date: Date): Buffer {
  return tlv(0x18, Buffer.from(`${date.toISOString().slice(0, 19).replace(/[-:T]/g, '')}Z`));
}

function extension(id: string, critical: boolean, content: Buffer): Buffer {
  return sequence(oid(id), ...(critical ? [tlv(0x01, Buffer.from([0xff]))] : []), tlv(0x04, content));
}
