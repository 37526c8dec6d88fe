import { createHash } from 'node:crypto';
import { dsse } from '@sigstore/core';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { render } from '../../server/src/core/message';
import type { AcceptedKeyless, AcceptedSigner } from '../../server/src/core/accepted-signer';
import type { VerificationReport } from '../../server/src/core/verification';
import { RegistryError } from '../../server/src/oci/error';
import { sigstoreChecks as checkNames } from '../../server/src/signatures/ledger';
import { MemoryRegistry } from '../support/memory-registry';
import {
  bundleEntry, imageInMemory, legacyPayload, makeBundle, makeLegacy, pushBundle, pushLegacy, rekorAnnotation, signImage, statement, testIdentity, testIssuer,
  type BundleJson, type ImageToSign,
} from '../support/sign-image';
import { base64, createAuthority, hashedRekord, hex, issuerExtensions, signBytes, type Authority, type Signer } from '../support/sigstore';
import { failed, outcomes, testSigner, verify } from '../support/verification';

let authority: Authority;
let signer: Signer;
let trustedRoot: string;

beforeAll(async () => {
  authority = await createAuthority();
  signer = await authority.certify({ identity: testIdentity, issuer: testIssuer });
  trustedRoot = JSON.stringify(authority.trustedRoot);
});

type Setup = { registry: MemoryRegistry; image: ImageToSign };

/** An image with whatever `sign` attaches to it, verified by the pinned signer. */
async function report(sign: (setup: Setup) => Promise<unknown>, signers: readonly AcceptedSigner[] = [testSigner]): Promise<VerificationReport> {
  const setup = await imageInMemory();
  await sign(setup);
  return verify({ registry: setup.registry, signers, trustedRoot });
}

/** Every place in a JSON value, as the keys that lead there. */
function paths(value: unknown, above: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [above];
  return [...(above.length === 0 ? [] : [above]), ...Object.entries(value).flatMap(([key, inner]) => paths(inner, [...above, key]))];
}

function replaceAt(value: unknown, [key, ...rest]: readonly string[], junk: unknown): unknown {
  if (key === undefined) return junk;
  const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...(value as object) }) as Record<string, unknown>;
  copy[key] = replaceAt(copy[key], rest, junk);
  return copy;
}

const signBoth = ({ registry, image }: Setup): Promise<unknown> => signImage({ image, push: registry.push, authority });
const reasonOf = ({ reason }: VerificationReport): string => render(reason);

async function legacy(setup: Setup, bend: (layer: Awaited<ReturnType<typeof makeLegacy>>) => void = () => undefined): Promise<void> {
  const layer = await makeLegacy(authority, signer, legacyPayload(setup.image));
  bend(layer);
  await pushLegacy(setup.registry.push, setup.image, layer);
}

async function bundle(setup: Setup, bend: (bundle: BundleJson) => unknown = () => undefined): Promise<void> {
  const made = await makeBundle(authority, signer, statement(setup.image.digest));
  bend(made);
  await pushBundle(setup.registry.push, setup.image, made);
}

