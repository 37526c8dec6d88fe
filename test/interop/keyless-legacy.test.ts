/** Signatures under a tag, made by an authority of our own: whether real Cosign believes of them what Plimsoll does. */
import { afterAll, beforeAll, describe } from 'vitest';
import { legacyPayload, makeLegacy, pushLegacy, type LegacyLayer } from '../support/sign-image';
import { createAuthority } from '../support/sigstore';
import { itAgrees, type Row } from './support/agreement';
import { ask, identity, issuer, legacySigned, newKeyless, type Keyless, type LegacyChange } from './support/keyless';
import { createTarget, createWorld, type World } from './support/world';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

const bundleAnnotation = 'dev.sigstore.cosign/bundle';
const signatureAnnotation = 'dev.cosignproject.cosign/signature';

function row(name: string, answer: 'accepts' | 'refuses', change: (keyless: Keyless) => LegacyChange | Promise<LegacyChange>): Row {
  return { name, arrange: arranged(change), cosign: answer, plimsoll: answer === 'accepts' ? 'verified' : 'invalid' };
}

/** Plimsoll reads the payload as containers-signature.5 says: "critical" is what a reader must know. */
function stricter(name: string, payload: NonNullable<LegacyChange['payload']>): Row {
  const because = 'Cosign looks at the digest alone, and lets Go read the rest';
  return { name, arrange: arranged(() => ({ payload })), cosign: 'accepts', plimsoll: 'invalid', because };
}

function arranged(change: (keyless: Keyless) => LegacyChange | Promise<LegacyChange>): Row['arrange'] {
  return async (at) => {
    const keyless = await newKeyless(at);
    return legacySigned(keyless, await change(keyless));
  };
}

/** Rows that change annotations of the one layer. */
function annotated(layer: LegacyLayer, annotations: Record<string, string | undefined>): LegacyLayer[] {
  const all = Object.entries({ ...layer.annotations, ...annotations }).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return [{ ...layer, annotations: Object.fromEntries(all) }];
}

function rekor(layer: LegacyLayer, change: (payload: Record<string, unknown>, whole: Record<string, unknown>) => void): LegacyLayer[] {
  const whole = JSON.parse(layer.annotations[bundleAnnotation] ?? '') as Record<string, unknown>;
  change(whole['Payload'] as Record<string, unknown>, whole);
  return annotated(layer, { [bundleAnnotation]: JSON.stringify(whole) });
}

function flip(base64: string): string {
  const bytes = Buffer.from(base64, 'base64');
  bytes[bytes.length - 1]! ^= 1;
  return bytes.toString('base64');
}

/** What another image's signature of the same signer looks like. */
async function another({ world: at, signer }: Keyless): Promise<LegacyLayer> {
  const other = await createTarget(at);
  return makeLegacy(at.authority, signer, legacyPayload({ name: other.name, digest: other.index.digest }));
}

const critical = (made: object): Record<string, Record<string, unknown>> => (made as { critical: Record<string, Record<string, unknown>> }).critical;

