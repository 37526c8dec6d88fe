import { beforeEach, describe, expect, it } from 'vitest';
import { cose, jws, newChain, payload, policyFor, subject } from '../../support/notation';
import { check, type Checking } from '../../support/notation-check';
import type { Issued } from '../../support/certificates';
import type { SignatureReport } from '../../../server/src/core/verification';
import { failed } from '../../support/verification';

const formats = [['notation-jws', jws], ['notation-cose', cose]] as const;
const other = `sha256:${'b'.repeat(64)}`;
const target = (more: object): object => ({ targetArtifact: { ...(payload() as { targetArtifact: object }).targetArtifact, ...more } });

describe.each(formats)('what a signature of the Notary Project is about: %s', (format, sign) => {
  let chain: readonly Issued[];
  const verify = (content: unknown, more: Partial<Checking> = {}): SignatureReport => check({ blob: sign({ chain, payload: content }), format, signers: [policyFor(chain)], ...more });

  beforeEach(() => {
    chain = newChain();
    expect(verify(payload()).verdict).toBe('verified');
  });

  it.each<[string, unknown]>([
    ['another size', target({ size: 518 })],
    ['a size that is a text', target({ size: '517' })],
    ['another media type', target({ mediaType: 'application/vnd.oci.image.index.v1+json' })],
    ['no media type', { targetArtifact: { digest: subject.digest, size: subject.size } }],
    ['another digest', target({ digest: other })],
    ['the digest in upper case', target({ digest: subject.digest.replace(/a/g, 'A') })],
    ['a digest and more', target({ digest: `${subject.digest} ` })],
    ['two targets', { targetArtifact: target({}), TargetArtifact: target({ digest: other }) }],
    ['more in its descriptor', target({ urls: ['https://evil.example'] })],
    ['annotations that are no texts', target({ annotations: { a: 1 } })],
    ['nothing', {}],
  ])('attack 14: the right digest, and %s', (_, content) => {
    expect([verify(content).verdict, failed(verify(content))]).toEqual(['invalid', ['payload-digest']]);
  });

  it('attack 14: a payload of another type', () => {
    const report = check({ blob: sign({ chain, headers: { cty: 'application/vnd.in-toto+json' } }), format, signers: [policyFor(chain)] });
    expect([report.verdict, failed(report)]).toEqual(['invalid', ['payload-type']]);
  });

  it('attack 7: a referrer whose manifest is about another image, or about none', () => {
    for (const named of [other, undefined]) {
      const report = verify(payload(), { candidate: { attachment: { kind: 'referrer', subject: named } } });
      expect([report.verdict, failed(report)]).toEqual(['invalid', ['subject']]);
    }
    expect(failed(verify(payload(), { candidate: { attachment: { kind: 'tag' } } }))).toEqual(['subject']);
  });

  it('attack 11: an envelope that is not what its manifest lists', () => {
    const blob = sign({ chain });
    const layer = { mediaType: 'application/jose+json', digest: other, size: blob.length, annotations: {} };
    expect(failed(check({ blob, format, signers: [policyFor(chain)], candidate: { layer } }))).toEqual(['payload-digest']);
  });
});