describe('an image signed by the pinned identity', () => {
  it('is verified by the legacy tag and by the bundle', async () => {
    const result = await report(signBoth);
    expect(result).toMatchObject({ verdict: 'verified', reference: 'registry.example/app', attestations: [] });
    expect(result.signatures.map(({ format }) => format)).toEqual(['cosign-legacy', 'sigstore-bundle']);
    for (const signature of result.signatures) {
      expect(signature).toMatchObject({ verdict: 'verified', identity: testIdentity, issuer: testIssuer });
      expect(failed(signature)).toEqual([]);
    }
    expect(reasonOf(result)).toBe(`Signed by ${testIdentity} (issuer ${testIssuer}).`);
  });

  it('reports every check, in one fixed order', async () => {
    const { signatures } = await report(signBoth);
    for (const { checks } of signatures) expect(checks.map(({ name }) => name)).toEqual(checkNames);
    expect(outcomes(signatures[0]!)).toEqual({
      ...Object.fromEntries(checkNames.map((name) => [name, 'ok'])),
      subject: 'skipped',
    });
  });

  it('is resolved once, and nothing but its digest is asked for afterwards', async () => {
    const setup = await imageInMemory();
    await signBoth(setup);
    await verify({ registry: setup.registry, trustedRoot });
    const asked = setup.registry.asked;
    expect(asked.filter((one) => one.includes('latest'))).toEqual(['manifest latest']);
    expect(asked).toContain(`manifest ${setup.image.digest.replace(':', '-')}.sig`);
    expect(asked).toContain(`referrers ${setup.image.digest}`);
  });

  it('says which trust root was used', async () => {
    const { trustRoot } = await report(signBoth);
    expect(trustRoot.source).toBe('test');
    expect(trustRoot.sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it('is not believed by another trust root', async () => {
    const setup = await imageInMemory();
    await signBoth(setup);
    const result = await verify({ registry: setup.registry });
    expect(result).toMatchObject({ verdict: 'invalid', trustRoot: { source: 'bundled' } });
    for (const signature of result.signatures) {
      expect(failed(signature)).toEqual(['certificate-chain', 'transparency-log']);
      expect(outcomes(signature)['signature']).toBe('ok');
    }
  });

  it('is verified under another name too, and the name is noted', async () => {
    const setup = await imageInMemory();
    await legacy(setup);
    const result = await verify({ registry: setup.registry, reference: 'mirror.example/cache/app', trustedRoot });
    expect(result.verdict).toBe('verified');
    const check = result.signatures[0]?.checks.find(({ name }) => name === 'docker-reference');
    expect(check).toMatchObject({ outcome: 'skipped' });
    expect(render(check!.reason!)).toBe('Signed under another name: registry.example/app. Only the digest is compared.');
  });

  it('can be signed with the legacy layers in a referrer', async () => {
    const result = await report(async (setup) => {
      await legacy(setup);
      const tag = `${setup.image.digest.replace(':', '-')}.sig`;
      const manifest = JSON.parse(Buffer.from(setup.registry.manifests.get(setup.registry.tagged.get(tag)!)!.bytes).toString());
      setup.registry.tagged.delete(tag);
      const artifactType = 'application/vnd.dev.cosign.artifact.sig.v1+json';
      const referrer = { ...manifest, artifactType, subject: { digest: setup.image.digest } };
      await setup.registry.push.manifest(Buffer.from(JSON.stringify(referrer)), manifest.mediaType);
    });
    expect(result.signatures).toMatchObject([{ format: 'cosign-legacy', verdict: 'verified' }]);
    expect(outcomes(result.signatures[0]!)['subject']).toBe('ok');
  });
});

describe('who signed', () => {
  it('is signed-unpinned when nobody is named', async () => {
    const result = await report(signBoth, []);
    expect(result.verdict).toBe('signed-unpinned');
    expect(result.signatures[0]).toMatchObject({ verdict: 'signed-unpinned', identity: testIdentity });
    expect(outcomes(result.signatures[0]!)['identity']).toBe('skipped');
  });

  const others: [string, Partial<AcceptedKeyless>][] = [
    ['another identity', { identity: 'https://github.com/acme/other/.github/workflows/release.yml@refs/heads/main' }],
    ['a prefix', { identity: testIdentity.slice(0, -1) }],
    ['a longer name', { identity: `${testIdentity}-evil` }],
    ['a trailing slash', { identity: `${testIdentity}/` }],
    ['other case', { identity: testIdentity.toUpperCase() }],
    ['a line break', { identity: `${testIdentity}\n` }],
    ['a pull request', { identity: testIdentity.replace('heads/main', 'pull/1/merge') }],
    ['a homoglyph', { identity: testIdentity.replace('a', 'а') }],
    ['another issuer', { issuer: 'https://token.actions.githubusercontent.com.evil' }],
    ['an issuer with a slash', { issuer: `${testIssuer}/` }],
  ];
  it.each(others)('is invalid when the policy names %s', async (_, other) => {
    const result = await report(signBoth, [{ ...testSigner, ...other }]);
    expect(result.verdict).toBe('invalid');
    for (const signature of result.signatures) {
      expect(failed(signature)).toEqual(['identity']);
      expect(signature).toMatchObject({ identity: testIdentity, issuer: testIssuer });
    }
    expect(reasonOf(result)).toContain(testIdentity);
  });

  const patterns: [string, boolean][] = [
    ['https://github\\.com/acme/.+', true],
    ['^https://github\\.com/acme/[^/]+/\\.github/workflows/release\\.yml@refs/(heads|tags)/.*$', true],
    ['github\\.com/acme/app', false],
    ['https://github\\.com/acme/app', false],
    ['(a+)+$', false],
    ['(?=x)', false],
    ['', false],
  ];
  it.each(patterns)('matches the whole identity against %s: %s', async (identityRegexp, matches) => {
    const result = await report(signBoth, [{ kind: 'keyless', issuer: testIssuer, identityRegexp, source: 'policy' }]);
    expect(result.verdict).toBe(matches ? 'verified' : 'invalid');
  });

  it('accepts nobody where a signer names neither identity nor pattern', async () => {
    expect((await report(signBoth, [{ kind: 'keyless', issuer: testIssuer, source: 'policy' }])).verdict).toBe('invalid');
  });

  it('is judged by nobody whom the own notation trusts: that is said of Notation signatures', async () => {
    const own = { kind: 'notation', name: 'all', level: 'strict', identities: ['*'], stores: {}, source: 'notation' } as const;
    expect((await report(signBoth, [own])).verdict).toBe('signed-unpinned');
    expect((await report(signBoth, [own, testSigner])).verdict).toBe('verified');
    expect((await report(signBoth, [{ ...own, source: 'policy' }])).verdict).toBe('invalid');
  });

  it('is any of several', async () => {
    const nobody = { ...testSigner, identity: 'nobody' };
    expect((await report(signBoth, [nobody, testSigner])).verdict).toBe('verified');
  });

  it('is not believed when the two issuer extensions disagree', async () => {
    const extensions = [
      { oid: '1.3.6.1.4.1.57264.1.1', value: 'https://evil.example', legacy: true },
      { oid: '1.3.6.1.4.1.57264.1.8', value: testIssuer },
    ];
    const forged = await authority.certify({ identity: testIdentity, issuer: testIssuer, extensions });
    const result = await report(async ({ registry, image }) =>
      pushLegacy(registry.push, image, await makeLegacy(authority, forged, legacyPayload(image))),
    );
    expect(failed(result.signatures[0]!)).toEqual(['certificate-usage']);
  });

  it('is read from the older issuer extension where there is only that', async () => {
    const extensions = [{ oid: '1.3.6.1.4.1.57264.1.1', value: testIssuer, legacy: true }];
    const older = await authority.certify({ identity: testIdentity, issuer: testIssuer, extensions });
    const result = await report(async ({ registry, image }) =>
      pushLegacy(registry.push, image, await makeLegacy(authority, older, legacyPayload(image))),
    );
    expect(result.verdict).toBe('verified');
  });
});

describe('what was signed', () => {
  const other = `sha256:${'0'.repeat(64)}`;

  it('is another image: a good signature under the wrong tag', async () => {
    const result = await report(async ({ registry, image }) =>
      pushLegacy(registry.push, image, await makeLegacy(authority, signer, legacyPayload({ ...image, digest: other }))),
    );
    expect(result.verdict).toBe('invalid');
    expect(failed(result.signatures[0]!)).toEqual(['payload-digest']);
    expect(reasonOf(result)).toBe(`The signature is for another image: ${other}.`);
  });

  const spellings: [string, (digest: string) => string][] = [
    ['upper case', (digest) => digest.toUpperCase()],
    ['another algorithm', (digest) => digest.replace('sha256', 'sha512')],
    ['white space', (digest) => ` ${digest}`],
    ['no algorithm', (digest) => digest.slice('sha256:'.length)],
  ];
  it.each(spellings)('is compared as it stands: %s', async (_, bend) => {
    const result = await report(async ({ registry, image }) =>
      pushLegacy(registry.push, image, await makeLegacy(authority, signer, legacyPayload({ ...image, digest: bend(image.digest) }))),
    );
    expect(failed(result.signatures[0]!)).toEqual(['payload-digest']);
  });

  const payloads: [string, (payload: string) => string][] = [
    ['another type', (payload) => payload.replace('cosign container image signature', 'something else')],
    ['a key twice', (payload) => payload.replace('{"critical"', '{"critical":{},"critical"')],
    ['a digest twice', (payload) => payload.replace('"docker-manifest-digest"', `"docker-manifest-digest":"${other}","docker-manifest-digest"`)],
    ['an unknown critical key', (payload) => payload.replace('"type"', '"more":1,"type"')],
    ['a byte order mark', (payload) => `\ufeff${payload}`],
    ['trailing data', (payload) => `${payload}{}`],
    ['no object', () => '[]'],
    ['no critical part', () => '{"optional":null}'],
  ];
  it.each(payloads)('is no signature of an image: %s', async (_, bend) => {
    const result = await report(async ({ registry, image }) =>
      pushLegacy(registry.push, image, await makeLegacy(authority, signer, bend(JSON.stringify(legacyPayload(image))))),
    );
    expect(result.verdict).toBe('invalid');
    expect(failed(result.signatures[0]!)).toEqual(['payload-type']);
  });

  it('takes the claims of the signer as they are', async () => {
    const result = await report(async ({ registry, image }) =>
      pushLegacy(registry.push, image, await makeLegacy(authority, signer, { ...legacyPayload(image), optional: { a: 'b' } })),
    );
    expect(result.verdict).toBe('verified');
  });

  it('has other bytes than the descriptor says', async () => {
    const setup = await imageInMemory();
    await legacy(setup);
    for (const [digest, bytes] of setup.registry.blobs) setup.registry.blobs.set(digest, Buffer.concat([bytes, Buffer.from(' ')]));
    const result = await verify({ registry: setup.registry, trustedRoot });
    expect(failed(result.signatures[0]!)).toEqual(['payload-digest']);
    for (const [digest, bytes] of setup.registry.blobs) setup.registry.blobs.set(digest, Buffer.from(bytes).fill(' ', 0, 1).subarray(0, -1));
    const shifted = await verify({ registry: setup.registry, trustedRoot });
    expect(failed(shifted.signatures[0]!)).toEqual(['payload-digest']);
  });

  it('was changed after it was signed', async () => {
    const result = await report((setup) =>
      legacy(setup, (layer) => layer.payload.write('"optional":{}  }', layer.payload.indexOf('"optional"'))),
    );
    expect(failed(result.signatures[0]!)).toContain('signature');
    expect(failed(result.signatures[0]!)).toContain('transparency-log');
  });

  const statements: [string, (digest: string) => object | string][] = [
    ['another digest', () => statement(other)],
    ['the digest under another algorithm', (digest) => ({ ...statement(digest), subject: [{ digest: { sha512: digest.slice(7) } }] })],
    ['the digest as a name', (digest) => ({ ...statement(digest), subject: [{ name: digest, digest: { sha256: '0' } }] })],
    ['no subject', (digest) => ({ ...statement(digest), subject: [] })],
    ['a null subject', (digest) => ({ ...statement(digest), subject: [null] })],
    ['no list of subjects', (digest) => ({ ...statement(digest), subject: null })],
    ['ten thousand subjects', (digest) => ({ ...statement(digest), subject: Array(10_000).fill({ digest: { sha256: digest.slice(7) } }) })],
  ];
  it.each(statements)('is not this image in a bundle: %s', async (_, make) => {
    const result = await report(async ({ registry, image }) =>
      pushBundle(registry.push, image, await makeBundle(authority, signer, make(image.digest))),
    );
    expect(result.verdict).toBe('invalid');
    expect(failed(result.signatures[0]!)).toEqual(['payload-digest']);
  });

  const envelopes: [string, (digest: string) => object | string][] = [
    ['no statement', () => ({ hello: 'world' })],
    ['a statement of another kind', (digest) => ({ ...statement(digest), _type: 'https://in-toto.io/Statement/v9' })],
    ['a key twice', (digest) => JSON.stringify(statement(digest)).replace('{', '{"_type":"x",')],
    ['no JSON', () => 'hello'],
  ];
  it.each(envelopes)('is not readable in a bundle: %s', async (_, make) => {
    const result = await report(async ({ registry, image }) =>
      pushBundle(registry.push, image, await makeBundle(authority, signer, make(image.digest))),
    );
    expect(failed(result.signatures[0]!)).toEqual(['payload-type']);
  });

  it('takes a statement without predicate, as early Cosign 3 wrote it', async () => {
    const result = await report(async ({ registry, image }) => {
      const { predicate: _, ...rest } = statement(image.digest) as { predicate: unknown };
      await pushBundle(registry.push, image, await makeBundle(authority, signer, rest));
    });
    expect(result.verdict).toBe('verified');
  });

  it.each([
    ['another subject', { mediaType: 'x', digest: other, size: 1 }],
    ['no subject', null],
  ])('is listed, and its own manifest has %s', async (_, subject) => {
    const result = await report(async ({ registry, image }) => {
      const made = await makeBundle(authority, signer, statement(image.digest));
      const digest = await pushBundle(registry.push, image, made, subject);
      const { mediaType, bytes } = registry.manifests.get(digest)!;
      registry.listed.set(image.digest, [{ digest, mediaType, size: bytes.length, annotations: {} }]);
    });
    expect(result.verdict).toBe('invalid');
    expect(failed(result.signatures[0]!)).toEqual(['subject']);
  });

  it('is an attestation, which is no signature', async () => {
    const attest = async ({ registry, image }: Setup): Promise<unknown> =>
      pushBundle(registry.push, image, await makeBundle(authority, signer, statement(image.digest, 'https://slsa.dev/provenance/v1')));
    expect(await report(attest)).toMatchObject({
      verdict: 'unsigned',
      signatures: [],
      attestations: [{ predicateType: 'https://slsa.dev/provenance/v1', verdict: 'verified', identity: testIdentity }],
    });
    expect((await report(attest, [{ ...testSigner, identity: 'other' }])).attestations[0]?.verdict).toBe('signed-unpinned');
  });

  it('is an attestation about another image', async () => {
    const result = await report(async ({ registry, image }) =>
      pushBundle(registry.push, image, await makeBundle(authority, signer, statement(other, 'https://slsa.dev/provenance/v1'))),
    );
    expect(result).toMatchObject({ verdict: 'unsigned', attestations: [{ verdict: 'invalid' }] });
  });
});

describe('the bundle', () => {
  const bends: [string, string, (bundle: BundleJson) => unknown][] = [
    ['is of no known type', 'format', (made) => (made.mediaType = 'application/json')],
    ['has a certificate chain in version 0.3', 'format', ({ verificationMaterial: material }) => {
      material['x509CertificateChain'] = { certificates: [material['certificate']] };
      delete material['certificate'];
    }],
    ['has certificate and key', 'format', ({ verificationMaterial: material }) => (material['publicKey'] = { hint: 'x' })],
    ['has no certificate', 'format', ({ verificationMaterial: material }) => delete material['certificate']],
    ['has two signatures', 'format', ({ dsseEnvelope }) => dsseEnvelope!.signatures.push(dsseEnvelope!.signatures[0]!)],
    ['has no signature', 'format', ({ dsseEnvelope }) => dsseEnvelope!.signatures.pop()],
    ['has two contents', 'format', (made) => (made.messageSignature = { signature: 'AA==' })],
    ['has too many entries', 'format', ({ verificationMaterial: { tlogEntries } }) => tlogEntries.push(...Array(40).fill(tlogEntries[0]))],
    ['has entries that are none', 'format', (made) => (made.verificationMaterial.tlogEntries = 7 as never)],
    ['has no inclusion proof', 'format', ({ verificationMaterial }) => delete verificationMaterial.tlogEntries[0]!['inclusionProof']],
    ['has another payload type', 'payload-type', ({ dsseEnvelope }) => (dsseEnvelope!.payloadType = 'text/plain')],
    ['has a broken certificate', 'certificate-usage', ({ verificationMaterial }) => (verificationMaterial['certificate'] = { rawBytes: 'AAAA' })],
    ['has another signature', 'signature', ({ dsseEnvelope }) => (dsseEnvelope!.signatures[0]!.sig = base64('no signature'))],
    ['has no entry', 'transparency-log', (made) => (made.verificationMaterial.tlogEntries = [])],
    ['has one entry twice', 'transparency-log', ({ verificationMaterial: { tlogEntries } }) => tlogEntries.push(tlogEntries[0]!)],
    ['has a forged promise', 'transparency-log', ({ verificationMaterial: { tlogEntries } }) =>
      (tlogEntries[0]!['inclusionPromise'] = { signedEntryTimestamp: base64('no signature') })],
    ['has a forged time', 'transparency-log', ({ verificationMaterial: { tlogEntries } }) =>
      (tlogEntries[0]!['integratedTime'] = String(Number(tlogEntries[0]!['integratedTime']) - 1))],
    ['has another log', 'transparency-log', ({ verificationMaterial: { tlogEntries } }) => (tlogEntries[0]!['logId'] = { keyId: base64('other') })],
    ['has another kind', 'transparency-log', ({ verificationMaterial: { tlogEntries } }) =>
      (tlogEntries[0]!['kindVersion'] = { kind: 'hashedrekord', version: '0.0.1' })],
    ['has a body that is no JSON', 'transparency-log', ({ verificationMaterial: { tlogEntries } }) => (tlogEntries[0]!['canonicalizedBody'] = base64('{'))],
    ['has a null body', 'transparency-log', ({ verificationMaterial: { tlogEntries } }) => (tlogEntries[0]!['canonicalizedBody'] = base64('null'))],
    ['has a corrupted proof', 'transparency-log', ({ verificationMaterial: { tlogEntries } }) =>
      ((tlogEntries[0]!['inclusionProof'] as { hashes: string[] }).hashes = [base64('x'.repeat(32))])],
    ['has a checkpoint of nobody', 'transparency-log', ({ verificationMaterial: { tlogEntries } }) =>
      ((tlogEntries[0]!['inclusionProof'] as { checkpoint: object }).checkpoint = { envelope: 'a\n1\nAAAA\n\n— nobody AAAAAAAAAAAA\n' })],
    ['has a time and no promise', 'timestamp', ({ verificationMaterial: { tlogEntries } }) => delete tlogEntries[0]!['inclusionPromise']],
    ['has a timestamp that is none', 'format', ({ verificationMaterial: material }) =>
      (material['timestampVerificationData'] = { rfc3161Timestamps: [{ signedTimestamp: 'AAAA' }] })],
  ];
  it.each(bends)('%s: %s', async (_, check, bend) => {
    const result = await report((setup) => bundle(setup, bend));
    expect(result.verdict).toBe('invalid');
    expect(failed(result.signatures[0]!)).toContain(check);
  });

  it('is of a version that is not known yet', async () => {
    const result = await report((setup) => bundle(setup, (made) => (made.mediaType = 'application/vnd.dev.sigstore.bundle.v0.9+json')));
    expect(result).toMatchObject({ verdict: 'unknown', signatures: [{ verdict: 'unknown' }] });
    expect(reasonOf(result)).toBe('The bundle is of a version that is not known.');
  });

  it.each(['', 'null', '[]', '{}', '{"mediaType":1}', '{"mediaType":"application/vnd.dev.sigstore.bundle.v0.3+json"}', '['.repeat(100_000)])(
    'is garbage: %#',
    async (text) => {
      const result = await report(({ registry, image }) => pushBundle(registry.push, image, text));
      expect(result).toMatchObject({ verdict: 'invalid', signatures: [{ format: 'sigstore-bundle', verdict: 'invalid' }] });
    },
  );

  it('is believed with a clock of the trust root instead of a promise', async () => {
    const setup = await imageInMemory();
    const made = await makeBundle(authority, signer, statement(setup.image.digest));
    delete made.verificationMaterial.tlogEntries[0]!['inclusionPromise'];
    const signedTimestamp = (await authority.timestamp(Buffer.from(made.dsseEnvelope!.signatures[0]!.sig, 'base64'))).toString('base64');
    made.verificationMaterial['timestampVerificationData'] = { rfc3161Timestamps: [{ signedTimestamp }] };
    await pushBundle(setup.registry.push, setup.image, made);
    expect((await verify({ registry: setup.registry, trustedRoot })).verdict).toBe('verified');
    const withoutClock = JSON.stringify({ ...authority.trustedRoot, timestampAuthorities: [] });
    const result = await verify({ registry: setup.registry, trustedRoot: withoutClock });
    expect(failed(result.signatures[0]!)).toContain('timestamp');
  });

  it('needs a log entry beside a clock of the trust root', async () => {
    const setup = await imageInMemory();
    const made = await makeBundle(authority, signer, statement(setup.image.digest));
    made.verificationMaterial.tlogEntries = [];
    const signedTimestamp = (await authority.timestamp(Buffer.from(made.dsseEnvelope!.signatures[0]!.sig, 'base64'))).toString('base64');
    made.verificationMaterial['timestampVerificationData'] = { rfc3161Timestamps: [{ signedTimestamp }] };
    await pushBundle(setup.registry.push, setup.image, made);
    const result = await verify({ registry: setup.registry, trustedRoot });
    expect(result.verdict).toBe('invalid');
    expect(failed(result.signatures[0]!)).toEqual(['transparency-log']);
  });

  const manifestBundle = async ({ registry, image }: Setup, signed = registry.manifests.get(image.digest)!.bytes): Promise<BundleJson> => {
    const signature = signBytes(signer, Buffer.from(signed));
    const record = await authority.log(hashedRekord(signer, hex(Buffer.from(signed)), signature));
    const { dsseEnvelope: _, ...made } = await makeBundle(authority, signer, {});
    made.verificationMaterial.tlogEntries = [bundleEntry(record, 'hashedrekord', '0.0.1')];
    const digest = Buffer.from(hex(Buffer.from(signed)), 'hex').toString('base64');
    return { ...made, messageSignature: { messageDigest: { algorithm: 'SHA2_256', digest }, signature: base64(signature) } };
  };

  it('may sign the bytes of the manifest itself', async () => {
    const result = await report(async (setup) => pushBundle(setup.registry.push, setup.image, await manifestBundle(setup)));
    expect(result).toMatchObject({ verdict: 'verified', signatures: [{ identity: testIdentity }] });
  });

  it('may not sign other bytes, whatever it says', async () => {
    const honest = await report(async (setup) => pushBundle(setup.registry.push, setup.image, await manifestBundle(setup, Buffer.from('other'))));
    expect(failed(honest.signatures[0]!)).toContain('payload-digest');
    const lying = await report(async (setup) => {
      const other = await manifestBundle(setup, Buffer.from('other'));
      const { messageSignature } = await manifestBundle(setup);
      const { messageDigest } = messageSignature as { messageDigest: object };
      await pushBundle(setup.registry.push, setup.image, { ...other, messageSignature: { ...other.messageSignature, messageDigest } });
    });
    expect(failed(lying.signatures[0]!)).toEqual(['transparency-log', 'signature']);
  });

  const tiled = async ({ image }: Setup, clock: boolean): Promise<BundleJson> => {
    const made = await makeBundle(authority, signer, statement(image.digest));
    const { payload, payloadType, signatures } = made.dsseEnvelope!;
    const digest = createHash('sha256').update(dsse.preAuthEncoding(payloadType, Buffer.from(payload, 'base64'))).digest('base64');
    const verifier = { keyDetails: 'PKIX_ECDSA_P256_SHA_256', x509Certificate: { rawBytes: base64(signer.der) } };
    const hashedRekordV002 = { data: { algorithm: 'SHA2_256', digest }, signature: { content: signatures[0]!.sig, verifier } };
    const record = await authority.log({ apiVersion: '0.0.2', kind: 'hashedrekord', spec: { hashedRekordV002 } });
    const { inclusionPromise: _, ...entry } = bundleEntry(record, 'hashedrekord', '0.0.2');
    made.verificationMaterial.tlogEntries = [{ ...entry, integratedTime: '0' }];
    const signedTimestamp = (await authority.timestamp(Buffer.from(signatures[0]!.sig, 'base64'))).toString('base64');
    if (clock) made.verificationMaterial['timestampVerificationData'] = { rfc3161Timestamps: [{ signedTimestamp }] };
    return made;
  };

  it('may be in a log of the second generation, which needs a clock beside it', async () => {
    const timed = await report(async (setup) => pushBundle(setup.registry.push, setup.image, await tiled(setup, true)));
    expect(timed.verdict).toBe('verified');
    const untimed = await report(async (setup) => pushBundle(setup.registry.push, setup.image, await tiled(setup, false)));
    expect(failed(untimed.signatures[0]!)).toEqual(['timestamp']);
  });

  it('is looked at in bounded ways, whatever stands in it', async () => {
    const setup = await imageInMemory();
    const good = await makeBundle(authority, signer, statement(setup.image.digest));
    const places = paths(good);
    const junk = fc.constantFrom(null, 0, -1, '', 'x', [], {}, [null], { a: 1 }, '9'.repeat(400), true);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...places), junk, async (place, value) => {
        const { registry, image } = await imageInMemory();
        const text = JSON.stringify(replaceAt(good, place, value));
        await pushBundle(registry.push, image, text);
        const { verdict } = await verify({ registry, trustedRoot });
        expect(['verified', 'invalid', 'unknown']).toContain(verdict);
        // What is verified in spite of a change was not changed in what counts.
        if (verdict === 'verified') expect(place.join('.')).not.toMatch(/payload|sig$|certificate|canonicalizedBody|kindVersion|integratedTime|inclusionPromise|logId\b/);
      }),
      { numRuns: 150 },
    );
  });

  it('has a timestamp of another signature', async () => {
    const signedTimestamp = (await authority.timestamp(Buffer.from('another signature'))).toString('base64');
    const result = await report((setup) =>
      bundle(setup, ({ verificationMaterial: material }) => (material['timestampVerificationData'] = { rfc3161Timestamps: [{ signedTimestamp }] })),
    );
    expect(failed(result.signatures[0]!)).toEqual(['timestamp']);
  });
});