describe('a signature under a tag', () => {
  itAgrees([
    row('as it was made', 'accepts', () => ({})),
    row('under another name', 'accepts', () => ({
      payload: (made) => ({ ...made, critical: { ...critical(made), identity: { 'docker-reference': 'registry.example/other' } } }),
    })),
    row('with claims of the signer', 'accepts', () => ({ payload: (made) => ({ ...made, optional: { build: '7' } }) })),
    row('for another identity', 'refuses', () => ({ who: { identity: `${identity}x` } })),
    row('for a part of the identity', 'refuses', () => ({ who: { identity: identity.slice(0, -1) } })),
    row('for another issuer', 'refuses', () => ({ who: { issuer: `${issuer}.evil.example` } })),
    row('for an issuer with a slash more', 'refuses', () => ({ who: { issuer: `${issuer}/` } })),
    row('by another authority', 'refuses', async () => ({ authority: await createAuthority() })),
    stricter('of another type', (made) => ({ ...made, critical: { ...critical(made), type: 'something else' } })),
    stricter('with a critical key that nobody knows', (made) => ({ ...made, critical: { ...critical(made), expires: 'yesterday' } })),
    stricter('with one key twice', (made) => JSON.stringify(made).replace('"optional"', '"optional":null,"optional"')),
    row('of another digest', 'refuses', () => ({
      payload: (made) => ({ ...made, critical: { ...critical(made), image: { 'docker-manifest-digest': `sha256:${'0'.repeat(64)}` } } }),
    })),
    row('of the digest in capitals', 'refuses', () => ({
      payload: (made) => ({ ...made, critical: { ...critical(made), image: { 'docker-manifest-digest': String(critical(made)['image']?.['docker-manifest-digest']).toUpperCase() } } }),
    })),
    row('of another image', 'refuses', (keyless) => ({ layers: async () => [await another(keyless)] })),
    row('whose last byte is another', 'refuses', () => ({
      layers: (layer) => annotated(layer, { [signatureAnnotation]: flip(layer.annotations[signatureAnnotation] ?? '') }),
    })),
    row('with the certificate of somebody else', 'refuses', ({ world: at }) => ({
      layers: async (layer) => annotated(layer, { 'dev.sigstore.cosign/certificate': (await at.authority.certify({ identity, issuer })).pem }),
    })),
    row('that was never logged', 'refuses', () => ({ layers: (layer) => annotated(layer, { [bundleAnnotation]: undefined }) })),
    row('with the log entry of another signature', 'refuses', (keyless) => ({
      layers: async (layer) => annotated(layer, { [bundleAnnotation]: (await another(keyless)).annotations[bundleAnnotation] }),
    })),
    row('whose log promises another time', 'refuses', () => ({
      layers: (layer) => rekor(layer, (payload) => (payload['integratedTime'] = Number(payload['integratedTime']) + 1)),
    })),
    row('whose log promises another place', 'refuses', () => ({ layers: (layer) => rekor(layer, (payload) => (payload['logIndex'] = 1)) })),
    row('whose promise is not signed', 'refuses', () => ({
      layers: (layer) => rekor(layer, (_, whole) => (whole['SignedEntryTimestamp'] = flip(String(whole['SignedEntryTimestamp'])))),
    })),
    row('logged before the certificate began', 'refuses', () => ({ loggedAt: new Date(Date.now() - 3_600_000) })),
    row('logged after the certificate ended', 'refuses', () => ({ loggedAt: new Date(Date.now() + 700_000) })),
    row('beside one of somebody else', 'accepts', ({ world: at, target }) => ({
      layers: async (layer) => {
        const other = await at.authority.certify({ identity: 'somebody@example.com', issuer: 'https://accounts.google.com' });
        return [await makeLegacy(at.authority, other, legacyPayload({ name: target.name, digest: target.index.digest })), layer];
      },
    })),
    row('beside one that is none', 'accepts', (keyless) => ({ layers: async (layer) => [layer, await another(keyless)] })),
  ], () => world);

  itAgrees([
    {
      name: 'without a timestamp of the certificate log',
      arrange: async (at) => legacySigned(await newKeyless(at, { transparent: false })),
      cosign: 'refuses', plimsoll: 'invalid',
    },
    {
      name: 'of an image that has none',
      arrange: async (at) => ask({ reference: (await createTarget(at)).tagged, layout: 'legacy' }),
      cosign: 'refuses', plimsoll: 'unsigned',
    },
    {
      name: 'pushed under the tag of another image',
      arrange: async (at) => {
        const { target, signer } = await newKeyless(at);
        const other = await createTarget(at);
        await pushLegacy(other.push, other.index, await makeLegacy(at.authority, signer, legacyPayload({ name: target.name, digest: target.index.digest })));
        return ask({ reference: other.tagged, layout: 'legacy' });
      },
      cosign: 'refuses', plimsoll: 'invalid',
    },
  ], () => world);
});
