import { describe, expect, it } from 'vitest';
import { defaultPolicy, type SignatureRequirement, type TrustPolicy } from '../../server/src/core/policy';
import { render } from '../../server/src/core/message';
import { acceptedSigners, filesOfSigners, requiresSignature, signersProblem } from '../../server/src/core/policy-signers';
import { hasTrustList, isTrusted } from '../../server/src/core/policy-trust';
import { judgedAs } from '../../server/src/core/policy-upstreams';
import { certificateLike, newPublicKey } from '../support/keys';
import { formatReference, parseReference, type ImageReference } from '../../server/src/core/reference';
import { nobody, signersOf, type AcceptedSigner } from '../../server/src/core/accepted-signer';

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
    signersOf(acceptedSigners(image, policyWith({ signatures }), builtIn), 'keyless').map(signer => (signer === nobody ? 'nobody' : (signer.identity ?? signer.identityRegexp)));

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
    expect(identities(...root, nested('evil'))).toEqual(['nobody']);
    expect(identities(...root, nested('a', 'evil'))).toEqual(['nobody']);
    expect(identities(nested('evil'))).toEqual(['nobody']);
  });

  it('stays unsaid where only a file that tightens names somebody', () => {
    const signatures = [entry({ keyless: keyless('a'), effect: 'narrows', source: 'nested' })];
    expect(acceptedSigners(image, policyWith({ signatures }), [])).toEqual([]);
    expect(acceptedSigners(image, policyWith({ signatures: [entry({ nobody: true })] }), [])).toEqual([nobody]);
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
    expect(identities(machine, entry({ keyless: keyless('evil') }))).toEqual(['nobody']);
    expect(identities(machine, entry({ keyless: keyless('a') }))).toEqual(['a']);
  });

  it('requires when any entry does, also through a proxy cache', () => {
    const policy = policyWith({ signatures: [entry({ required: true })], upstreams: { 'harbor.example/x': 'ghcr.io' } });
    expect(requiresSignature(image, policy)).toBe(true);
    expect(requiresSignature(reference('harbor.example/x/acme/app'), policy)).toBe(true);
    expect(requiresSignature(reference('ghcr.io/other/app'), policy)).toBe(false);
  });
});

