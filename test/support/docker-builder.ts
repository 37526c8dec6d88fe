import type { AcceptedKeyless } from '../../server/src/core/accepted-signer';
import { issuerExtensions, type Authority, type Signer } from './sigstore';
import { testIssuer, testSigner } from './sign-image';

/** Docker's GitHub Builder: workflows that others call, which sign the attestation manifest of what they built. */
export const builderIdentity = 'https://github.com/docker/github-builder/.github/workflows/bake.yml@refs/heads/main';

export const builder: AcceptedKeyless = { ...testSigner, identity: builderIdentity, layout: 'docker-builder' };

const facts: Readonly<Record<number, string>> = { 9: builderIdentity, 11: 'github-hosted', 12: 'https://github.com/acme/app' };

/** A certificate as Fulcio gives one to a run of the builder. */
export function certifyBuilder(authority: Authority): Promise<Signer> {
  const about = Object.entries(facts).map(([arc, value]) => ({ oid: `1.3.6.1.4.1.57264.1.${arc}`, value }));
  return authority.certify({ identity: builderIdentity, issuer: testIssuer, extensions: [...issuerExtensions(testIssuer), ...about] });
}
