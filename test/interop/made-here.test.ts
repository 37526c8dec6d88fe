/** Signatures with a key that Plimsoll's tests make: whether real Cosign believes of them what Plimsoll does. */
import { sign } from 'node:crypto';
import { afterAll, beforeAll, describe } from 'vitest';
import { pushReferrers, pushUnderTag, signedPayload, bundleReferrer } from '../support/look-alikes/attach';
import { ecdsaKey, keySignature, rsaKey, type KeySigner } from '../support/look-alikes';
import { bundleEntry, mediaTypes, statement, type LegacyLayer } from '../support/sign-image';
import { createKey } from '../support/sign-key';
import { base64, createAuthority, dsseRekord, signEnvelope, type Authority } from '../support/sigstore';
import { itAgrees, type Question, type Row } from './support/agreement';
import { createTarget, createWorld, writeText, type Target, type World } from './support/world';

let world: World;
const keys = {} as Record<'p256' | 'p384' | 'rsa' | 'ed25519' | 'other', KeySigner>;

beforeAll(async () => {
  world = await createWorld();
  Object.assign(keys, {
    p256: ecdsaKey(), other: ecdsaKey(), rsa: rsaKey(3072),
    p384: createKey('P-384'),
    ed25519: createKey('Ed25519'),
  });
});
afterAll(() => world.close());

let files = 0;

async function ask(target: Target, layout: Question['layout'], { key, logged }: { key: KeySigner; logged: boolean }): Promise<Question> {
  const path = await writeText(world, `made${++files}.pub`, key.pem);
  const signer = { kind: 'key', name: 'test', pem: key.pem, ignoreTlog: !logged, source: 'policy' } as const;
  return { reference: target.tagged, layout, cosign: { key: path, logged }, signers: [signer] };
}

interface Legacy {
  readonly key: keyof typeof keys;
  readonly trusted?: keyof typeof keys;
  /** Whether a log is demanded. */
  readonly logged?: boolean;
  /** That logs it; none when absent. */
  readonly log?: () => Authority | Promise<Authority>;
  bend?(layer: LegacyLayer): LegacyLayer;
}

async function legacy({ key, trusted = key, logged = false, log, bend = (layer) => layer }: Legacy): Promise<Question> {
  const target = await createTarget(world);
  const payload = signedPayload(target.name, target.index.digest);
  const made = key === 'ed25519' ? pureEd25519(payload) : await keySignature(keys[key], payload, await log?.());
  await pushUnderTag(target.push, target.index.digest, 'sig', [bend(made)]);
  return ask(target, 'legacy', { key: keys[trusted], logged });
}

function pureEd25519(payload: Buffer): LegacyLayer {
  return { payload, annotations: { 'dev.cosignproject.cosign/signature': base64(sign(null, payload, keys.ed25519.privateKey)) } };
}

const ours = (): Authority => world.authority;

const row = (name: string, answer: 'accepts' | 'refuses', how: Legacy): Row =>
  ({ name, arrange: () => legacy(how), cosign: answer, plimsoll: answer === 'accepts' ? 'verified' : 'invalid' });

describe('under a tag', () => {
  itAgrees([
    row('P-256', 'accepts', { key: 'p256' }),
    row('P-384 with SHA-256', 'accepts', { key: 'p384' }),
    row('RSA of 3072 bits', 'accepts', { key: 'rsa' }),
    row('Ed25519', 'accepts', { key: 'ed25519' }),
    row('another key', 'refuses', { key: 'p256', trusted: 'other' }),
    row('another kind of key', 'refuses', { key: 'p256', trusted: 'rsa' }),
    row('logged', 'accepts', { key: 'p256', logged: true, log: ours }),
    row('logged, and nobody asked for it', 'accepts', { key: 'p256', log: ours }),
    row('not logged, and somebody asked for it', 'refuses', { key: 'p256', logged: true }),
    row('logged by another authority', 'refuses', { key: 'p256', logged: true, log: () => createAuthority() }),
    row('whose payload is another', 'refuses', { key: 'p256', bend: (layer) => ({ ...layer, payload: signedPayload('other', `sha256:${'0'.repeat(64)}`) }) }),
  ], () => world);
});

interface Bundled {
  readonly key: 'p256' | 'other';
  readonly trusted?: 'p256' | 'other';
  readonly logged?: boolean;
  readonly log?: boolean;
  readonly predicateType?: string;
}

/** As `cosign sign --key` makes it of version 0.3: a hint instead of a certificate. */
async function bundled({ key, trusted = key, logged = false, log = false, predicateType }: Bundled): Promise<Question> {
  const target = await createTarget(world);
  const content = { ...statement(target.index.digest), ...(predicateType !== undefined && { predicateType }) };
  const payload = Buffer.from(JSON.stringify(content));
  const payloadType = 'application/vnd.in-toto+json';
  const signature = signEnvelope(keys[key], payloadType, payload);
  const record = log ? await world.authority.log(dsseRekord(keys[key], payload, signature)) : undefined;
  const bundle = {
    mediaType: mediaTypes.bundle,
    verificationMaterial: { publicKey: { hint: 'key' }, ...(record && { tlogEntries: [bundleEntry(record, 'dsse', '0.0.1')] }) },
    dsseEnvelope: { payload: base64(payload), payloadType, signatures: [{ sig: base64(signature) }] },
  };
  await pushReferrers(target.push, target.index, [await bundleReferrer(target.push, bundle, predicateType ?? 'https://sigstore.dev/cosign/sign/v1')]);
  return ask(target, 'bundle', { key: keys[trusted], logged });
}

const bundleRow = (name: string, answer: 'accepts' | 'refuses', how: Bundled): Row =>
  ({ name, arrange: () => bundled(how), cosign: answer, plimsoll: answer === 'accepts' ? 'verified' : 'invalid' });

describe('in a bundle', () => {
  itAgrees([
    bundleRow('not logged', 'accepts', { key: 'p256' }),
    bundleRow('another key', 'refuses', { key: 'p256', trusted: 'other' }),
    bundleRow('logged', 'accepts', { key: 'p256', logged: true, log: true }),
    bundleRow('logged, and nobody asked for it', 'accepts', { key: 'p256', log: true }),
    bundleRow('not logged, and somebody asked for it', 'refuses', { key: 'p256', logged: true }),
    {
      name: 'that attests, and signs nothing', arrange: () => bundled({ key: 'p256', predicateType: 'https://spdx.dev/Document' }),
      cosign: 'accepts', plimsoll: 'unsigned', because: 'Cosign counts every attestation as a signature',
    },
  ], () => world);
});
