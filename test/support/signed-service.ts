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
import { signAs, type Signed } from './sign-as';
import { imageInMemory, testIdentity, testIssuer, type ImageToSign } from './sign-image';
import { createAuthority, type Authority } from './sigstore';
import { trustRoot } from './verification';

export const image = 'registry.example/app';

/** What a test of the service looks at: the engine, and what is around it. */
export interface SignedService {
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
export async function signedService(how: Signed = 'good'): Promise<SignedService> {
  authority ??= createAuthority();
  const made = await authority;
  const { registry, image: signed } = await imageInMemory(image);
  await signAs(how, registry.push, signed, made);
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
export function pinAll({ service }: SignedService, context: DocumentContext, options: { source?: 'cache'; text?: string; consent?: Consent } = {}): Promise<EditPlan> {
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
