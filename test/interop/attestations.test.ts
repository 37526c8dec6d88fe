/** What real Cosign attests with a key: whether it and Plimsoll believe the same of it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AcceptedKey } from '../../server/src/core/accepted-signer';
import { answerOf, type Answer } from './support/agreement';
import { Cosign, cosignVersions, layouts, newKey, type Attestation, type CosignKey, type CosignVersion, type Layout } from './support/cosign';
import { plimsoll } from './support/plimsoll';
import { createTarget, createWorld, type Target, type World } from './support/world';

let world: World;
let key: CosignKey;
let otherKey: CosignKey;

beforeAll(async () => {
  world = await createWorld();
  key = await newKey(world, 'key');
  otherKey = await newKey(world, 'other');
});
afterAll(() => world.close());

/** What `--type` means, and what is signed then. */
const kinds: readonly (Attestation & { readonly predicateType: string })[] = [
  { type: 'slsaprovenance', predicateType: 'https://slsa.dev/provenance/v0.2', predicate: { builder: { id: 'https://builder.example' }, buildType: 'https://build.example', invocation: {} } },
  { type: 'slsaprovenance1', predicateType: 'https://slsa.dev/provenance/v1', predicate: { buildDefinition: { buildType: 'https://build.example', externalParameters: {} }, runDetails: { builder: { id: 'https://builder.example' } } } },
  { type: 'spdxjson', predicateType: 'https://spdx.dev/Document', predicate: { spdxVersion: 'SPDX-2.3', SPDXID: 'SPDXRef-DOCUMENT', name: 'app', packages: [] } },
  { type: 'cyclonedx', predicateType: 'https://cyclonedx.org/bom', predicate: { bomFormat: 'CycloneDX', specVersion: '1.6', components: [] } },
  { type: 'https://apko.dev/image-configuration', predicateType: 'https://apko.dev/image-configuration', predicate: { archs: ['amd64'] } },
  { type: 'custom', predicateType: 'https://cosign.sigstore.dev/attestation/v1', predicate: { anything: true } },
];

const trusted = ({ pem }: CosignKey): AcceptedKey => ({ kind: 'key', name: 'test', pem, ignoreTlog: true, source: 'policy' });

/** Whether Plimsoll finds a verified attestation of that type by that key. */
async function plimsollFinds(reference: string, predicateType: string, by: CosignKey): Promise<Answer> {
  const { attestations } = await plimsoll(world, reference, trusted(by));
  return attestations.some((one) => one.predicateType === predicateType && one.verdict === 'verified') ? 'accepts' : 'refuses';
}

async function cosignFinds(version: CosignVersion, reference: string, { layout, type, by }: { layout: Layout; type: string; by: CosignKey }): Promise<Answer> {
  return answerOf(await new Cosign(version, world).verifyAttestation(reference, { key: by.publicKey, logged: false }, layout, type));
}

async function everybody(target: Target, asked: { layout: Layout; type: string; predicateType: string; by: CosignKey }): Promise<Record<string, Answer>> {
  const heard: Record<string, Answer> = { plimsoll: await plimsollFinds(target.tagged, asked.predicateType, asked.by) };
  for (const version of cosignVersions) heard[`cosign ${version}`] = await cosignFinds(version, target.tagged, asked);
  return heard;
}

const all = (answer: Answer): Record<string, Answer> => ({ plimsoll: answer, 'cosign 2': answer, 'cosign 3': answer });

const cases = cosignVersions.flatMap((by) => layouts.flatMap((layout) => kinds.map((kind) => ({ by, layout, kind, type: kind.type }))));

describe('an attestation by Cosign with a key', () => {
  it.each(cases)('$type, Cosign $by, $layout', async ({ by, layout, kind }) => {
    const target = await createTarget(world);
    await new Cosign(by, world).attest(target.at(), key, layout, kind);
    expect(await everybody(target, { layout, ...kind, by: key })).toEqual(all('accepts'));
    expect(await everybody(target, { layout, ...kind, by: otherKey })).toEqual(all('refuses'));
    const other = kinds.find(({ type }) => type !== kind.type)!;
    expect(await everybody(target, { layout, ...other, by: key })).toEqual(all('refuses'));
  });

  it.each(cosignVersions)('one among several, Cosign %s', async (by) => {
    for (const layout of layouts) {
      const target = await createTarget(world);
      for (const kind of kinds) await new Cosign(by, world).attest(target.at(), key, layout, kind);
      for (const kind of kinds) expect(await everybody(target, { layout, ...kind, by: key })).toEqual(all('accepts'));
    }
  });

  it('is no signature, whatever Cosign says', async () => {
    const target = await createTarget(world);
    await new Cosign(3, world).attest(target.at(), key, 'bundle', kinds[0]!);
    const ran = await new Cosign(3, world).verify(target.tagged, { key: key.publicKey, logged: false }, 'bundle');
    expect(answerOf(ran)).toBe('accepts');
    expect((await plimsoll(world, target.tagged, trusted(key))).verdict).toBe('unsigned');
  });
});
