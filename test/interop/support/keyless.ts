/** What our own authority signs, and bends of it, pushed beside an image. */
import type { AcceptedKeyless } from '../../../server/src/core/accepted-signer';
import {
  legacyPayload, makeBundle, makeLegacy, pushBundle, pushLegacy, statement, testIdentity, testIssuer, type BundleJson, type LegacyLayer,
} from '../../support/sign-image';
import type { CertifyOptions, Signer } from '../../support/sigstore';
import type { Question } from './agreement';
import type { Layout } from './cosign';
import type { RegistryKind } from './registries';
import { createTarget, type Target, type World } from './world';

export const identity = testIdentity;
export const issuer = testIssuer;

export interface Keyless {
  readonly world: World;
  readonly target: Target;
  readonly signer: Signer;
}

export async function newKeyless(world: World, certificate: Partial<CertifyOptions> = {}, registry?: RegistryKind): Promise<Keyless> {
  return { world, target: await createTarget(world, registry), signer: await world.authority.certify({ identity, issuer, ...certificate }) };
}

export function ask({ reference, layout, who = {} }: { reference: string; layout: Layout; who?: { identity?: string; issuer?: string } }): Question {
  const wanted = { identity, issuer, ...who };
  const signer: AcceptedKeyless = { kind: 'keyless', ...wanted, source: 'policy' };
  return { reference, layout, cosign: wanted, signers: [signer] };
}

/** `1` of the target, whose index is signed under a tag. */
export async function legacySigned(keyless: Keyless, change: LegacyChange = {}): Promise<Question> {
  const { world, target, signer } = keyless;
  const image = { name: target.name, digest: target.index.digest };
  const payload = change.payload?.(legacyPayload(image)) ?? legacyPayload(image);
  const layer = await makeLegacy(change.authority ?? world.authority, signer, payload, change.loggedAt);
  const layers = (await change.layers?.(layer)) ?? [layer];
  await pushLegacy(target.push, target.index, ...layers);
  return ask({ reference: target.tagged, layout: 'legacy', ...(change.who && { who: change.who }) });
}

export interface LegacyChange {
  payload?(made: object): object | string;
  layers?(made: LegacyLayer): LegacyLayer[] | Promise<LegacyLayer[]>;
  readonly loggedAt?: Date;
  readonly authority?: World['authority'];
  readonly who?: { identity?: string; issuer?: string };
}

/** `1` of the target, with a bundle that refers to its index. */
export async function bundleSigned(keyless: Keyless, change: BundleChange = {}): Promise<Question> {
  const { world, target, signer } = keyless;
  const content = change.statement?.(statement(target.index.digest)) ?? statement(target.index.digest);
  const made = await makeBundle(change.authority ?? world.authority, signer, content, change.loggedAt);
  const bundle = (await change.bundle?.(made)) ?? made;
  await pushBundle(target.push, { name: target.name, ...target.index }, bundle, change.subject);
  return ask({ reference: target.tagged, layout: 'bundle', ...(change.who && { who: change.who }) });
}

export interface BundleChange {
  statement?(made: object): object | string;
  /** Bends what is given, or returns another. */
  bundle?(made: BundleJson): object | string | void | Promise<object | string | void>;
  /** What the referrer says that it is about. */
  readonly subject?: object | null;
  readonly loggedAt?: Date;
  readonly authority?: World['authority'];
  readonly who?: { identity?: string; issuer?: string };
}
