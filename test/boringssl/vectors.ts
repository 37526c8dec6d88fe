/** Prints signatures with their right verdicts, as JSON for `check.ts`: real ones where ../shared is there, and new ones. */
import { existsSync } from 'node:fs';
import { newNotationVectors, notationVectors } from '../support/notation-vectors';
import { imageInMemory, legacyPayload, makeBundle, pushBundle, pushLegacy, signImage, statement, testIdentity, testIssuer } from '../support/sign-image';
import { sharedPath } from '../support/shared';
import { accept, createKey, makeKeyBundle, makeLoggedKeyLegacy } from '../support/sign-key';
import { sharedAttestations, sharedVectors, type SignatureVector } from '../support/signature-vectors';
import { createAuthority } from '../support/sigstore';

const signers = [{ kind: 'keyless' as const, issuer: testIssuer, identity: testIdentity, source: 'policy' }];

const hashes = { 'P-256': 'sha256', 'P-384': 'sha384', 'P-521': 'sha512', 'RSA-2048': 'sha256', Ed25519: null } as const;

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
  for (const kind of Object.keys(hashes) as (keyof typeof hashes)[]) vectors.push(...(await byKey(kind)));
  vectors.push({ ...base, name: 'new bundle with timestamp', contents: await timestamped(), verdict: 'verified' });
  return vectors;

  async function byKey(kind: keyof typeof hashes): Promise<SignatureVector[]> {
    const key = createKey(kind);
    const hash = hashes[kind];
    const accepted = [accept(key, { ignoreTlog: false })];
    const [bundled, legacy] = [await imageInMemory(), await imageInMemory()];
    await pushBundle(bundled.registry.push, bundled.image, await makeKeyBundle(authority, key, statement(bundled.image.digest), hash));
    const made: SignatureVector[] = [{ ...base, name: `new bundle by ${kind}`, contents: bundled.registry.toContents(), signers: accepted, verdict: 'verified' }];
    // The tests sign the old layout with SHA-256 alone, which Ed25519 does not take.
    if (kind === 'Ed25519') return made;
    await pushLegacy(legacy.registry.push, legacy.image, await makeLoggedKeyLegacy(authority, key, legacyPayload(legacy.image)));
    const contents = legacy.registry.toContents();
    const other = [accept(createKey(kind), { ignoreTlog: false })];
    return [
      ...made,
      { ...base, name: `new legacy by ${kind}`, contents, signers: accepted, verdict: 'verified' },
      { ...base, name: `new legacy by ${kind}, other key`, contents, signers: other, verdict: 'invalid' },
    ];
  }

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
const shared = existsSync(sharedPath('vectors')) ? [...sharedVectors(), ...sharedAttestations(), ...notationVectors()] : [];
process.stdout.write(JSON.stringify([...shared, ...(await newVectors()), ...newNotationVectors()]));
