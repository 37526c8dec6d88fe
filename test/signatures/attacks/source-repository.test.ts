import { beforeAll, describe, expect, it } from 'vitest';
import type { VerificationReport } from '../../../server/src/core/verification';
import type { MemoryRegistry } from '../../support/memory-registry';
import { imageInMemory, legacyPayload, makeLegacy, pushLegacy, testIdentity, testIssuer } from '../../support/sign-image';
import { createAuthority, issuerExtensions } from '../../support/sigstore';
import { failed, testSigner, verify } from '../../support/verification';

const oids = { source: '1.3.6.1.4.1.57264.1.12', older: '1.3.6.1.4.1.57264.1.5' };
const ours = 'https://github.com/acme/app';

/** An image that a workflow signed which anybody may call, for the repository that the certificate names. */
async function signedFor(extension: { oid: string; value: string; legacy?: boolean } | undefined): Promise<{ registry: MemoryRegistry; trustedRoot: string }> {
  const authority = await createAuthority();
  const { registry, image } = await imageInMemory();
  const extensions = [...issuerExtensions(testIssuer), ...(extension ? [extension] : [])];
  const signer = await authority.certify({ identity: testIdentity, issuer: testIssuer, extensions });
  await pushLegacy(registry.push, image, await makeLegacy(authority, signer, legacyPayload(image)));
  return { registry, trustedRoot: JSON.stringify(authority.trustedRoot) };
}

const bound = [{ ...testSigner, sourceRepository: ours }];

describe('attack 26: a workflow that others may call', () => {
  let accepted: VerificationReport;
  beforeAll(async () => {
    accepted = await verify({ ...(await signedFor({ oid: oids.source, value: ours })), signers: bound });
  });

  it.each([
    ['another repository', { oid: oids.source, value: 'https://github.com/evil/app' }],
    ['one that begins alike', { oid: oids.source, value: `${ours}-evil` }],
    ['part of it', { oid: oids.source, value: 'https://github.com/acme' }],
    ['other letters', { oid: oids.source, value: 'https://github.com/Acme/app' }],
    ['another repository, in the older way', { oid: oids.older, value: 'evil/app', legacy: true }],
    ['nobody', undefined],
  ])('attack 26: signs for %s', async (_, extension) => {
    expect(accepted.verdict).toBe('verified');
    const report = await verify({ ...(await signedFor(extension)), signers: bound });
    expect(report.verdict).toBe('invalid');
    expect(report.signatures.map(failed)).toEqual([['identity']]);
    // It is the source alone that is wrong.
    expect((await verify({ ...(await signedFor(extension)), signers: [testSigner] })).verdict).toBe('verified');
  });

  it('is read in the older way, too', async () => {
    expect((await verify({ ...(await signedFor({ oid: oids.older, value: 'acme/app', legacy: true })), signers: bound })).verdict).toBe('verified');
  });
});
