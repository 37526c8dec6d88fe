import { describe, expect, it } from 'vitest';
import { defaultPolicy, type SignatureRequirement, type TrustPolicy } from '../../server/src/core/policy';
import { acceptedSigners, requiresSignature } from '../../server/src/core/policy-signers';
import { hasTrustList, isTrusted } from '../../server/src/core/policy-trust';
import { judgedAs } from '../../server/src/core/policy-upstreams';
import { formatReference, parseReference, type ImageReference } from '../../server/src/core/reference';
import { signersOf, type AcceptedSigner } from '../../server/src/core/accepted-signer';

function reference(text: string): ImageReference {
  const result = parseReference(text);
  if (!result.ok) throw new Error(text);
  return result.reference;
}

const policyWith = (policy: Partial<TrustPolicy>): TrustPolicy => ({ ...defaultPolicy, ...policy });

describe('judgedAs', () => {
  const policy = policyWith({
    upstreams: { 'harbor.example/proxy': 'docker.io', 'harbor.example/proxy/quay': 'quay.io', 'mirror.example': 'ghcr.io/acme' },
  });
  it.each([
    ['harbor.example/proxy/library/node:20', 'docker.io/library/node:20'],
    ['harbor.example/proxy/node:20', 'docker.io/library/node:20'],
    ['harbor.example/proxy/acme/app', 'docker.io/acme/app'],
    ['harbor.example/proxy/quay/acme/app', 'quay.io/acme/app'],
    ['harbor.example/proxy-evil/node', 'harbor.example/proxy-evil/node'],
    ['harbor.example/proxy', 'harbor.example/proxy'],
    ['mirror.example/app:1', 'ghcr.io/acme/app:1'],
    ['node:20', 'docker.io/library/node:20'],
  ])('%s is judged as %s', (written, judged) => {
    expect(formatReference(judgedAs(reference(written), policy))).toBe(judged);
  });
});

describe('isTrusted', () => {
  const policy = policyWith({ trust: { publishers: ['chainguard'], references: ['ghcr.io/acme/**'], strict: true } });
  it('goes by publisher or by reference', () => {
    expect(hasTrustList(policy)).toBe(true);
    expect(isTrusted(reference('cgr.dev/chainguard/node'), 'chainguard', policy)).toBe(true);
    expect(isTrusted(reference('ghcr.io/acme/app'), undefined, policy)).toBe(true);
    expect(isTrusted(reference('ghcr.io/acme-evil/app'), undefined, policy)).toBe(false);
    expect(isTrusted(reference('node'), 'docker-official', policy)).toBe(false);
  });
  it('trusts nobody while nobody gave a list', () => {
    expect(hasTrustList(defaultPolicy)).toBe(false);
    expect(isTrusted(reference('node'), 'docker-official', defaultPolicy)).toBe(false);
  });
});

describe('acceptedSigners', () => {
  const image = reference('ghcr.io/acme/app:1');
  const keyless = (identity: string, issuer = 'issuer') => ({ issuer, identity });
  const entry = (more: Partial<SignatureRequirement>): SignatureRequirement => ({
    images: 'ghcr.io/acme/**', required: false, source: 'root', ...more,
  });
  const builtIn: AcceptedSigner[] = [{ kind: 'keyless', ...keyless('vendor'), source: 'vendor' }];
  const identities = (...signatures: SignatureRequirement[]) =>
    signersOf(acceptedSigners(image, policyWith({ signatures }), builtIn), 'keyless').map(({ identity, identityRegexp }) => identity ?? identityRegexp);

  it('is the publisher\'s own while the policy names nobody for the image', () => {
    expect(identities()).toEqual(['vendor']);
    expect(identities(entry({ required: true }))).toEqual(['vendor']);
    expect(identities(entry({ images: 'ghcr.io/other/**', keyless: keyless('a') }))).toEqual(['vendor']);
  });

  it('is never widened by the publisher\'s own; entries of one file are alternatives', () => {
    expect(identities(entry({ keyless: keyless('a') }), entry({ keyless: keyless('b') }))).toEqual(['a', 'b']);
  });

  it('leaves what a file that only tightens names as well', () => {
    const root = [entry({ keyless: keyless('a') }), entry({ keyless: keyless('b') })];
    const nested = (name: string, issuer?: string) =>
      entry({ keyless: keyless(name, issuer), effect: 'narrows', source: 'nested' });
    expect(identities(...root, nested('b'))).toEqual(['b']);
    expect(identities(...root, nested('evil'))).toEqual([]);
    expect(identities(...root, nested('a', 'evil'))).toEqual([]);
    expect(identities(nested('evil'))).toEqual([]);
  });

  it('wants both an identity and an expression where two files give one each', () => {
    const root = entry({ keyless: { issuer: 'issuer', identityRegexp: '^a' } });
    const nested = entry({ keyless: keyless('evil'), effect: 'narrows', source: 'nested' });
    expect(acceptedSigners(image, policyWith({ signatures: [root, nested] }), [])).toEqual([
      { kind: 'keyless', issuer: 'issuer', identity: 'evil', identityRegexp: '^a', source: 'policy' },
    ]);
  });

  it('lets others only narrow whom the machine names', () => {
    const machine = entry({ keyless: keyless('a'), effect: 'fixed', source: 'machine' });
    expect(identities(machine, entry({ keyless: keyless('evil') }))).toEqual([]);
    expect(identities(machine, entry({ keyless: keyless('a') }))).toEqual(['a']);
  });

  it('requires when any entry does, also through a proxy cache', () => {
    const policy = policyWith({ signatures: [entry({ required: true })], upstreams: { 'harbor.example/x': 'ghcr.io' } });
    expect(requiresSignature(image, policy)).toBe(true);
    expect(requiresSignature(reference('harbor.example/x/acme/app'), policy)).toBe(true);
    expect(requiresSignature(reference('ghcr.io/other/app'), policy)).toBe(false);
  });
});
