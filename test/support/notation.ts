import { constants, sign, X509Certificate, type KeyObject } from 'node:crypto';
import { encode, Tagged } from 'cborg';
import type { AcceptedNotation } from '../../server/src/core/accepted-signer';
import { algorithmOf } from '../../server/src/signatures/notation/algorithm';
import { authorityExtensions, certify, leafExtensions, type CertificateOptions, type Issued, type KeyKind } from './certificates';

/** Signs images as the Notary Project's tools do, field by field after its specifications. */
export const notary = 'io.cncf.notary.';

/** The manifest that is signed. */
export const subject = { digest: `sha256:${'a'.repeat(64)}`, mediaType: 'application/vnd.oci.image.manifest.v1+json', size: 517, kind: 'manifest' } as const;

export interface Signing {
  readonly chain: readonly Issued[];
  /** Protected headers by name; `undefined` leaves one out. COSE takes the same names. */
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly payload?: unknown;
  /** RFC 3161 token over the signature. */
  readonly timestamp?: (signature: Buffer) => Buffer;
  readonly algorithm?: string;
  /** Signs with this instead of the leaf's key. */
  readonly key?: KeyObject;
  /** The last change to the whole. */
  readonly edit?: (envelope: JwsJson) => unknown;
}

export interface JwsJson {
  payload: string;
  protected: string;
  header: Record<string, unknown>;
  signature: string;
}

export const payload = (): unknown => ({ targetArtifact: { mediaType: subject.mediaType, digest: subject.digest, size: subject.size } });

const base64url = (bytes: Uint8Array | string): string => Buffer.from(bytes).toString('base64url');

/** Milliseconds; whole seconds, as signers write them. */
export const signingTime = Math.floor(Date.now() / 1000) * 1000 - 60_000;

export function jws({ chain, headers = {}, payload: content = payload(), timestamp, algorithm, key, edit }: Signing): Buffer {
  const [leaf] = chain as [Issued];
  const time = (at: unknown): unknown => (typeof at === 'number' ? new Date(at).toISOString().replace('.000Z', 'Z') : at);
  const all = allHeaders(algorithm ?? algorithmOf(publicOf(leaf)) ?? 'ES256', headers);
  const head = base64url(JSON.stringify(Object.fromEntries(Object.entries(all).map(([name, value]) => [name, time(value)]))));
  const body = base64url(JSON.stringify(content));
  const signature = signWith(key ?? leaf.privateKey, Buffer.from(`${head}.${body}`));
  const header: Record<string, unknown> = { x5c: chain.map(({ der }) => der.toString('base64')), [`${notary}signingAgent`]: 'test/1' };
  if (timestamp) header[`${notary}timestampSignature`] = timestamp(signature).toString('base64');
  const envelope: JwsJson = { payload: body, protected: head, header, signature: base64url(signature) };
  return Buffer.from(JSON.stringify(edit?.(envelope) ?? envelope));
}

function publicOf({ der }: Issued): KeyObject {
  return new X509Certificate(der).publicKey;
}

function allHeaders(alg: string, headers: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const all: Record<string, unknown> = {
    alg,
    crit: [`${notary}signingScheme`],
    cty: 'application/vnd.cncf.notary.payload.v1+json',
    [`${notary}signingScheme`]: 'notary.x509',
    [`${notary}signingTime`]: signingTime,
    ...headers,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

const coseLabels: Readonly<Record<string, number>> = { alg: 1, crit: 2, cty: 3 };
const coseAlgorithms: Readonly<Record<string, number>> = { PS256: -37, PS384: -38, PS512: -39, ES256: -7, ES384: -35, ES512: -36, HS256: 5 };

export interface CoseSigning extends Omit<Signing, 'edit'> {
  /** [protected, unprotected, payload, signature], before the tag. */
  readonly edit?: (parts: [Uint8Array, Map<unknown, unknown>, Uint8Array, Uint8Array]) => unknown;
}

export function cose({ chain, headers = {}, payload: content = payload(), timestamp, algorithm, key, edit }: CoseSigning): Buffer {
  const [leaf] = chain as [Issued];
  const alg = algorithm ?? algorithmOf(publicOf(leaf)) ?? 'ES256';
  const all = Object.entries(allHeaders(alg, headers)).map(([name, value]): [unknown, unknown] => {
    if (name === 'alg') return [1, coseAlgorithms[value as string] ?? 0];
    return [coseLabels[name] ?? name, typeof value === 'number' ? new Tagged(1, value / 1000) : value];
  });
  const head = encode(new Map(all));
  const body = Buffer.from(JSON.stringify(content));
  const signature = signWith(key ?? leaf.privateKey, Buffer.from(encode(['Signature1', head, new Uint8Array(0), new Uint8Array(body)])));
  const open = new Map<unknown, unknown>([[33, chain.map(({ der }) => new Uint8Array(der))], [`${notary}signingAgent`, 'test/1']]);
  if (timestamp) open.set(`${notary}timestampSignature`, new Uint8Array(timestamp(signature)));
  const parts: [Uint8Array, Map<unknown, unknown>, Uint8Array, Uint8Array] = [head, open, new Uint8Array(body), new Uint8Array(signature)];
  const edited = edit?.(parts) ?? parts;
  return Buffer.from(edited instanceof Uint8Array ? edited : encode(Array.isArray(edited) ? new Tagged(18, edited) : edited));
}

function signWith(key: KeyObject, data: Buffer): Buffer {
  const size = key.asymmetricKeyDetails?.modulusLength;
  const bits = size === undefined ? { prime256v1: 256, secp384r1: 384, secp521r1: 512 }[key.asymmetricKeyDetails?.namedCurve ?? ''] ?? 256 : { 2048: 256, 3072: 384, 4096: 512 }[size] ?? 256;
  if (size === undefined) return sign(`sha${bits}`, data, { key, dsaEncoding: 'ieee-p1363' });
  return sign(`sha${bits}`, data, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: bits / 8 });
}

export const acme = [['C', 'US'], ['ST', 'WA'], ['O', 'Acme, Inc.'], ['CN', 'release']] as const;

/** Root, intermediate, leaf: the chain as an envelope holds it. */
export function newChain(key: KeyKind = 'P-256', leaf: Partial<CertificateOptions> = {}): readonly [Issued, Issued, Issued] {
  const root = certify({ subject: [['CN', 'Root']], extensions: authorityExtensions });
  const middle = certify({ subject: [['CN', 'Middle']], issuer: root, extensions: authorityExtensions });
  return [certify({ subject: acme, issuer: middle, key, extensions: leafExtensions, ...leaf }), middle, root];
}

export function policyFor(chain: readonly Issued[], more: Partial<AcceptedNotation> = {}): AcceptedNotation {
  const { pem } = chain.at(-1) as Issued;
  return { kind: 'notation', name: 'acme', level: 'strict', identities: ['x509.subject: C=US, ST=WA, O=Acme\\, Inc.'], stores: { ca: [pem] }, source: 'policy', ...more };
}
