import type { AcceptedKeyless } from '../../server/src/core/accepted-signer';
import { render } from '../../server/src/core/message';
import type { Consent } from '../../server/src/core/consent';
import type { VerificationReport } from '../../server/src/core/verification';
import type { LookupOptions, RegistryClient } from '../../server/src/oci/client';
import type { Push } from './memory-registry';
import { pushBundleReferrer, pushLegacyReferrer } from './image-layouts';
import { legacyPayload, makeBundle, makeLegacy, pushLegacy, statement, testIdentity, testIssuer, type ImageToSign, type LegacyLayer } from './sign-image';
import { certifyBuilder } from './docker-builder';
import { createAuthority } from './sigstore';
import { testSigner, verify, type VerifyInput } from './verification';

/** One signer, whatever lies in a registry that is signed by it, and the verdict of whoever accepts that one alone. */
export interface OneSigner {
  legacy(image: Pick<ImageToSign, 'name' | 'digest'>): Promise<LegacyLayer>;
  bundle(image: Pick<ImageToSign, 'digest'>, predicateType?: string): Promise<object>;
  signInTag(push: Push, image: ImageToSign): Promise<void>;
  signInBundle(push: Push, image: ImageToSign): Promise<ImageToSign>;
  /** As Docker's GitHub Builder does. */
  signByBuilder(push: Push, image: ImageToSign): Promise<ImageToSign>;
  signInReferrer(push: Push, image: ImageToSign): Promise<ImageToSign>;
  ask(registry: RegistryClient, input?: Omit<VerifyInput, 'registry'>): Promise<VerificationReport>;
}

export async function createOneSigner(): Promise<OneSigner> {
  const authority = await createAuthority();
  const signer = await authority.certify({ identity: testIdentity, issuer: testIssuer });
  const builder = await certifyBuilder(authority);
  const trustedRoot = JSON.stringify(authority.trustedRoot);
  const legacy = (image: Pick<ImageToSign, 'name' | 'digest'>): Promise<LegacyLayer> => makeLegacy(authority, signer, legacyPayload(image));
  const bundle = (image: Pick<ImageToSign, 'digest'>, predicateType?: string): Promise<object> => makeBundle(authority, signer, statement(image.digest, predicateType));
  return {
    legacy,
    bundle,
    signInTag: async (push, image) => pushLegacy(push, image, await legacy(image)),
    signInBundle: async (push, image) => pushBundleReferrer(push, image, await bundle(image)),
    signByBuilder: async (push, image) => pushBundleReferrer(push, image, await makeBundle(authority, builder, statement(image.digest))),
    signInReferrer: async (push, image) => pushLegacyReferrer(push, image, await legacy(image)),
    ask: (registry, input = {}) => verify({ registry, trustedRoot, ...input }),
  };
}

export const hardened: AcceptedKeyless = { ...testSigner, layout: 'docker-hardened' };
export const goodReason = `Signed by ${testIdentity} (issuer ${testIssuer}).`;

export function reasonOf({ reason }: VerificationReport): string {
  return render(reason);
}

/** A client that asks on somebody else's behalf. */
export function withConsent(client: RegistryClient, consent: Consent): RegistryClient {
  const options = (given: LookupOptions): LookupOptions => ({ ...given, consent });
  return {
    resolve: (reference, given) => client.resolve(reference, options(given)),
    resolveVerified: (reference, given) => client.resolveVerified(reference, options(given)),
    manifest: (reference, given) => client.manifest(reference, options(given)),
    blob: (...[reference, descriptor, most, given]) => client.blob(reference, descriptor, most, options(given)),
    referrers: (reference, digest, given) => client.referrers(reference, digest, options(given)),
    tags: (reference, given) => client.tags(reference, options(given)),
  };
}