describe('the legacy signature', () => {
  const rekor = 'dev.sigstore.cosign/bundle';
  const bendRekor = (annotations: Record<string, string>, bend: (parsed: { SignedEntryTimestamp: unknown; Payload: Record<string, unknown> }) => void): void => {
    const parsed = JSON.parse(annotations[rekor]!);
    bend(parsed);
    annotations[rekor] = JSON.stringify(parsed);
  };
  const bends: [string, string, (annotations: Record<string, string>) => unknown][] = [
    ['has no signature', 'format', (annotations) => delete annotations['dev.cosignproject.cosign/signature']],
    ['is in another alphabet', 'format', (annotations) => (annotations['dev.cosignproject.cosign/signature'] = '-_-_')],
    ['has white space', 'format', (annotations) => (annotations['dev.cosignproject.cosign/signature'] += ' ')],
    ['has a certificate that is none', 'format', (annotations) => (annotations['dev.sigstore.cosign/certificate'] = 'hello')],
    ['has two certificates', 'format', (annotations) => (annotations['dev.sigstore.cosign/certificate'] += signer.pem)],
    ['has a log entry that is no JSON', 'format', (annotations) => (annotations[rekor] = '{')],
    ['has a log entry with a key twice', 'format', (annotations) => (annotations[rekor] = annotations[rekor]!.replace('{', '{"Payload":1,'))],
    ['has a time that is no number', 'format', (annotations) => bendRekor(annotations, ({ Payload }) => (Payload['integratedTime'] = '1'))],
    ['has an index below zero', 'format', (annotations) => bendRekor(annotations, ({ Payload }) => (Payload['logIndex'] = -1))],
    ['has an entry of no known kind', 'format', (annotations) => bendRekor(annotations, ({ Payload }) => (Payload['body'] = base64('{"kind":"x","apiVersion":"y"}')))],
    ['has a timestamp that is none', 'format', (annotations) => (annotations['dev.sigstore.cosign/rfc3161timestamp'] = '[]')],
    ['is another one', 'signature', (annotations) => (annotations['dev.cosignproject.cosign/signature'] = base64('no signature'))],
    ['has no log entry', 'transparency-log', (annotations) => delete annotations[rekor]],
    ['has a forged promise', 'transparency-log', (annotations) => bendRekor(annotations, (parsed) => (parsed.SignedEntryTimestamp = base64('x')))],
    ['has a forged time', 'transparency-log', (annotations) => bendRekor(annotations, ({ Payload }) => (Payload['integratedTime'] = 1_700_000_000))],
    ['has a forged index', 'transparency-log', (annotations) => bendRekor(annotations, ({ Payload }) => (Payload['logIndex'] = 1))],
    ['has another log', 'transparency-log', (annotations) => bendRekor(annotations, ({ Payload }) => (Payload['logID'] = '0'.repeat(64)))],
  ];
  it.each(bends)('%s: %s', async (_, check, bend) => {
    const result = await report((setup) => legacy(setup, ({ annotations }) => bend(annotations)));
    expect(result.verdict).toBe('invalid');
    expect(failed(result.signatures[0]!)).toContain(check);
  });

  it('comes with the log entry of another signature', async () => {
    const stolen = await makeLegacy(authority, signer, { some: 'other payload' });
    const result = await report((setup) => legacy(setup, ({ annotations }) => (annotations[rekor] = stolen.annotations[rekor]!)));
    expect(failed(result.signatures[0]!)).toEqual(['transparency-log']);
    expect(reasonOf(result)).toBe('The transparency log entry is about another signature.');
  });

  it('comes with a log entry that names another certificate', async () => {
    const other = await authority.certify({ identity: 'https://evil.example', issuer: testIssuer });
    const setup = await imageInMemory();
    const layer = await makeLegacy(authority, signer, legacyPayload(setup.image));
    const signature = Buffer.from(layer.annotations['dev.cosignproject.cosign/signature']!, 'base64');
    const digest = hex(layer.payload);
    layer.annotations[rekor] = rekorAnnotation(await authority.log(hashedRekord(other, digest, signature)));
    await pushLegacy(setup.registry.push, setup.image, layer);
    const result = await verify({ registry: setup.registry, trustedRoot });
    expect(failed(result.signatures[0]!)).toEqual(['transparency-log']);
    expect(reasonOf(result)).toBe('The transparency log entry names another certificate.');
  });

  it('was made when the certificate had ended', async () => {
    const setup = await imageInMemory();
    const late = new Date(Date.now() + 3_600_000);
    await pushLegacy(setup.registry.push, setup.image, await makeLegacy(authority, signer, legacyPayload(setup.image), late));
    const result = await verify({ registry: setup.registry, trustedRoot, now: late.getTime() });
    expect(failed(result.signatures[0]!)).toEqual(['certificate-chain']);
    expect(reasonOf(result)).toBe('The certificate was not valid when the signature was made.');
  });

  it('was made in the future', async () => {
    const setup = await imageInMemory();
    await legacy(setup);
    const result = await verify({ registry: setup.registry, trustedRoot, now: Date.now() - 3_600_000 });
    expect(failed(result.signatures[0]!)).toEqual(['timestamp']);
  });

  it('has a certificate that no transparency log has seen', async () => {
    const hidden = await authority.certify({ identity: testIdentity, issuer: testIssuer, transparent: false });
    const result = await report(async ({ registry, image }) =>
      pushLegacy(registry.push, image, await makeLegacy(authority, hidden, legacyPayload(image))),
    );
    expect(failed(result.signatures[0]!)).toEqual(['signed-certificate-timestamp']);
  });

  it('has a certificate that may not sign, though an authority issued it', async () => {
    const [older, current] = issuerExtensions(testIssuer);
    const odd = await authority.certify({ identity: testIdentity, issuer: testIssuer, extensions: [older!, current!, current!] });
    const result = await report(async ({ registry, image }) =>
      pushLegacy(registry.push, image, await makeLegacy(authority, odd, legacyPayload(image))),
    );
    expect(result.verdict).toBe('invalid');
    expect(failed(result.signatures[0]!)).toEqual(['certificate-usage']);
  });

  it('has a certificate of another authority', async () => {
    const foreign = await (await createAuthority()).certify({ identity: testIdentity, issuer: testIssuer });
    const result = await report(async ({ registry, image }) =>
      pushLegacy(registry.push, image, await makeLegacy(authority, foreign, legacyPayload(image))),
    );
    expect(failed(result.signatures[0]!)).toEqual(['certificate-chain']);
  });

  it('has an entry of a kind that Rekor had and nobody can check any more', async () => {
    const result = await report((setup) =>
      legacy(setup, ({ annotations }) =>
        bendRekor(annotations, ({ Payload }) => (Payload['body'] = base64('{"apiVersion":"0.0.1","kind":"rekord","spec":{}}'))),
      ),
    );
    expect(result).toMatchObject({ verdict: 'unknown', signatures: [{ verdict: 'unknown' }] });
  });

  it('was made with a key: by nobody pinned, or not to be judged', async () => {
    const withKey = (setup: Setup): Promise<void> =>
      legacy(setup, ({ annotations }) => {
        delete annotations['dev.sigstore.cosign/certificate'];
        delete annotations[rekor];
      });
    expect((await report(withKey, [])).verdict).toBe('unknown');
    const pinned = await report(withKey);
    expect(pinned.verdict).toBe('invalid');
    expect(failed(pinned.signatures[0]!)).toEqual(['identity']);
  });
});

