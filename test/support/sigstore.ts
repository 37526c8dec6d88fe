import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { dsse } from '@sigstore/core';
import { initializeCA, initializeCTLog, initializeTLog, initializeTSA } from '@sigstore/mock';
import { isEmail, nameAsEmail, signAgain } from './email-certificate';

/** A Sigstore of our own: certificate authority, both kinds of log and a clock, made by `@sigstore/mock` at run time. */
export interface Authority {
  /** `trusted_root.json` that believes in all of it. */
  readonly trustedRoot: TrustedRootJson;
  certify(options: CertifyOptions): Promise<Signer>;
  log(body: object, at?: Date): Promise<LogRecord>;
  /** RFC 3161 TimeStampResp over `signature`. */
  timestamp(signature: Buffer, options?: { readonly at?: Date; readonly embedCertificate?: boolean }): Promise<Buffer>;
}

export interface Entry {
  [key: string]: unknown;
}

export interface TrustedRootJson {
  mediaType: string;
  tlogs: Entry[];
  certificateAuthorities: Entry[];
  ctlogs: Entry[];
  timestampAuthorities: Entry[];
}

export interface CertifyOptions {
  readonly identity: string;
  readonly issuer: string;
  /** When the certificate begins; it lasts ten minutes. */
  readonly at?: Date;
  /** False leaves the signed certificate timestamp out. */
  readonly transparent?: boolean;
  readonly extensions?: readonly { readonly oid: string; readonly value: string; readonly legacy?: boolean }[];
}

export interface Signer {
  readonly der: Buffer;
  readonly pem: string;
  readonly privateKey: KeyObject;
}

export interface LogRecord {
  /** Base64 of the canonical entry. */
  readonly body: string;
  readonly integratedTime: number;
  readonly logIndex: number;
  readonly logID: string;
  readonly verification: {
    readonly signedEntryTimestamp: string;
    readonly inclusionProof: { readonly logIndex: number; readonly treeSize: number; readonly rootHash: string; readonly checkpoint: string };
  };
}

const logUrl = 'https://log.sigstore.test';

export async function createAuthority(): Promise<Authority> {
  const keys = { ca: newKeys(), ct: newKeys(), log: newKeys(), tsa: newKeys() };
  const ctlog = await initializeCTLog(keys.ct);
  const ca = await initializeCA(keys.ca, ctlog);
  const tsa = await initializeTSA(keys.tsa);
  const validFor = { start: new Date(Date.now() - 86_400_000).toISOString() };
  const chain = (...certificates: ArrayBufferView[]): object => ({
    certificates: certificates.map((one) => ({ rawBytes: toBuffer(one).toString('base64') })),
  });
  return {
    trustedRoot: {
      mediaType: 'application/vnd.dev.sigstore.trustedroot+json;version=0.1',
      tlogs: [logEntry(logUrl, keys.log.publicKey, validFor)],
      certificateAuthorities: [{ uri: 'https://ca.sigstore.test', certChain: chain(ca.rootCertificate), validFor }],
      ctlogs: [logEntry('https://ct.sigstore.test', keys.ct.publicKey, validFor)],
      timestampAuthorities: [{ uri: 'https://tsa.sigstore.test', certChain: chain(tsa.intCertificate, tsa.rootCertificate), validFor }],
    },
    certify: (options) => certify(keys.ca, keys.ct, options),
    log: async (body, at) => {
      const log = await initializeTLog(logUrl, keys.log, at);
      return Object.values(await log.log(body))[0] as LogRecord;
    },
    timestamp: async (signature, { at = new Date(), embedCertificate = false } = {}) => {
      // Whole seconds, as real clocks write them: the mock spells milliseconds below 100 in a way that nobody reads.
      const clock = await initializeTSA(keys.tsa, new Date(Math.floor(at.getTime() / 1000) * 1000));
      return toBuffer(
        await clock.timestamp({
          artifactHash: createHash('sha256').update(signature).digest(),
          hashAlgorithmOID: '2.16.840.1.101.3.4.2.1',
          nonce: 1,
          policyOID: '1.3.6.1.4.1.57264.2',
          certReq: embedCertificate,
        }),
      );
    },
  };
}

