/** Prints signatures with their right verdicts, as JSON for `check.ts`: real ones where ../shared is there, and new ones. */
import { existsSync } from 'node:fs';
import { imageInMemory, makeBundle, signImage, statement, pushBundle, testIdentity, testIssuer } from '../support/sign-image';
import { newNotationVectors, notationVectors } from '../support/notation-vectors';
import { sharedPath } from '../support/shared';
import { sharedVectors, type SignatureVector } from '../support/signature-vectors';
import { createAuthority } from '../support/sigstore';

const signers = [{ kind: 'keyless' as const, issuer: testIssuer, identity: testIdentity, source: 'policy' }];

async function newVectors(): Promise<SignatureVector[]> {
  const authority = await createAuthority();
  const trustedRoot = JSON.stringify(authority.trustedRoot);
  const base = { reference: 'registry.example/app', signers, trustedRoot };
  const vectors: SignatureVector[] = [];
  for (const format of ['legacy', 'bundle'] as const) {
    const { registry, image } = await imageInMemory();
    await signImage({ image, push: registry.push, authority, formats: [format] });
    const contents = registry.toContents();
    vectors.push({ ...base, name: `new ${format}`, contents, verdict: 'verified' });
    const others = [{ ...signers[0]!, identity: 'somebody else' }];
    vectors.push({ ...base, name: `new ${format}, other signer`, contents, signers: others, verdict: 'invalid' });
  }
  vectors.push({ ...base, name: 'new bundle with timestamp', contents: await timestamped(), verdict: 'verified' });
  return vectors;

  async function timestamped(): Promise<SignatureVector['contents']> {
    const { registry, image } = await imageInMemory();
    const signer = await authority.certify({ identity: testIdentity, issuer: testIssuer });
    const bundle = await makeBundle(authority, signer, statement(image.digest));
    const signature = Buffer.from(bundle.dsseEnvelope!.signatures[0]!.sig, 'base64');
    const signedTimestamp = (await authority.timestamp(signature)).toString('base64');
    bundle.verificationMaterial['timestampVerificationData'] = { rfc3161Timestamps: [{ signedTimestamp }] };
    delete bundle.verificationMaterial.tlogEntries[0]!['inclusionPromise'];
    await pushBundle(registry.push, image, bundle);
    return registry.toContents();
  }
}

if (!existsSync(sharedPath('vectors')) && process.env['CI'] === 'true') throw new Error('../shared/vectors is missing on CI');
const shared = existsSync(sharedPath('vectors')) ? [...sharedVectors(), ...notationVectors()] : [];
process.stdout.write(JSON.stringify([...shared, ...(await newVectors()), ...newNotationVectors()]));
