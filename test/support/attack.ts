/** Accepted signatures of every layout, each with one place where a test may change something. */
import type { AcceptedSigner } from '../../server/src/core/accepted-signer';
import type { AttestationReport, SignatureReport } from '../../server/src/core/verification';
import { sha256, type MemoryRegistry } from './memory-registry';
import {
  bundleEntry, imageInMemory, legacyPayload, makeBundle, makeLegacy, pushBundle, pushLegacy, rekorAnnotation, statement, testIdentity, testIssuer,
  type BundleJson, type ImageToSign, type LegacyLayer,
} from './sign-image';
import { base64, createAuthority, dsseRekord, hex, signEnvelope, type Authority, type Signer } from './sigstore';
import { testSigner, trustRoot, verify, verifyAttestation } from './verification';

export interface Bench {
  readonly authority: Authority;
  readonly signer: Signer;
  /** Text. */
  readonly trustedRoot: string;
}

export async function createBench(): Promise<Bench> {
  const authority = await createAuthority();
  const signer = await authority.certify({ identity: testIdentity, issuer: testIssuer });
  return { authority, signer, trustedRoot: JSON.stringify(authority.trustedRoot) };
}

export interface Setup {
  readonly registry: MemoryRegistry;
  readonly image: ImageToSign;
}

interface Asked {
  readonly signers?: readonly AcceptedSigner[];
  readonly trustedRoot?: string;
  readonly complete?: boolean;
  readonly now?: number;
  readonly reference?: string;
}

export interface LegacyAttack extends Asked {
  /** What is signed. */
  readonly payload?: (image: ImageToSign) => object | string;
  readonly signer?: Signer;
  /** When it is logged. */
  readonly at?: Date;
  /** After it was signed. */
  readonly bend?: (layer: LegacyLayer) => unknown;
}

export interface BundleAttack extends Asked {
  readonly content?: (image: ImageToSign) => object | string;
  readonly signer?: Signer;
  readonly at?: Date;
  readonly make?: typeof makeBundle;
  readonly bend?: (bundle: BundleJson) => unknown;
  /** The text of the bundle. */
  readonly spell?: (text: string) => string;
}

/** The one signature that is found. */
export async function tryLegacy({ authority, signer, trustedRoot }: Bench, attack: LegacyAttack = {}): Promise<SignatureReport> {
  const { payload = legacyPayload, bend = () => undefined, signers = [testSigner], at } = attack;
  return only(await trySetup({ trustedRoot, ...attack, signers }, async ({ registry, image }) => {
    const layer = await makeLegacy(authority, attack.signer ?? signer, payload(image), at);
    await bend(layer);
    await pushLegacy(registry.push, image, layer);
  }));
}

export async function tryBundle({ authority, signer, trustedRoot }: Bench, attack: BundleAttack = {}): Promise<SignatureReport> {
  const { content = ({ digest }: ImageToSign) => statement(digest), bend = () => undefined, signers = [testSigner], make = makeBundle, at } = attack;
  return only(await trySetup({ trustedRoot, ...attack, signers }, async ({ registry, image }) => {
    const made = await make(authority, attack.signer ?? signer, content(image), at);
    await bend(made);
    await pushBundle(registry.push, image, (attack.spell ?? ((text: string) => text))(JSON.stringify(made)));
  }));
}

async function trySetup(asked: Asked, sign: (setup: Setup) => Promise<void>): Promise<readonly SignatureReport[]> {
  const setup = await imageInMemory();
  await sign(setup);
  return (await verify({ registry: setup.registry, ...asked })).signatures;
}

function only([first, ...more]: readonly SignatureReport[]): SignatureReport {
  if (first === undefined || more.length > 0) throw new Error('there is to be one signature');
  return first;
}

const image = { name: 'registry.example/app', digest: sha256('an image'), mediaType: 'application/vnd.oci.image.manifest.v1+json', size: 8 };
export const provenance = 'https://slsa.dev/provenance/v1';

export interface AttestationAttack extends Asked {
  readonly content?: (image: ImageToSign) => object | string;
  readonly payloadType?: string;
  readonly signer?: Signer;
  /** `intoto/0.0.1`: the entries of 2022 to 2024. */
  readonly kind?: 'dsse' | 'intoto';
  /** The text of the envelope, before it is logged. */
  readonly spell?: (text: string) => string;
  readonly annotate?: (annotations: Record<string, string>) => unknown;
}