describe('several signatures', () => {
  const two = async ({ registry, image }: Setup): Promise<void> => {
    const good = await makeLegacy(authority, signer, legacyPayload(image));
    const bad = await makeLegacy(authority, signer, { ...legacyPayload(image), optional: { bad: 'yes' } });
    bad.annotations['dev.cosignproject.cosign/signature'] = base64('no signature');
    await pushLegacy(registry.push, image, bad, good);
  };

  it('are verified by the good one, and the bad one is said', async () => {
    const result = await report(two);
    expect(result.verdict).toBe('verified');
    expect(result.signatures.map(({ verdict }) => verdict)).toEqual(['invalid', 'verified']);
    expect(reasonOf(result)).toMatch(/ Signatures that are not valid beside it: 1\.$/);
  });

  it('stay unpinned by the good one when nobody is named', async () => {
    expect((await report(two, [])).verdict).toBe('signed-unpinned');
  });

  it('are read up to a limit', async () => {
    const result = await report(async ({ registry, image }) => {
      const layer = await makeLegacy(authority, signer, legacyPayload(image));
      await pushLegacy(registry.push, image, ...Array<typeof layer>(51).fill(layer));
    });
    expect(result).toMatchObject({ verdict: 'invalid', signatures: [{ verdict: 'invalid' }] });
  });

  it('are looked at up to a limit among the referrers', async () => {
    const setup = await imageInMemory();
    const digest = await pushBundle(setup.registry.push, setup.image, '{}');
    const descriptor = { digest, mediaType: 'application/vnd.oci.image.manifest.v1+json', size: 1, annotations: {} };
    setup.registry.listed.set(setup.image.digest, Array(100_000).fill(descriptor));
    const result = await verify({ registry: setup.registry, trustedRoot });
    expect(result.verdict).toBe('unknown');
    expect(setup.registry.asked.filter((one) => one.startsWith('manifest')).length).toBeLessThanOrEqual(52);
  });
});

