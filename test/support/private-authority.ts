/** Certificates of any make, good and bad, written as DER: what no library lets one write is what has to be refused. */
import { generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import { extension, name, toPem } from './certificates';
import { bits, bool, der, generalizedTime, integer, oid, sequence, tagged } from './der';
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
    ...(usage === null ? [] : [extension('2.5.29.15', true, bits(Buffer.from([usage])))]),
    ...(ca ? [extension('2.5.29.19', true, sequence(bool(true)))] : []),
    ...(emails.length === 0 ? [] : [extension('2.5.29.17', false, sequence(...emails.map((email) => der(0x81, Buffer.from(email)))))]),
    ...(options.extendedUsages === undefined ? [] : [extension('2.5.29.37', false, sequence(...options.extendedUsages.map(oid)))]),
    ...(options.extensions ?? []).map((one) => extension(...one)),
  ];
  const own = name([...(organization === undefined ? [] : [['O', organization] as const]), ['CN', subject]]);
  const body = sequence(
    tagged(0, integer(2)),
    integer(Buffer.concat([Buffer.from([0x01]), randomBytes(8)])),
    algorithm,
    issuer?.name ?? own,
    sequence(generalizedTime(notBefore), generalizedTime(notAfter)),
    own,
    keys.publicKey.export({ format: 'der', type: 'spki' }),
    tagged(3, sequence(...list)),
  );
  const whole = sequence(body, algorithm, bits(sign('sha256', body, issuer?.privateKey ?? keys.privateKey)));
  return { name: own, der: whole, privateKey: keys.privateKey, pem: toPem(whole) };
}