/** One layer of a `.att` tag. */
export async function tryAttestation(bench: Bench, attack: AttestationAttack = {}): Promise<AttestationReport> {
  const { authority, signer: usual, trustedRoot: root } = bench;
  const { content = ({ digest }: ImageToSign) => statement(digest, provenance), payloadType = 'application/vnd.in-toto+json', signer = usual, kind = 'dsse' } = attack;
  const made = content(image);
  const payload = Buffer.from(typeof made === 'string' ? made : JSON.stringify(made));
  const signature = signEnvelope(signer, payloadType, payload);
  const text = JSON.stringify({ payloadType, payload: base64(payload), signatures: [{ keyid: '', sig: base64(signature) }] });
  const envelope = (attack.spell ?? ((one: string) => one))(text);
  const record = await authority.log(kind === 'dsse' ? dsseRekord(signer, payload, signature) : intoto(signer, envelope));
  const annotations: Record<string, string> = {
    'dev.cosignproject.cosign/signature': '',
    'dev.sigstore.cosign/certificate': signer.pem,
    'dev.sigstore.cosign/bundle': rekorAnnotation(record),
    predicateType: provenance,
  };
  await attack.annotate?.(annotations);
  const layer = { mediaType: 'application/vnd.dsse.envelope.v1+json', digest: sha256(envelope), size: Buffer.byteLength(envelope), annotations };
  const { digest, mediaType, size } = image;
  const candidate = {
    format: 'cosign-legacy', purpose: 'attestation', attachment: { kind: 'tag' }, layer,
    place: { registry: 'registry.example', repository: 'app' }, subject: { digest, mediaType, size, kind: 'manifest' },
  } as const;
  const vector = { name: '', candidate, base64: base64(envelope), signers: attack.signers ?? [testSigner], verdict: 'verified' } as const;
  return verifyAttestation(vector, attack.now, trustRoot(attack.trustedRoot ?? root));
}

export function intoto(signer: Pick<Signer, 'pem'>, envelope: string): object {
  const hash = { algorithm: 'sha256', value: hex(envelope) };
  return { apiVersion: '0.0.1', kind: 'intoto', spec: { content: { hash, payloadHash: hash }, publicKey: base64(signer.pem) } };
}

/** Adds a token of a clock; without options it is of the bench's own and good. */
export async function stamp(bundle: BundleJson, authority: Authority, options: { of?: Buffer; at?: Date; embedCertificate?: boolean } = {}): Promise<void> {
  const { of = Buffer.from(bundle.dsseEnvelope!.signatures[0]!.sig, 'base64'), ...rest } = options;
  const data = bundle.verificationMaterial['timestampVerificationData'] as { rfc3161Timestamps: object[] };
  data.rfc3161Timestamps.push({ signedTimestamp: base64(await authority.timestamp(of, rest)) });
}

/** In a log of the second generation: no promise, no time; `stamped` by the authority's clock. */
export const makeTiled = (stamped: boolean, at?: Date): typeof makeBundle => async (authority, signer, content) => {
  const made = await makeBundle(authority, signer, content, at);
  const { payload, payloadType, signatures } = made.dsseEnvelope!;
  const bytes = Buffer.from(payload, 'base64');
  const signed = Buffer.concat([Buffer.from(`DSSEv1 ${payloadType.length} ${payloadType} ${bytes.length} `), bytes]);
  const verifier = { keyDetails: 'PKIX_ECDSA_P256_SHA_256', x509Certificate: { rawBytes: base64(signer.der) } };
  const data = { algorithm: 'SHA2_256', digest: Buffer.from(hex(signed), 'hex').toString('base64') };
  const record = await authority.log({ apiVersion: '0.0.2', kind: 'hashedrekord', spec: { hashedRekordV002: { data, signature: { content: signatures[0]!.sig, verifier } } } });
  const { inclusionPromise: _, ...entry } = bundleEntry(record, 'hashedrekord', '0.0.2');
  made.verificationMaterial.tlogEntries = [{ ...entry, integratedTime: '0' }];
  if (stamped) await stamp(made, authority, at === undefined ? {} : { at });
  return made;
};
