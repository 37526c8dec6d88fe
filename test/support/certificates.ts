import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import { bits, bool, generalizedTime, integer, nothing, octets, oid, sequence, set, tagged, utf8, type Der } from './der';

/** Certificates for tests, issued at run time. */
export interface Issued {
  readonly der: Buffer;
  readonly pem: string;
  readonly privateKey: KeyObject;
  readonly subject: Der;
}

export type KeyKind = 'P-256' | 'P-384' | 'P-521' | 'secp256k1' | 'rsa-1024' | 'rsa-2048' | 'rsa-3072' | 'rsa-4096';

export interface CertificateOptions {
  /** Types by their short names, in order; several RDNs. */
  readonly subject: readonly (readonly [string, string | Der])[];
  /** Itself when absent. */
  readonly issuer?: Issued;
  readonly key?: KeyKind;
  readonly from?: Date;
  readonly until?: Date;
  readonly extensions?: readonly Der[];
  /** Of its own signature. */
  readonly hash?: 'sha1' | 'sha256' | 'sha384' | 'sha512';
}

const types: Readonly<Record<string, string>> = {
  CN: '2.5.4.3', C: '2.5.4.6', L: '2.5.4.7', ST: '2.5.4.8', O: '2.5.4.10', OU: '2.5.4.11', DC: '0.9.2342.19200300.100.1.25',
};

/** One pair of keys of each kind, made when it is first asked for: RSA takes its time. */
const keys = new Map<string, { publicKey: KeyObject; privateKey: KeyObject }>();

export function keyPair(kind: KeyKind, name: string): { publicKey: KeyObject; privateKey: KeyObject } {
  const id = kind.startsWith('rsa') ? kind : `${kind} ${name}`;
  const known = keys.get(id);
  if (known) return known;
  const made = kind.startsWith('rsa')
    ? generateKeyPairSync('rsa', { modulusLength: Number(kind.slice(4)) })
    : generateKeyPairSync('ec', { namedCurve: kind });
  keys.set(id, made);
  return made;
}

export const usage = {
  /** Bits by number, most significant first. */
  key: (numbers: readonly number[], critical = true): Der => {
    const byte = numbers.reduce((value, bit) => value | (0x80 >> bit), 0);
    return extension('2.5.29.15', critical, bits(Buffer.from([byte])));
  },
  extended: (oids: readonly string[], critical = false): Der => extension('2.5.29.37', critical, sequence(...oids.map(oid))),
  constraints: (isAuthority: boolean, pathLength?: number, critical = true): Der =>
    extension('2.5.29.19', critical, sequence(...(isAuthority ? [bool(true)] : []), ...(pathLength === undefined ? [] : [integer(pathLength)]))),
};

export const codeSigning = '1.3.6.1.5.5.7.3.3';
export const timeStamping = '1.3.6.1.5.5.7.3.8';
export const leafExtensions = [usage.key([0]), usage.extended([codeSigning])];
export const authorityExtensions = [usage.constraints(true), usage.key([5])];
export const clockExtensions = [usage.key([0]), usage.extended([timeStamping], true)];

export function extension(id: string, critical: boolean, value: Der): Der {
  return sequence(oid(id), ...(critical ? [bool(true)] : []), octets(value));
}

export function name(parts: CertificateOptions['subject']): Der {
  return sequence(...parts.map(([type, value]) => set(sequence(oid(types[type] ?? type), typeof value === 'string' ? utf8(value) : value))));
}

export function certify({ subject, issuer, key = 'P-256', extensions = [], hash = 'sha256', ...times }: CertificateOptions): Issued {
  const own = keyPair(key, JSON.stringify(subject));
  const signer = issuer?.privateKey ?? own.privateKey;
  const algorithm = signatureAlgorithm(signer, hash);
  const from = times.from ?? new Date(Date.now() - 86_400_000);
  const until = times.until ?? new Date(Date.now() + 86_400_000);
  const body = sequence(
    tagged(0, integer(2)),
    integer(Buffer.concat([Buffer.from([0x40]), randomBytes(8)])),
    algorithm,
    issuer?.subject ?? name(subject),
    sequence(generalizedTime(from), generalizedTime(until)),
    name(subject),
    own.publicKey.export({ format: 'der', type: 'spki' }),
    ...(extensions.length === 0 ? [] : [tagged(3, sequence(...extensions))]),
  );
  const der = sequence(body, algorithm, bits(sign(hash, body, signer)));
  return { der, pem: toPem(der), privateKey: own.privateKey, subject: name(subject) };
}

const algorithms: Readonly<Record<string, string>> = {
  'rsa sha1': '1.2.840.113549.1.1.5', 'rsa sha256': '1.2.840.113549.1.1.11', 'rsa sha384': '1.2.840.113549.1.1.12', 'rsa sha512': '1.2.840.113549.1.1.13',
  'ec sha1': '1.2.840.10045.4.1', 'ec sha256': '1.2.840.10045.4.3.2', 'ec sha384': '1.2.840.10045.4.3.3', 'ec sha512': '1.2.840.10045.4.3.4',
};

export function signatureAlgorithm(key: KeyObject, hash: string): Der {
  const id = oid(algorithms[`${key.asymmetricKeyType} ${hash}`] as string);
  return key.asymmetricKeyType === 'rsa' ? sequence(id, nothing()) : sequence(id);
}

export function toPem(der: Buffer): string {
  return `-----BEGIN CERTIFICATE-----\n${(der.toString('base64').match(/.{1,64}/g) ?? []).join('\n')}\n-----END CERTIFICATE-----\n`;
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
