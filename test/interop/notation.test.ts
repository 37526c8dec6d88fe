/** What the Notary Project's library signs: whether it and Plimsoll believe the same of it. */
import { afterAll, beforeAll, describe } from 'vitest';
import { pushBlob, pushManifest } from '../support/look-alikes/image';
import type { Push } from '../support/memory-registry';
import { keyKinds, newSigner, sign, type Envelope, type KeyKind, type NotationSigner, type Trust } from './support/notation';
import { itAgreesWithNotation, type NotationRow } from './support/notation-agreement';
import { createTarget, createWorld, type Target, type World } from './support/world';

let world: World;
const signers = {} as Record<KeyKind | 'other', NotationSigner>;

beforeAll(async () => {
  world = await createWorld();
  for (const kind of keyKinds) signers[kind] = await newSigner(world, kind);
  signers.other = await newSigner(world, 'p256');
});
afterAll(() => world.close());

type Sign = (target: Target, envelope: Envelope) => Promise<void>;

const by = (name: keyof typeof signers, expiry?: string): Sign => (target, envelope) => sign(world, target.at(), signers[name], envelope, expiry);
const trusting = (name: keyof typeof signers, more: Omit<Trust, 'roots'> = {}): (() => Trust) => () => ({ roots: [signers[name].root], ...more });

function arranged(signed: Sign, trust: () => Trust): NotationRow['arrange'] {
  return async (target, envelope) => {
    await signed(target, envelope);
    return trust();
  };
}

function accepts(name: string, signed: Sign, trust: () => Trust): NotationRow {
  return { name, arrange: arranged(signed, trust), notation: 'accepts', plimsoll: 'verified' };
}

function refuses(name: string, signed: Sign, trust: () => Trust): NotationRow {
  return { name, arrange: arranged(signed, trust), notation: 'refuses', plimsoll: 'invalid' };
}

/** Notation warns, and ends well. */
function warned(name: string, signed: Sign, trust: () => Trust): NotationRow {
  const because = 'an audit accepts everybody, so that it says nothing about who signed';
  return { name, arrange: arranged(signed, trust), notation: 'accepts', plimsoll: 'signed-unpinned', because };
}

describe('a signature by Notation', () => {
  itAgreesWithNotation(keyKinds.map((kind) => accepts(kind, by(kind), trusting(kind))), () => world);

  itAgreesWithNotation([
    accepts('for its subject', by('p256'), trusting('p256', { identities: ['x509.subject: C=US, ST=WA, O=acme'] })),
    accepts('for its subject with the name', by('p256'), trusting('p256', { identities: ['x509.subject: CN=signer,O=acme,ST=WA,C=US'] })),
    accepts('for one of two subjects', by('p256'), trusting('p256', { identities: ['x509.subject: C=US, ST=WA, O=other', 'x509.subject: C=US, ST=WA, O=acme'] })),
    accepts('with another root beside', by('p256'), () => ({ roots: [signers.other.root, signers.p256.root] })),
    accepts('that has not expired', by('p256', '1h'), trusting('p256')),
    refuses('for another organisation', by('p256'), trusting('p256', { identities: ['x509.subject: C=US, ST=WA, O=other'] })),
    refuses('for another name', by('p256'), trusting('p256', { identities: ['x509.subject: C=US, ST=WA, O=acme, CN=signe'] })),
    refuses('of another root', by('p256'), trusting('other')),
  ], () => world);
});

describe('what the level of a trust policy lets pass', () => {
  itAgreesWithNotation([
    refuses('permissive: another root', by('p256'), trusting('other', { level: 'permissive' })),
    warned('audit: another root', by('p256'), trusting('other', { level: 'audit' })),
    warned('audit: another subject', by('p256'), trusting('p256', { level: 'audit', identities: ['x509.subject: C=US, ST=WA, O=other'] })),
  ], () => world);
});

interface Stored {
  readonly config: object;
  readonly layers: { mediaType: string; digest: string; size: number }[];
  readonly subject: object;
}

/** The signature of `from`, changed by `bend`, as that of `to`. */
async function move(from: Target, to: Target, bend: (envelope: Buffer) => Buffer): Promise<void> {
  const base = `http://${from.host}/v2/${from.name.slice(from.host.length + 1)}`;
  const { manifests } = (await (await fetch(`${base}/referrers/${from.index.digest}`)).json()) as { manifests: { digest: string }[] };
  const manifest = (await (await fetch(`${base}/manifests/${manifests[0]?.digest}`)).json()) as Stored;
  const [layer] = manifest.layers;
  const envelope = bend(Buffer.from(await (await fetch(`${base}/blobs/${layer?.digest}`)).arrayBuffer()));
  await pushSignature(to.push, { ...manifest, subject: to.index }, layer?.mediaType ?? '', envelope);
}

async function pushSignature(push: Push, manifest: Stored, mediaType: string, envelope: Buffer): Promise<void> {
  await pushBlob(push, '{}', 'application/vnd.oci.empty.v1+json');
  await pushManifest(push, { ...manifest, layers: [await pushBlob(push, envelope, mediaType)] }, 'application/vnd.oci.image.manifest.v1+json');
}

function flipLast(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  copy[copy.length - 1]! ^= 1;
  return copy;
}

/** The last byte of the signature's value. */
const bends: Readonly<Record<Envelope, (envelope: Buffer) => Buffer>> = {
  cose: flipLast,
  jws: (envelope) => {
    const whole = JSON.parse(envelope.toString()) as { signature: string };
    return Buffer.from(JSON.stringify({ ...whole, signature: flipLast(Buffer.from(whole.signature, 'base64url')).toString('base64url') }));
  },
};

describe('a signature that was carried about', () => {
  const carried = (bend: (envelope: Envelope) => (bytes: Buffer) => Buffer): Sign => async (target, envelope) => {
    const from = await createTarget(world);
    await sign(world, from.at(), signers.p256, envelope);
    await move(from, target, bend(envelope));
  };
  const bent: Sign = async (target, envelope) => {
    const from = await createTarget(world);
    await sign(world, from.at(), signers.p256, envelope);
    await move(from, target, bends[envelope]);
  };
  itAgreesWithNotation([
    refuses('to another image', carried(() => (bytes) => bytes), trusting('p256')),
    refuses('whose last byte is another', bent, trusting('p256')),
    { name: 'away', arrange: async () => trusting('p256')(), notation: 'refuses', plimsoll: 'unsigned' },
  ], () => world);
});
