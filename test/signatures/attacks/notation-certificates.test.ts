import { beforeEach, describe, expect, it } from 'vitest';
import type { AcceptedNotation } from '../../../server/src/core/accepted-signer';
import type { SignatureReport } from '../../../server/src/core/verification';
import { authorityExtensions, certify, codeSigning, extension, keyPair, leafExtensions, timeStamping, usage, type CertificateOptions, type Issued } from '../../support/certificates';
import { octets } from '../../support/der';
import { acme, cose, jws, newChain, policyFor } from '../../support/notation';
import { check } from '../../support/notation-check';
import { failed } from '../../support/verification';

const day = 86_400_000;

describe('the certificates of a signature of the Notary Project', () => {
  let chain: readonly [Issued, Issued, Issued];
  const verify = (certificates: readonly Issued[], more: Partial<AcceptedNotation> = {}): SignatureReport =>
    check({ blob: jws({ chain: certificates }), signers: [policyFor([chain[2]], more)] });
  const withLeaf = (leaf: Partial<CertificateOptions>): SignatureReport => verify([certify({ subject: acme, issuer: chain[1], extensions: leafExtensions, ...leaf }), chain[1], chain[2]]);
  const withMiddle = (middle: Partial<CertificateOptions>): SignatureReport => {
    const between = certify({ subject: [['CN', 'Between']], issuer: chain[2], extensions: authorityExtensions, ...middle });
    return verify([certify({ subject: acme, issuer: between, extensions: leafExtensions }), between, chain[2]]);
  };

  beforeEach(() => {
    chain = newChain();
    expect(verify(chain).verdict).toBe('verified');
    expect(withLeaf({}).verdict).toBe('verified');
    expect(withMiddle({}).verdict).toBe('verified');
  });

  it.each<[string, (chain: readonly [Issued, Issued, Issued]) => readonly Issued[]]>([
    ['out of order', ([leaf, middle, root]) => [leaf, root, middle]],
    ['without its root', ([leaf, middle]) => [leaf, middle]],
    ['without what is between', ([leaf, , root]) => [leaf, root]],
    ['with one more at the end', ([leaf, middle, root]) => [leaf, middle, root, root]],
    ['with one more of another', ([leaf, middle, root]) => [leaf, middle, root, newChain()[2]]],
    ['with the leaf twice', ([leaf, middle, root]) => [leaf, leaf, middle, root]],
  ])('attack 36: a chain %s', (_, change) => {
    const report = verify(change(chain), { stores: { ca: chain.map(({ pem }) => pem) } });
    expect(report.verdict).toBe('invalid');
    expect(failed(report)).toContain('certificate-chain');
  });

  it('attack 29: an authority of the same name and another key', () => {
    const [leaf, middle, root] = chain;
    const twin = certify({ subject: [['CN', 'Root']], extensions: authorityExtensions, key: 'P-384' });
    expect(failed(verify([leaf, middle, twin], { stores: { ca: [twin.pem] } }))).toEqual(['certificate-chain']);
    expect(failed(verify([leaf, middle, root], { stores: { ca: [twin.pem] } }))).toEqual(['identity']);
  });

  it.each<[string, Partial<CertificateOptions>]>([
    ['is an authority', { extensions: [...leafExtensions, usage.constraints(true)] }],
    ['says no usage of its key', { extensions: [usage.extended([codeSigning])] }],
    ['does not mark the usage of its key as critical', { extensions: [usage.key([0], false)] }],
    ['is not for signatures', { extensions: [usage.key([2])] }],
    ['may issue certificates', { extensions: [usage.key([0, 5])] }],
    ['may encipher keys', { extensions: [usage.key([0, 2])] }],
    ['is for servers too', { extensions: [usage.key([0]), usage.extended([codeSigning, '1.3.6.1.5.5.7.3.1'])] }],
    ['is for anything', { extensions: [usage.key([0]), usage.extended([codeSigning, '2.5.29.37.0'])] }],
    ['is for time stamps', { extensions: [usage.key([0]), usage.extended([timeStamping])] }],
    ['is for mail alone', { extensions: [usage.key([0]), usage.extended(['1.3.6.1.5.5.7.3.4'])] }],
    ['has a critical extension that nobody knows', { extensions: [...leafExtensions, extension('1.2.3.4', true, octets(Buffer.from([5])))] }],
    ['is signed with SHA-1', { hash: 'sha1' }],
  ])('attack 29: a leaf that %s', (_, leaf) => {
    const report = withLeaf(leaf);
    expect([report.verdict, failed(report)]).toEqual(['invalid', ['certificate-usage']]);
  });

  it.each<[string, Partial<CertificateOptions>]>([
    ['is none', { extensions: [usage.key([5])] }],
    ['says that it is none', { extensions: [usage.constraints(false), usage.key([5])] }],
    ['does not mark that as critical', { extensions: [usage.constraints(true, undefined, false), usage.key([5])] }],
    ['may not issue certificates', { extensions: [usage.constraints(true), usage.key([0])] }],
    ['has a weak key', { key: 'rsa-1024' }],
    ['is signed with SHA-1', { hash: 'sha1' }],
  ])('attack 29: an authority that %s', (_, middle) => {
    expect(failed(withMiddle(middle))).toEqual(['certificate-usage']);
  });

  it('attack 35: a certificate that is larger than any authority issues', () => {
    const padded = (bytes: number): SignatureReport => withLeaf({ extensions: [...leafExtensions, extension('1.2.3.4', false, octets(Buffer.alloc(bytes)))] });
    expect([failed(padded(10_000)), failed(padded(70_000))]).toEqual([[], ['certificate-usage']]);
  });

  it('attack 29: an authority below one that allows none', () => {
    const build = (pathLength: number): SignatureReport => {
      const root = certify({ subject: [['CN', `Strict ${pathLength}`]], extensions: [usage.constraints(true, pathLength), usage.key([5])] });
      const middle = certify({ subject: [['CN', 'Below']], issuer: root, extensions: authorityExtensions });
      return verify([certify({ subject: acme, issuer: middle, extensions: leafExtensions }), middle, root], { stores: { ca: [root.pem] } });
    };
    expect([build(1).verdict, failed(build(0))]).toEqual(['verified', ['certificate-usage']]);
  });

  it('attack 29: an authority in between that has expired', () => {
    expect(failed(withMiddle({ from: new Date(Date.now() - 3 * day), until: new Date(Date.now() - day) }))).toEqual(['timestamp']);
  });

  it.each(['notation-jws', 'notation-cose'] as const)('attack 31: keys and algorithms of %s', (format) => {
    const sign = format === 'notation-jws' ? jws : cose;
    const report = (options: object, leaf: readonly Issued[] = chain): string[] => failed(check({ blob: sign({ chain: leaf, ...options }), format, signers: [policyFor(chain)] }));
    const weak = (key: CertificateOptions['key'] & string): readonly Issued[] => [certify({ subject: acme, issuer: chain[1], extensions: leafExtensions, key }), chain[1], chain[2]];
    expect(report({})).toEqual([]);
    for (const algorithm of ['none', 'HS256', 'RS256', 'ES384', 'PS256']) expect(report({ algorithm })).toEqual(['signature']);
    expect(report({ key: keyPair('P-256', 'somebody else').privateKey })).toEqual(['signature']);
    for (const key of ['rsa-1024', 'secp256k1'] as const) expect(report({ algorithm: key === 'rsa-1024' ? 'PS256' : 'ES256' }, weak(key))).toEqual(['signature', 'certificate-usage']);
  });

  it('attack 31: a signature of the same key over something else, or cut short', () => {
    const edit = (change: (signature: Buffer) => Buffer): string[] =>
      failed(check({ blob: jws({ chain, edit: (envelope) => ({ ...envelope, signature: change(Buffer.from(envelope.signature, 'base64url')).toString('base64url') }) }), signers: [policyFor(chain)] }));
    expect(edit((signature) => signature)).toEqual([]);
    expect(edit((signature) => signature.subarray(1))).toEqual(['signature']);
    expect(edit((signature) => Buffer.concat([signature, Buffer.alloc(1)]))).toEqual(['signature']);
    expect(edit((signature) => Buffer.from(signature.map((byte, at) => (at === 9 ? byte ^ 1 : byte))))).toEqual(['signature']);
  });

  it('attack 26: an identity that only looks like the one that is named', () => {
    const subject = (parts: CertificateOptions['subject']): SignatureReport => withLeaf({ subject: parts });
    const [country, state] = acme;
    expect(subject([country, state, ['O', 'Acme, Inc.']]).verdict).toBe('verified');
    for (const organisation of ['Acme\\, Inc.', 'acme, inc.', 'Acme, Inc. ', 'Acme, Inc.,O=Evil', 'Аcme, Inc.']) {
      expect(failed(subject([country, state, ['O', organisation]]))).toEqual(['identity']);
    }
    for (const two of [['Acme, Inc.', 'Evil'], ['Evil', 'Acme, Inc.']]) expect(failed(subject([country, state, ...two.map((one) => ['O', one] as const)]))).toEqual(['identity']);
    expect(failed(subject([country, state]))).toEqual(['identity']);
  });
});