describe('no signature', () => {
  it('is unsigned', async () => {
    expect(await report(async () => undefined)).toMatchObject({ verdict: 'unsigned', signatures: [], attestations: [] });
  });

  it('is the publisher\'s way', async () => {
    const { registry } = await imageInMemory();
    expect((await verify({ registry, trustedRoot, publisherDoesNotSign: true })).verdict).toBe('publisher-does-not-sign');
  });

  it('is what attachments of other kinds are', async () => {
    const result = await report(async ({ registry, image }) => {
      const layer = await makeLegacy(authority, signer, legacyPayload(image));
      await pushLegacy(registry.push, image, layer);
      const tag = `${image.digest.replace(':', '-')}.sig`;
      const { bytes, mediaType } = registry.manifests.get(registry.tagged.get(tag)!)!;
      const text = Buffer.from(bytes).toString().replace('application/vnd.dev.cosign.simplesigning.v1+json', 'text/plain');
      await registry.push.manifest(Buffer.from(text), mediaType, tag);
      registry.listed.set(image.digest, [{ digest: image.digest, mediaType, size: 1, artifactType: 'application/spdx+json', annotations: {} }]);
    });
    expect(result).toMatchObject({ verdict: 'unsigned', signatures: [] });
  });

  it('is not said when the image is not there', async () => {
    const result = await verify({ registry: new MemoryRegistry(), trustedRoot });
    expect(result).toMatchObject({ verdict: 'unknown', signatures: [] });
    expect(result.digest).toBeUndefined();
  });

  it.each(['manifest', 'referrers'] as const)('is not said when %s fails', async (operation) => {
    const { registry } = await imageInMemory();
    registry.fail(operation, new RegistryError('unauthorized', 'registry.example:443', 'secret \u0007 text'));
    const result = await verify({ registry, trustedRoot, publisherDoesNotSign: true });
    expect(result.verdict).toBe('unknown');
    expect(reasonOf(result)).toContain('registry.example:443 wants a login');
    expect(reasonOf(result)).not.toContain('secret');
  });

  it('is not said, nor is a bad one, when a signature cannot be fetched', async () => {
    const setup = await imageInMemory();
    await signBoth(setup);
    setup.registry.fail('blob', new RegistryError('timeout', 'registry.example:443', ''));
    const result = await verify({ registry: setup.registry, trustedRoot });
    expect(result).toMatchObject({ verdict: 'unknown', signatures: [{ verdict: 'unknown' }, { verdict: 'unknown' }] });
  });

  it('is told by errors of another copy of their class, as bundles have them', async () => {
    const { registry } = await imageInMemory();
    const error = Object.assign(new Error('text'), { name: 'RegistryError', code: 'timeout', host: 'registry.example:443' });
    registry.fail('manifest', error);
    expect(reasonOf(await verify({ registry, trustedRoot }))).toBe('registry.example:443 did not answer in time');
  });

  it('does not turn a good one bad when only the other look-up fails', async () => {
    const setup = await imageInMemory();
    await signBoth(setup);
    setup.registry.fail('referrers', new RegistryError('unreachable', 'registry.example:443', ''));
    expect((await verify({ registry: setup.registry, trustedRoot })).verdict).toBe('verified');
    const others = [{ ...testSigner, identity: 'other' }];
    expect((await verify({ registry: setup.registry, trustedRoot, signers: others })).verdict).toBe('unknown');
  });

  it('is unknown for errors that no registry makes', async () => {
    const { registry } = await imageInMemory();
    registry.fail('referrers', new TypeError('oops'));
    expect((await verify({ registry, trustedRoot })).verdict).toBe('unknown');
  });
});