type Keys = { publicKey: KeyObject; privateKey: KeyObject };

function newKeys(): Keys {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' });
}

function toBuffer(view: ArrayBufferView): Buffer {
  return Buffer.from(view.buffer, view.byteOffset, view.byteLength);
}

function logEntry(baseUrl: string, key: KeyObject, validFor: object): Entry {
  const der = key.export({ format: 'der', type: 'spki' });
  return {
    baseUrl,
    hashAlgorithm: 'SHA2_256',
    publicKey: { rawBytes: der.toString('base64'), keyDetails: 'PKIX_ECDSA_P256_SHA_256', validFor },
    logId: { keyId: createHash('sha256').update(der).digest('base64') },
  };
}

async function certify(ca: Keys, ct: Keys, options: CertifyOptions): Promise<Signer> {
  const { identity, issuer, at, transparent = true, extensions } = options;
  const { publicKey, privateKey } = newKeys();
  const email = isEmail(identity);
  const log = await initializeCTLog(ct, at);
  const authority = await initializeCA(ca, transparent ? (email ? logEmails(log, identity) : log) : undefined, at);
  const issued = toBuffer(
    await authority.issueCertificate({
      publicKey: publicKey.export({ format: 'der', type: 'spki' }),
      subjectAltName: identity,
      extensions: [...(extensions ?? issuerExtensions(issuer))],
    }),
  );
  const der = email ? signAgain(nameAsEmail(issued, identity), ca.privateKey) : issued;
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return { der, privateKey, pem: `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n` };
}

type TransparencyLog = Awaited<ReturnType<typeof initializeCTLog>>;

/** The log signs what the certificate will say. */
function logEmails(log: TransparencyLog, identity: string): TransparencyLog {
  const { publicKey, logID } = log;
  return { publicKey, logID, log: (certificate, issuerId) => log.log(new Uint8Array(nameAsEmail(new Uint8Array(certificate), identity)).buffer, issuerId) };
}

export function issuerExtensions(issuer: string, older = issuer): { oid: string; value: string; legacy?: boolean }[] {
  return [
    { oid: '1.3.6.1.4.1.57264.1.1', value: older, legacy: true },
    { oid: '1.3.6.1.4.1.57264.1.8', value: issuer },
  ];
}

export function base64(data: Buffer | string): string {
  return Buffer.from(data).toString('base64');
}

export function hex(data: Buffer | string): string {
  return createHash('sha256').update(data).digest('hex');
}

/** ECDSA with SHA-256 over `data`, as Cosign signs. */
export function signBytes(signer: Pick<Signer, 'privateKey'>, data: Buffer): Buffer {
  return sign('sha256', data, signer.privateKey);
}

/** Over the pre-authentication encoding of an envelope. */
export function signEnvelope(signer: Pick<Signer, 'privateKey'>, payloadType: string, payload: Buffer): Buffer {
  return signBytes(signer, dsse.preAuthEncoding(payloadType, payload));
}

export function hashedRekord(signer: Pick<Signer, 'pem'>, digestHex: string, signature: Buffer): object {
  return {
    apiVersion: '0.0.1',
    kind: 'hashedrekord',
    spec: {
      data: { hash: { algorithm: 'sha256', value: digestHex } },
      signature: { content: base64(signature), publicKey: { content: base64(signer.pem) } },
    },
  };
}

/** `envelope` as it is stored; only its digest is logged. */
export function dsseRekord(signer: Pick<Signer, 'pem'>, payload: Buffer, signature: Buffer, envelope: Buffer | string = 'envelope'): object {
  return {
    apiVersion: '0.0.1',
    kind: 'dsse',
    spec: {
      envelopeHash: { algorithm: 'sha256', value: hex(envelope) },
      payloadHash: { algorithm: 'sha256', value: hex(payload) },
      signatures: [{ signature: base64(signature), verifier: base64(signer.pem) }],
    },
  };
}
