import type { Push } from './memory-registry';
import { legacyPayload, makeLegacy, pushLegacy, signImage, testIdentity, testIssuer, type ImageToSign } from './sign-image';
import type { Authority } from './sigstore';

export const otherIdentity = 'https://github.com/acme/other/.github/workflows/release.yml@refs/heads/main';

/** `good`: by the usual signer of tests. `other`: by somebody else. `wrong`: about another image. `none`: nobody signed. */
export type Signed = 'good' | 'other' | 'wrong' | 'none';

export async function signAs(how: Signed, push: Push, image: ImageToSign, authority: Authority): Promise<void> {
  if (how === 'good' || how === 'other') {
    await signImage({ image, push, authority, formats: ['legacy'], identity: how === 'good' ? testIdentity : otherIdentity });
  }
  if (how !== 'wrong') return;
  const signer = await authority.certify({ identity: testIdentity, issuer: testIssuer });
  await pushLegacy(push, image, await makeLegacy(authority, signer, legacyPayload({ ...image, digest: `sha256:${'0'.repeat(64)}` })));
}
