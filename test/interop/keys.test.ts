/** Signatures that real Cosign makes with a key: whether it and Plimsoll believe the same of them. */
import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe } from 'vitest';
import type { AcceptedKey } from '../../server/src/core/accepted-signer';
import { itAgrees, type Question, type Row } from './support/agreement';
import { Cosign, cosignVersions, importKey, layouts, newKey, type CosignKey, type CosignVersion, type Layout } from './support/cosign';
import type { RegistryKind } from './support/registries';
import { createTarget, createWorld, type World } from './support/world';

type Kind = 'p256' | 'rsa2048' | 'rsa4096' | 'p384' | 'ed25519';
type KeyName = Kind | 'other';

/** Cosign writes P-256 by itself, and takes the others from a file. */
const imported: Readonly<Record<Exclude<Kind, 'p256'>, () => string>> = {
  rsa2048: () => toPem(generateKeyPairSync('rsa', { modulusLength: 2048 })),
  rsa4096: () => toPem(generateKeyPairSync('rsa', { modulusLength: 4096 })),
  p384: () => toPem(generateKeyPairSync('ec', { namedCurve: 'P-384' })),
  ed25519: () => toPem(generateKeyPairSync('ed25519')),
};

function toPem({ privateKey }: ReturnType<typeof generateKeyPairSync>): string {
  return privateKey.export({ format: 'pem', type: 'pkcs8' }) as string;
}

let world: World;
const keys = {} as Record<KeyName, CosignKey>;

beforeAll(async () => {
  world = await createWorld();
  for (const name of ['p256', 'other'] as const) keys[name] = await newKey(world, name);
  for (const [name, make] of Object.entries(imported)) keys[name as Kind] = await importKey(world, name, make());
});
afterAll(() => world.close());

function accepted({ pem }: CosignKey): AcceptedKey {
  return { kind: 'key', name: 'test', pem, ignoreTlog: true, source: 'policy' };
}

interface Signing {
  readonly kind: Kind;
  readonly by: CosignVersion;
  readonly layout: Layout;
  readonly registry?: RegistryKind;
  readonly flags?: readonly string[];
}

/** A new image signed so, and a question for `trusted`. */
async function signed({ kind, by, layout, registry, flags = [] }: Signing, trusted: KeyName): Promise<Question> {
  const target = await createTarget(world, registry);
  await new Cosign(by, world).sign(target.at(), keys[kind], layout, ...flags);
  return { reference: target.tagged, layout, cosign: { key: keys[trusted].publicKey, logged: false }, signers: [accepted(keys[trusted])] };
}

function every(kind: Kind, registry: RegistryKind): Signing[] {
  return cosignVersions.flatMap((by) => layouts.map((layout) => ({ kind, by, layout, registry })));
}

function nameOf({ kind, by, layout, registry = 'referrers' }: Signing): string {
  return `${kind}, Cosign ${by}, ${layout}${registry === 'plain' ? ', no referrers API' : ''}`;
}

describe('a signature by Cosign with a key', () => {
  const usual = [...every('p256', 'referrers'), ...every('p256', 'plain'), ...every('rsa2048', 'referrers'), ...every('rsa4096', 'referrers')];
  itAgrees(usual.flatMap((signing): Row[] => [
    { name: nameOf(signing), arrange: () => signed(signing, signing.kind), cosign: 'accepts', plimsoll: 'verified' },
    { name: `${nameOf(signing)}, for another key`, arrange: () => signed(signing, 'other'), cosign: 'refuses', plimsoll: 'invalid' },
  ]), () => world);

  // Cosign signs with SHA-384 where the key asks for it, and then verifies with SHA-256.
  itAgrees(every('p384', 'referrers').map((signing): Row => ({
    name: nameOf(signing), arrange: () => signed(signing, 'p384'), cosign: 'refuses',
    ...(signing.layout === 'legacy' ? { plimsoll: 'invalid' } : { plimsoll: 'verified', because: 'a bundle is hashed as its key asks for, whatever Cosign does' }),
  })), () => world);

  // Made with Ed25519ph, which neither Cosign verifies nor Node can.
  itAgrees(every('ed25519', 'referrers').map((signing): Row => ({
    name: nameOf(signing), arrange: () => signed(signing, 'ed25519'), cosign: 'refuses', plimsoll: 'invalid',
  })), () => world);
});

describe('what Cosign signs of an image of several platforms', () => {
  const about = (what: string, answer: 'accepts' | 'refuses', flags: readonly string[], trusted: 'index' | 'platform'): Row[] =>
    cosignVersions.flatMap((by) => layouts.map((layout): Row => ({
      name: `${what}, Cosign ${by}, ${layout}`,
      arrange: async () => {
        const question = await signed({ kind: 'p256', by, layout, flags }, 'p256');
        return trusted === 'index' ? question : { ...question, reference: await platformOf(question.reference) };
      },
      cosign: answer,
      plimsoll: answer === 'accepts' ? 'verified' : 'unsigned',
    })));
  itAgrees([
    ...about('a platform, where the index was signed', 'refuses', [], 'platform'),
    ...about('a platform, signed with its index', 'accepts', ['--recursive'], 'platform'),
    ...about('the index, signed with its platforms', 'accepts', ['--recursive'], 'index'),
  ], () => world);
});

/** The reference of the first platform of a tag. */
async function platformOf(tagged: string): Promise<string> {
  const [, host, repository, tag] = /^([^/]+)\/(.+):([^:]+)$/.exec(tagged) ?? [];
  const index = (await (await fetch(`http://${host}/v2/${repository}/manifests/${tag}`)).json()) as { manifests: { digest: string }[] };
  return `${host}/${repository}@${index.manifests[0]?.digest}`;
}

describe('a tag', () => {
  itAgrees(cosignVersions.flatMap((by) => layouts.map((layout): Row => ({
    name: `that has moved since, Cosign ${by}, ${layout}`,
    arrange: async () => {
      const target = await createTarget(world);
      await new Cosign(by, world).sign(target.at(), keys.p256, layout);
      return { reference: await target.moveTag(), layout, cosign: { key: keys.p256.publicKey, logged: false }, signers: [accepted(keys.p256)] };
    },
    cosign: 'refuses',
    plimsoll: 'unsigned',
  }))), () => world);
});