describe('keys and certificates that a policy names', () => {
  const image = reference('ghcr.io/acme/app:1');
  const [ours, theirs] = [newPublicKey(), newPublicKey()];
  const [root, other] = [certificateLike('root'), certificateLike('other')];
  const texts = new Map([['/w/a.pub', ours], ['/w/b.pub', theirs], ['/w/root.pem', root], ['/w/both.pem', `${root}\n${other}`], ['/w/odd.pub', 'ssh-ed25519 AAAA me']]);
  const entry = (more: Partial<SignatureRequirement>): SignatureRequirement => ({ images: 'ghcr.io/acme/**', required: false, source: 'root', ...more });
  const file = (name: string) => ({ file: `/w/${name}`, name });
  const key = (material: object, more: object = {}): SignatureRequirement => entry({ key: { material, ignoreTlog: false, ...more } as NonNullable<SignatureRequirement['key']> });
  const notation = (more: object = {}): SignatureRequirement => entry({ notation: { level: 'strict', identities: ['*'], stores: { ca: [file('root.pem')] }, ...more } });
  const narrowing = (one: SignatureRequirement): SignatureRequirement => ({ ...one, effect: 'narrows', source: 'nested' });
  const accepted = (builtIn: readonly AcceptedSigner[], ...signatures: SignatureRequirement[]) => acceptedSigners(image, policyWith({ signatures }), builtIn, texts);
  const vendor: AcceptedSigner = { kind: 'key', name: 'vendor', pem: ours, ignoreTlog: true, validFrom: '2025-04-02T12:00:00Z', layout: 'docker-hardened', source: 'vendor' };

  it('are read from the files beside it, or stand in it', () => {
    expect(accepted([], key(file('a.pub'), { exactRepository: true }))).toEqual([
      { kind: 'key', name: 'a.pub', pem: ours, ignoreTlog: false, exactRepository: true, source: 'policy' },
    ]);
    expect(accepted([], key({ pem: theirs }))).toMatchObject([{ name: 'key', pem: theirs }]);
    expect(accepted([], notation({ stores: { ca: [file('both.pem')], tsa: [{ pem: root }] } }))).toEqual([
      { kind: 'notation', name: 'policy', level: 'strict', identities: ['*'], stores: { ca: [root, other], tsa: [root] }, source: 'policy' },
    ]);
  });

  it('replace who is built in; several signers of one file are alternatives', () => {
    const kinds = accepted([vendor], key(file('b.pub')), notation(), entry({ keyless: { issuer: 'i', identity: 'me' } })).map(({ kind }) => kind);
    expect(kinds).toEqual(['key', 'notation', 'keyless']);
    expect(accepted([vendor], entry({ required: true }))).toEqual([vendor]);
  });

  it('accept nobody where they cannot be read, and say so', () => {
    const problem = (...signatures: SignatureRequirement[]) => {
      const said = signersProblem(image, policyWith({ signatures }), texts);
      return said && render(said);
    };
    for (const one of [key(file('gone.pub')), key(file('odd.pub')), key(file('root.pem')), notation({ stores: { ca: [file('a.pub')] } }), entry({ nobody: true })]) {
      for (const builtIn of [[vendor], []]) expect(accepted(builtIn, one)).toEqual([nobody]);
    }
    expect(problem(key(file('gone.pub')))).toBe('gone.pub, which the policy names, cannot be read');
    expect(problem(key(file('odd.pub')))).toContain('odd.pub, which the policy names, cannot be used: an SSH key');
    expect(problem(notation({ stores: { ca: [file('root.pem')], tsa: [file('a.pub')] } }))).toContain('a.pub, which the policy names, cannot be used: there is no certificate');
    // One that could be read does not make up for one that could not.
    expect(problem(key(file('a.pub')), key(file('gone.pub')))).toContain('gone.pub');
    expect(problem(key(file('a.pub')), notation(), { ...key(file('gone.pub')), images: 'quay.io/**' })).toBeUndefined();
  });

  it('are known by their files, each once, for the images that they are about', () => {
    const signatures = [key(file('a.pub')), key(file('a.pub')), key({ pem: ours }), notation({ stores: { ca: [file('root.pem')], tsa: [file('tsa.pem')] } }), { ...key(file('b.pub')), images: 'quay.io/**' }];
    expect(filesOfSigners(image, policyWith({ signatures }))).toEqual(['/w/a.pub', '/w/root.pem', '/w/tsa.pem']);
  });

  it('are narrowed to the same key, whatever it is called and however it is written', () => {
    expect(accepted([vendor], narrowing(key({ pem: ours })))).toMatchObject([{ pem: ours, name: 'vendor' }]);
    expect(accepted([vendor], narrowing(key(file('b.pub'))))).toEqual([nobody]);
    expect(accepted([vendor], narrowing(entry({ keyless: { issuer: 'i', identity: 'me' } })))).toEqual([nobody]);
    expect(accepted([vendor], narrowing(notation()))).toEqual([nobody]);
  });

  it('are narrowed to what both demand of a key', () => {
    const [narrowed] = accepted([vendor], narrowing(key({ pem: ours }, { exactRepository: true })));
    expect(narrowed).toMatchObject({ ignoreTlog: false, exactRepository: true, validFrom: '2025-04-02T12:00:00Z', layout: 'docker-hardened' });
    const strict = key(file('a.pub'), { exactRepository: true });
    expect(accepted([], strict, narrowing(key({ pem: ours }, { ignoreTlog: true })))).toMatchObject([{ ignoreTlog: false, exactRepository: true }]);
  });

  it('are not narrowed into another place where signatures may be', () => {
    expect(accepted([], key(file('a.pub')), narrowing(key(file('a.pub'), { layout: 'docker-hardened' })))).toEqual([nobody]);
    expect(accepted([vendor], narrowing(key(file('a.pub'), { layout: 'docker-builder' })))).toEqual([nobody]);
    const keyless = { issuer: 'i', identity: 'me' };
    expect(accepted([], entry({ keyless }), narrowing(entry({ keyless: { ...keyless, layout: 'docker-builder' } })))).toEqual([nobody]);
  });

  it('are narrowed to an equal Notation policy, in whatever order it is written', () => {
    const wide = notation({ identities: ['x509.subject: O=a', 'x509.subject: O=b'], stores: { ca: [file('both.pem')] } });
    const same = notation({ identities: ['x509.subject: O=b', 'x509.subject: O=a'], stores: { ca: [{ pem: other }, { pem: root }] } });
    expect(accepted([], wide, narrowing(same))).toHaveLength(1);
    for (const change of [{ level: 'audit' }, { identities: ['*'] }, { stores: { ca: [file('root.pem')] } }, { override: { expiry: 'log' } }, { verifyTimestamp: 'afterCertExpiry' }, { stores: { ca: [file('both.pem')], tsa: [file('root.pem')] } }]) {
      expect(accepted([], wide, narrowing({ ...same, notation: { ...same.notation!, ...change } as NonNullable<SignatureRequirement['notation']> }))).toEqual([nobody]);
    }
  });

  it('are bound to the source that any of them names', () => {
    const keyless = { issuer: 'i', identity: 'me' };
    const bound = entry({ keyless: { ...keyless, sourceRepository: 'https://github.com/acme/app' } });
    expect(accepted([], entry({ keyless }), narrowing(bound))).toMatchObject([{ sourceRepository: 'https://github.com/acme/app' }]);
    expect(accepted([], bound, narrowing(entry({ keyless })))).toMatchObject([{ sourceRepository: 'https://github.com/acme/app' }]);
    expect(accepted([], bound, narrowing(entry({ keyless: { ...keyless, sourceRepository: 'https://github.com/evil/app' } })))).toEqual([nobody]);
  });
});
