import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AcceptedKey } from '../../../server/src/core/accepted-signer';
import { createBench, tryBundle, tryLegacy, type Bench, type BundleAttack } from '../../support/attack';
import { accept, createKey, makeKeyBundle, makeKeyLegacy, type KeySigner } from '../../support/sign-key';
import { legacyPayload, rekorAnnotation, type LegacyLayer } from '../../support/sign-image';
import { base64, hashedRekord, hex } from '../../support/sigstore';
import { failed, testSigner } from '../../support/verification';

let bench: Bench;
const key = createKey();
const other = createKey();
const rekor = 'dev.sigstore.cosign/bundle';
const annotation = 'dev.cosignproject.cosign/signature';

beforeAll(async () => {
  bench = await createBench();
});

/** What the key signs, over the payload that is given. */
const signWith = (signer: KeySigner, log: boolean) => async (layer: LegacyLayer): Promise<void> => {
  const made = makeKeyLegacy(signer, JSON.parse(layer.payload.toString()) as object, signer.publicKey.asymmetricKeyType === 'ed25519' ? null : 'sha256');
  for (const name of Object.keys(layer.annotations)) delete layer.annotations[name];
  Object.assign(layer.annotations, made.annotations);
  const signature = Buffer.from(layer.annotations[annotation]!, 'base64');
  if (log) layer.annotations[rekor] = rekorAnnotation(await bench.authority.log(hashedRekord(signer, hex(layer.payload), signature)));
};

const unlogged = accept(key);
const logged = accept(key, { ignoreTlog: false });
const byKey = (signers: readonly AcceptedKey[], bend: (layer: LegacyLayer) => unknown = () => undefined, log = true): ReturnType<typeof tryLegacy> =>
  tryLegacy(bench, {
    signers,
    bend: async (layer) => {
      await signWith(key, log)(layer);
      await bend(layer);
    },
  });
const makeBundle = (signer: KeySigner): NonNullable<BundleAttack['make']> => (authority, _, content) => makeKeyBundle(authority, signer, content as object);

beforeEach(async () => {
  expect((await byKey([logged])).verdict).toBe('verified');
  expect((await byKey([unlogged], undefined, false)).verdict).toBe('verified');
  expect((await tryBundle(bench, { signers: [logged], make: makeBundle(key) })).verdict).toBe('verified');
});

/** The same entry, and a promise of the log that differs in its last byte. */
function bentPromise(text: string): string {
  const entry = JSON.parse(text) as { SignedEntryTimestamp: string };
  const promise = Buffer.from(entry.SignedEntryTimestamp, 'base64');
  promise.writeUInt8(promise.readUInt8(promise.length - 1) ^ 1, promise.length - 1);
  return JSON.stringify({ ...entry, SignedEntryTimestamp: promise.toString('base64') });
}