describe('the manifest of the signature', () => {
  const base = { schemaVersion: 2, mediaType: 'application/vnd.oci.image.manifest.v1+json', config: {}, layers: [] };
  const bodies: [string, string][] = [
    ['no JSON', '{'],
    ['a key twice', JSON.stringify(base).replace('{', '{"layers":[],')],
    ['an index too', JSON.stringify({ ...base, manifests: [] })],
    ['an index in other case', JSON.stringify({ ...base, Manifests: [] })],
    ['layers in other case', JSON.stringify({ ...base, Layers: [] })],
    ['fsLayers', JSON.stringify({ ...base, fsLayers: [] })],
    ['another media type', JSON.stringify({ ...base, mediaType: 'application/vnd.oci.image.index.v1+json' })],
    ['layers that are none', JSON.stringify({ ...base, layers: {} })],
    ['a null layer', JSON.stringify({ ...base, layers: [null] })],
    ['a digest with a path', JSON.stringify({ ...base, layers: [{ mediaType: 'x', digest: 'sha256:../../x', size: 1 }] })],
    ['a size below zero', JSON.stringify({ ...base, layers: [{ mediaType: 'x', digest: `sha256:${'0'.repeat(64)}`, size: -1 }] })],
    ['annotations that are no text', JSON.stringify({ ...base, layers: [{ mediaType: 'x', digest: `sha256:${'0'.repeat(64)}`, size: 1, annotations: { a: 1 } }] })],
  ];
  it.each(bodies)('is refused with %s', async (_, text) => {
    const result = await report(({ registry, image }) =>
      registry.push.manifest(Buffer.from(text), base.mediaType, `${image.digest.replace(':', '-')}.sig`),
    );
    expect(result).toMatchObject({ verdict: 'invalid', signatures: [{ format: 'cosign-legacy', verdict: 'invalid' }] });
  });

  it('announces a signature that is too large', async () => {
    const layer = { mediaType: 'application/vnd.dev.cosign.simplesigning.v1+json', digest: `sha256:${'0'.repeat(64)}`, size: 2 ** 40 };
    const result = await report(async ({ registry, image }) => {
      await registry.push.manifest(Buffer.from(JSON.stringify({ ...base, layers: [layer] })), base.mediaType, `${image.digest.replace(':', '-')}.sig`);
      registry.fail('blob', new Error('must not be asked for'));
    });
    expect(result.verdict).toBe('invalid');
    expect(reasonOf(result)).toBe('The signature is too large to be one.');
  });
});
