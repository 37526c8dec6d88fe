import type { Consent } from '../../server/src/core/consent';
import type { ReadDocument } from '../../server/src/core/document';
import { render } from '../../server/src/core/message';
import { defaultPolicy, type SignatureRequirement, type TrustPolicy } from '../../server/src/core/policy';
import { createSignatureVerifier } from '../../server/src/signatures';
import type { SignatureVerifier, VerificationRequest } from '../../server/src/signatures/verifier';
import type { DocumentContext, EditPlan, ImageService } from '../../server/src/service/image-service';
import { action, createTestClock, type TestClock } from './fake-registry-client';
import type { MemoryRegistry } from './memory-registry';
import { createTestService } from './service';
import { imageInMemory, makeLegacy, legacyPayload, pushLegacy, signImage, testIdentity, testIssuer, type ImageToSign } from './sign-image';
import { createAuthority, type Authority } from './sigstore';
import { trustRoot } from './verification';

export const image = 'registry.example/app';
export const otherIdentity = 'https://github.com/acme/other/.github/workflows/release.yml@refs/heads/main';

/** `good`: by whom `entry()` names. `other`: by somebody else. `wrong`: about another image. `none`: nobody signed. */
export type Signed = 'good' | 'other' | 'wrong' | 'none';

export interface SignedWorld {
  readonly registry: MemoryRegistry;
  readonly signed: ImageToSign;
  readonly authority: Authority;
  readonly clock: TestClock;
  readonly service: ImageService;
  /** What was verified, in order; the network was asked for each. */
  readonly verified: VerificationRequest[];
  /** How many of them came to an end. */
  ended: number;
  /** Whom the verifier believes; another text is another trust root. */
  believes: string;
}

let authority: Promise<Authority> | undefined;

/** An engine with a real verifier, and a registry in memory with one image under `latest`. */
export async function signedWorld(how: Signed = 'good'): Promise<SignedWorld> {
  authority ??= createAuthority();
  const made = await authority;
  const { registry, image: signed } = await imageInMemory(image);
  await sign(registry, signed, made, how);
  const clock = createTestClock();
  const verified: VerificationRequest[] = [];
  const real = createSignatureVerifier({ clock: { now: () => Date.now() }, trustRoot: trustRoot(JSON.stringify(made.trustedRoot)) });
  const verifier: SignatureVerifier = {
    async verify(request, client, options) {
      verified.push(request);
      const report = await real.verify(request, client, options);
      setImmediate(() => (world.ended += 1));
      return report;
    },
  };
  const world = { registry, signed, authority: made, clock, verified, ended: 0, believes: 'ours' };
  const service = await createTestService({ client: registry, clock, loadVerifier: () => Promise.resolve(verifier), believes: () => world.believes });
  return Object.assign(world, { service });
}

export async function sign(registry: MemoryRegistry, signed: ImageToSign, made: Authority, how: Signed): Promise<void> {
  const { push } = registry;
  if (how === 'good' || how === 'other') {
    await signImage({ image: signed, push, authority: made, formats: ['legacy'], identity: how === 'good' ? testIdentity : otherIdentity });
  }
  if (how !== 'wrong') return;
  const signer = await made.certify({ identity: testIdentity, issuer: testIssuer });
  await pushLegacy(push, signed, await makeLegacy(made, signer, legacyPayload({ ...signed, digest: `sha256:${'0'.repeat(64)}` })));
}

export function entry(extra: Partial<SignatureRequirement> = {}): SignatureRequirement {
  return { images: image, required: false, keyless: { issuer: testIssuer, identity: testIdentity }, ...extra };
}

export function contextOf(...signatures: SignatureRequirement[]): DocumentContext {
  const policy: TrustPolicy = { ...defaultPolicy, signatures };
  return { policy, path: 'Dockerfile', localNames: new Set() };
}

export function documentOf(service: ImageService, text = `FROM ${image}\n`): ReadDocument {
  const document = service.read({ path: '/w/Dockerfile', text }, defaultPolicy);
  if (!document) throw new Error('nobody claims the Dockerfile');
  return document;
}

/** Pins everything in a document that names the image. */
export function pinAll({ service }: SignedWorld, context: DocumentContext, options: { source?: 'cache'; text?: string; consent?: Consent } = {}): Promise<EditPlan> {
  const { text, consent = action, ...rest } = options;
  return service.pinAll(documentOf(service, text), context, { consent, ...rest });
}

/** What a plan says, as people read it. */
export function said({ changed, left, notes = [] }: EditPlan): { changed: string[]; left: string[]; notes: string[] } {
  return {
    changed: changed.map(({ to }) => to),
    left: left.map(({ kind, reason }) => `${kind}: ${render(reason)}`),
    notes: notes.map(({ reason }) => render(reason)),
  };
}