describe('signatures with keys', () => {
  it('attack 31: another key', async () => {
    expect(failed(await byKey([accept(other)], undefined, false))).toEqual(['signature']);
    expect(failed(await byKey([accept(other, { ignoreTlog: false })]))).toEqual(['identity']);
    expect(failed(await tryBundle(bench, { signers: [accept(other)], make: makeBundle(key) }))).toEqual(['identity']);
  });

  it('attack 31: a certificate where a key is named, and a key where somebody is named', async () => {
    expect(failed(await tryLegacy(bench, { signers: [logged] }))).toEqual(['identity']);
    expect(failed(await tryBundle(bench, { signers: [logged] }))).toEqual(['identity']);
    expect(failed(await tryLegacy(bench, { signers: [testSigner], bend: signWith(key, true) }))).toEqual(['identity']);
    expect(failed(await tryBundle(bench, { make: makeBundle(key) }))).toEqual(['identity']);
  });

  it.each(['RSA-1024', 'secp256k1'] as const)('attack 31: a key that is too weak or of a strange kind: %s', async (kind) => {
    const weak = createKey(kind);
    const strong = createKey(kind === 'secp256k1' ? 'P-256' : 'RSA-2048');
    expect((await tryLegacy(bench, { signers: [accept(strong)], bend: signWith(strong, false) })).verdict).toBe('verified');
    expect(failed(await tryLegacy(bench, { signers: [accept(weak)], bend: signWith(weak, false) }))).toEqual(['identity']);
  });

  it('attack 31: the other half of an ECDSA signature makes no second signer', async () => {
    const one = await byKey([unlogged], undefined, false);
    const twin = await byKey([unlogged], ({ annotations }) => (annotations[annotation] = base64(otherHalf(Buffer.from(annotations[annotation]!, 'base64')))), false);
    expect(twin).toMatchObject({ verdict: 'verified', identity: one.identity, keySha256: one.keySha256 });
    // A log holds one of the two, and vouches for that one alone.
    const inLog = await byKey([logged], ({ annotations }) => (annotations[annotation] = base64(otherHalf(Buffer.from(annotations[annotation]!, 'base64')))));
    expect(failed(inLog)).toEqual(['transparency-log']);
  });

  it('attack 31: a signature in another spelling of its numbers is none', async () => {
    const padded = await byKey([unlogged], ({ annotations }) => (annotations[annotation] = base64(paddedSpelling(Buffer.from(annotations[annotation]!, 'base64')))), false);
    expect(failed(padded)).toEqual(['signature']);
  });

  it('attack 31: a log entry that is there and wrong, though none is wanted', async () => {
    const swap = (signer: KeySigner) => async (layer: LegacyLayer): Promise<void> => {
      const signature = Buffer.from(layer.annotations[annotation]!, 'base64');
      layer.annotations[rekor] = rekorAnnotation(await bench.authority.log(hashedRekord(signer, hex(layer.payload), signature)));
    };
    expect((await byKey([unlogged], swap(key))).verdict).toBe('verified');
    for (const signers of [[unlogged], [logged]]) {
      expect(failed(await byKey(signers, swap(other)))).toEqual(['transparency-log']);
      expect(failed(await byKey(signers, ({ annotations }) => (annotations[rekor] = bentPromise(annotations[rekor]!))))).toEqual(['transparency-log']);
      expect(failed(await byKey(signers, ({ annotations }) => (annotations[rekor] = '{')))).toEqual(['format']);
    }
  });

  it('attack 1, 15 and 31: the payload of another image, and the entry of another signature', async () => {
    const payload = (): object => legacyPayload({ name: 'registry.example/app', digest: `sha256:${'0'.repeat(64)}` });
    expect(failed(await tryLegacy(bench, { signers: [logged], payload, bend: signWith(key, true) }))).toEqual(['payload-digest']);
    const stolen: Record<string, string> = {};
    await tryLegacy(bench, { signers: [logged], payload, bend: async (layer) => (await signWith(key, true)(layer), Object.assign(stolen, layer.annotations)) });
    expect(failed(await byKey([logged], ({ annotations }) => (annotations[rekor] = stolen[rekor]!)))).toEqual(['transparency-log']);
  });
});

const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

function numbers(der: Buffer): [Buffer, Buffer] {
  const length = der[3]!;
  return [der.subarray(4, 4 + length), der.subarray(6 + length)];
}

function integer(bytes: Buffer): Buffer {
  return Buffer.concat([Buffer.from([2, bytes.length]), bytes]);
}

function pair(r: Buffer, s: Buffer): Buffer {
  const body = Buffer.concat([integer(r), integer(s)]);
  return Buffer.concat([Buffer.from([0x30, body.length]), body]);
}

/** (r, n - s), which everybody can make of (r, s). */
function otherHalf(der: Buffer): Buffer {
  const [r, s] = numbers(der);
  const twin = Buffer.from((order - BigInt(`0x${s.toString('hex')}`)).toString(16).padStart(64, '0'), 'hex');
  return pair(r, twin[0]! >= 0x80 ? Buffer.concat([Buffer.from([0]), twin]) : twin);
}

/** With a zero before a number, as DER forbids. */
function paddedSpelling(der: Buffer): Buffer {
  const [r, s] = numbers(der);
  return pair(Buffer.concat([Buffer.from([0]), r]), s);
}
