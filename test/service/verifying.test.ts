import { describe, expect, it } from 'vitest';
import type { AcceptedSigner } from '../../server/src/core/accepted-signer';
import { message, render } from '../../server/src/core/message';
import { defaultPolicy, type SignatureRequirement, type TrustPolicy } from '../../server/src/core/policy';
import { formatReference } from '../../server/src/core/reference';
import type { VerificationReport } from '../../server/src/core/verification';
import { signersFrom, verificationRequest, type SignerSources } from '../../server/src/service/verifying';
import type { VerificationRequest } from '../../server/src/signatures/verifier';
import { createTestClock } from '../support/fake-registry-client';
import { newPublicKey } from '../support/keys';
import { createTestService } from '../support/service';
import { lookup, reference } from '../support/verification';

const pem = newPublicKey();
const onDisk = (files: Record<string, string>): SignerSources => ({ files: { readText: path => Promise.resolve(files[path]) } });
const policyOf = (...signatures: SignatureRequirement[]): TrustPolicy => ({ ...defaultPolicy, signatures });
const keyed: SignatureRequirement = { images: 'registry.example/**', key: { material: { file: '/w/cosign.pub', name: 'cosign.pub' }, ignoreTlog: false }, required: true };

async function request(text: string, policy: TrustPolicy, sources = onDisk({})): Promise<VerificationRequest> {
  const made = await verificationRequest(reference(text), policy, sources);
  if (!('signers' in made)) throw new Error(render(made));
  return made;
}

describe('who must have signed', () => {
  it('is the publisher, whatever letters its host is written in', async () => {
    for (const text of ['cgr.dev/chainguard/node', 'CGR.dev/chainguard/node']) expect((await request(text, defaultPolicy)).signers).toMatchObject([{ source: 'chainguard' }]);
    expect((await request('registry-1.docker.io/library/node', defaultPolicy)).publisherDoesNotSign).toBe(true);
    expect((await request('dhi.io/node:22', defaultPolicy)).signers).toMatchObject([{ kind: 'key', layout: 'docker-hardened', ignoreTlog: true, source: 'docker-hardened-images' }]);
  });

  it('is whom the policy names instead, with the key beside it', async () => {
    expect((await request('registry.example/app', policyOf(keyed), onDisk({ '/w/cosign.pub': pem }))).signers).toEqual([
      { kind: 'key', name: 'cosign.pub', pem, ignoreTlog: false, source: 'policy' },
    ]);
    const chainguard = { ...keyed, images: 'cgr.dev/chainguard' };
    expect((await request('cgr.dev/chainguard/node', policyOf(chainguard), onDisk({ '/w/cosign.pub': pem }))).signers).toMatchObject([{ kind: 'key', source: 'policy' }]);
  });

  it('is also whom the person trusts, unless the policy names somebody', async () => {
    const own: AcceptedSigner = { kind: 'notation', name: 'mine', level: 'strict', identities: ['*'], stores: {}, source: 'notation' };
    const sources: SignerSources = { ...onDisk({ '/w/cosign.pub': pem }), ownSigners: ({ repository }) => Promise.resolve(repository.endsWith('node') ? [own] : []) };
    expect((await request('cgr.dev/chainguard/node', defaultPolicy, sources)).signers).toMatchObject([{ source: 'chainguard' }, { source: 'notation' }]);
    expect((await request('cgr.dev/chainguard/python', defaultPolicy, sources)).signers).toMatchObject([{ source: 'chainguard' }]);
    expect((await request('registry.example/node', policyOf(keyed), sources)).signers).toMatchObject([{ source: 'policy' }]);
  });

  it('may have signed at the upstream, where the policy says that the image is a copy', async () => {
    const policy = { ...defaultPolicy, upstreams: { 'harbor.example/cgr': 'cgr.dev' } };
    const { signers, upstream, reference: asked } = await request('harbor.example/cgr/chainguard/node:latest', policy);
    expect(upstream && formatReference(upstream)).toBe('cgr.dev/chainguard/node:latest');
    expect(formatReference(asked)).toBe('harbor.example/cgr/chainguard/node:latest');
    expect(signers).toMatchObject([{ source: 'chainguard' }]);
    expect(await request('cgr.dev/chainguard/node', policy)).not.toHaveProperty('upstream');
  });

  it('is not known where a key cannot be read: no verdict, and nobody is asked', async () => {
    const asked: string[] = [];
    const never = () => Promise.reject(new Error('the registry was asked'));
    const client = { resolve: never, resolveVerified: never, manifest: never, blob: never, referrers: never, tags: never };
    // Whoever asks it gets a verdict.
    const verdict: VerificationReport = { reference: '', verdict: 'unsigned', reason: message('asked'), signatures: [], attestations: [], trustRoot: { source: '', sha256: '', date: '' } };
    const verifier = { verify: () => Promise.resolve(verdict) };
    const texts: Record<string, string> = { '/w/odd.pub': 'ssh-ed25519 AAAA me and a secret' };
    const service = await createTestService({
      client, clock: createTestClock(), loadVerifier: () => Promise.resolve(verifier),
      loadSigners: () => Promise.resolve(signersFrom({ files: { readText: path => { asked.push(path); return Promise.resolve(texts[path]); } } })),
    });
    const good: SignatureRequirement = { images: 'registry.example/**', keyless: { issuer: 'i', identity: 'me' }, required: false };
    const odd: SignatureRequirement = { ...keyed, key: { material: { file: '/w/odd.pub', name: 'odd.pub' }, ignoreTlog: false } };
    const reports = await Promise.all([[keyed], [good, keyed], [odd]].map(signatures => service.verify(reference('registry.example/app'), policyOf(...signatures), lookup)));
    expect(reports.map(({ verdict }) => verdict)).toEqual(['unknown', 'unknown', 'unknown']);
    expect(reports.map(({ reason }) => render(reason))).toEqual([
      'cosign.pub, which the policy names, cannot be read',
      'cosign.pub, which the policy names, cannot be read',
      'odd.pub, which the policy names, cannot be used: an SSH key cannot verify such signatures: a public key in PEM is needed',
    ]);
    expect(JSON.stringify(reports)).not.toContain('secret');
    expect(asked.sort()).toEqual(['/w/cosign.pub', '/w/cosign.pub', '/w/odd.pub']);
  });

  it('reads no file for images that the policy does not speak of', async () => {
    const sources: SignerSources = { files: { readText: path => Promise.reject(new Error(`${path} was read`)) } };
    expect((await request('ghcr.io/acme/app', policyOf(keyed), sources)).signers).toEqual([]);
  });
});
