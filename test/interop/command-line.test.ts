/** The built command line beside the real tools: the same image, the same policy in its own words, the same answer. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { CliFolder } from '../support/cli';
import { signImage, testIdentity, testIssuer } from '../support/sign-image';
import { answerOf, type Answer } from './support/agreement';
import { Cosign, cosignVersions, layouts, newKey, type Accepts, type CosignKey, type Layout } from './support/cosign';
import { askNotation, envelopes, newSigner, sign, type NotationSigner } from './support/notation';
import { createTarget, createWorld, type Target, type World } from './support/world';

let world: World;
const keys = {} as Record<'right' | 'other', CosignKey>;
const signers = {} as Record<'right' | 'other', NotationSigner>;
const folder = new CliFolder();

beforeAll(async () => {
  world = await createWorld();
  folder.put({ 'machine.yaml': stringify({ trustedRoot: world.trust.root }) });
  for (const name of ['right', 'other'] as const) {
    keys[name] = await newKey(world, name);
    signers[name] = await newSigner(world, 'p256');
  }
});
afterAll(async () => {
  folder.remove();
  await world.close();
});

/** `signer` is the part of an entry of `signatures` that names somebody. */
async function plimsollSays({ name, tagged }: Target, signer: object): Promise<{ verdict: string; digest: string; code: number }> {
  folder.put({ '.plimsoll.yaml': stringify({ version: 1, signatures: [{ images: name, ...signer, required: true }] }) });
  const result = await folder.run(['verify', tagged, '--format', 'json'], { PLIMSOLL_MACHINE_CONFIG: `${folder.path}/machine.yaml` });
  const { verdict, digest } = result.json<{ verdict: string; digest: string }>();
  return { verdict, digest, code: result.code };
}

const said = {
  accepts: { verdict: 'verified', code: 0 },
  refuses: { verdict: 'invalid', code: 1 },
};

async function expectBoth(target: Target, signer: object, answer: Answer): Promise<void> {
  expect(await plimsollSays(target, signer)).toEqual({ ...said[answer], digest: target.index.digest });
}

async function cosignsSay(target: Target, accepts: Accepts, layout: Layout): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (const version of cosignVersions) answers.push(answerOf(await new Cosign(version, world).verify(target.tagged, accepts, layout)));
  return answers;
}

const both = [['right', 'accepts'], ['other', 'refuses']] as const;

describe('plimsoll verify', () => {
  it.each(layouts)('keyless: %s', async (layout) => {
    const target = await createTarget(world);
    await signImage({ image: { name: target.name, ...target.index }, push: target.push, authority: world.authority, formats: [layout] });
    for (const [identity, answer] of [[testIdentity, 'accepts'], [`${testIdentity}x`, 'refuses']] as const) {
      await expectBoth(target, { keyless: { issuer: testIssuer, identity } }, answer);
      expect(await cosignsSay(target, { identity, issuer: testIssuer }, layout)).toEqual([answer, answer]);
    }
  });

  it.each(layouts.flatMap((layout) => cosignVersions.map((by) => [layout, by] as const)))('with a key: %s, signed by Cosign %s', async (layout, by) => {
    const target = await createTarget(world);
    await new Cosign(by, world).sign(target.at(), keys.right, layout);
    for (const [name, answer] of both) {
      await expectBoth(target, { key: { pem: keys[name].pem, ignoreTlog: true } }, answer);
      expect(await cosignsSay(target, { key: keys[name].publicKey, logged: false }, layout)).toEqual([answer, answer]);
    }
  });

  it.each(envelopes)('Notation: %s', async (envelope) => {
    const target = await createTarget(world);
    await sign(world, target.at(), signers.right, envelope);
    for (const [name, answer] of both) {
      const { root } = signers[name];
      await expectBoth(target, { notation: { identities: ['x509.subject: C=US, ST=WA, O=acme'], ca: [root] } }, answer);
      expect(await askNotation(world, target.at(), { roots: [root], identities: ['x509.subject: C=US, ST=WA, O=acme'] })).toBe(answer);
    }
  });
});
