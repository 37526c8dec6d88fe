import { describe, expect, it } from 'vitest';
import { valueOf } from '../../server/src/core/fact';
import type { ImageUse } from '../../server/src/core/image-use';
import { defaultPolicy, type TrustPolicy } from '../../server/src/core/policy';
import { applyEdits } from '../../server/src/core/range';
import { familiarReference } from '../../server/src/core/reference';
import type { RegistryClient } from '../../server/src/oci/client';
import { RegistryError } from '../../server/src/oci/error';
import type { DocumentContext } from '../../server/src/service/image-service';
import type { VerificationRequest } from '../../server/src/signatures/verifier';
import { action, createTestClock } from '../support/fake-registry-client';
import { createTestService } from '../support/service';

const upstreams = { 'harbor.example/hub': 'docker.io', 'harbor.example/cgr': 'cgr.dev', 'harbor.example/ghcr': 'ghcr.io' };
const clock = { ...createTestClock(), now: () => Date.parse('2026-09-01') };
const failing = (): Promise<never> => Promise.reject(new RegistryError('unreachable', 'harbor.example', 'no'));
const client: RegistryClient = { resolve: failing, resolveVerified: failing, manifest: failing, blob: failing, referrers: failing, tags: failing };

function context(policy: Partial<TrustPolicy> = {}): DocumentContext {
  return { policy: { ...defaultPolicy, upstreams, ...policy }, path: 'Dockerfile', localNames: new Set() };
}

/** An engine, and the first image of a Dockerfile. */
async function world(image: string) {
  const badges: string[] = [];
  const verified: VerificationRequest[] = [];
  const service = await createTestService({
    client,
    clock,
    accounts: { badge: namespace => (badges.push(namespace), Promise.resolve('verified')) },
    loadVerifier: () => Promise.resolve({ verify: request => (verified.push(request), Promise.reject(new Error('enough'))) }),
  });
  const text = `FROM ${image} AS build\n`;
  const document = service.read({ path: '/w/Dockerfile', text }, defaultPolicy);
  const use = document?.uses[0] as ImageUse;
  if (!document || !use.reference) throw new Error(`${image} is not read`);
  return { service, document, use, reference: use.reference, badges, verified, text };
}

/** `rule: message` of every finding but those about pinning. */
async function findings(image: string, policy: Partial<TrustPolicy> = {}): Promise<string[]> {
  const { service, document } = await world(image);
  return service.check(document, context(policy)).findings.flatMap(({ rule, concern }) => (concern === 'pinning' ? [] : [rule]));
}

describe('An image of a proxy cache is judged as what it proxies', () => {
  it('by its publisher', async () => {
    const { service, use, document } = await world('harbor.example/hub/library/node:24');
    expect(valueOf(service.facts(use, document, context()).publisher)).toMatchObject({ kind: 'known', id: 'docker-official' });
    expect(valueOf(service.facts(use, document, context({ upstreams: {} })).publisher)).toMatchObject({ kind: 'private-registry' });
  });

  it('by a namespace that nobody knows, on the registry that it is of', async () => {
    expect(await findings('harbor.example/hub/somebody/app:1')).toEqual(['publisher-unknown']);
    const { service, document } = await world('harbor.example/ghcr/somebody/app:1');
    const [finding] = service.check(document, context()).findings.filter(({ rule }) => rule === 'publisher-unknown');
    expect(finding?.message.args).toEqual(['somebody', 'ghcr.io']);
  });

  it('by the badge that Docker Hub gives its namespace', async () => {
    const { service, document, badges } = await world('harbor.example/hub/somebody/app:1');
    await service.lookUp(document, context(), { consent: action });
    expect(badges).toEqual(['somebody']);
    expect(service.check(document, context()).findings.filter(({ concern }) => concern === 'publisher')).toEqual([]);
  });

  it('by the trust list, whichever of its names that has', async () => {
    const strict = (trust: Partial<TrustPolicy['trust']>) => ({ trust: { references: [], strict: true, ...trust } });
    const image = 'harbor.example/cgr/chainguard/node:latest';
    expect(await findings(image, strict({ publishers: ['distroless'] }))).toContain('publisher-untrusted');
    expect(await findings(image, strict({ publishers: ['chainguard'] }))).not.toContain('publisher-untrusted');
    expect(await findings(image, strict({ references: ['cgr.dev/chainguard/**'] }))).not.toContain('publisher-untrusted');
    expect(await findings(image, strict({ references: ['harbor.example/cgr/**'] }))).not.toContain('publisher-untrusted');
  });

  it('by its lifecycle, and its replacement comes from the cache', async () => {
    const { service, document, use, text } = await world('harbor.example/hub/library/node:16');
    expect(service.check(document, context()).findings.map(({ rule }) => rule)).toContain('end-of-life');
    const fix = service.fixes(document, use.range.start, context()).find(({ kind }) => kind === 'replace');
    expect(fix?.target && familiarReference(fix.target)).toMatch(/^harbor\.example\/hub\/library\/node:2\d$/);
    const { edits } = await service.resolveFix(document, fix!, context(), { consent: action });
    expect(applyEdits(text, edits)).toMatch(/^FROM harbor\.example\/hub\/library\/node:2\d AS build\n$/);
  });

  it('by its alternatives, which come from the caches as well', async () => {
    const { service, document, use } = await world('harbor.example/hub/library/node:24');
    const found = valueOf(service.facts(use, document, context()).alternatives) ?? [];
    const names = found.map(({ reference }) => familiarReference(reference));
    expect(names).toContain('harbor.example/cgr/chainguard/node:latest');
    expect(names.some(name => name.startsWith('cgr.dev'))).toBe(false);
  });

  it('by what it holds', async () => {
    const { service, document, use } = await world('harbor.example/cgr/chainguard/python:latest');
    expect(valueOf(service.facts(use, document, context()).contents)).toMatchObject({ user: '65532', shell: '' });
  });

  it('by who signs for its publisher', async () => {
    const { service, reference, verified } = await world('harbor.example/cgr/chainguard/node:latest');
    await service.verify(reference, context().policy, { consent: action }).catch(() => undefined);
    expect(verified[0]?.signers).toEqual([expect.objectContaining({ source: 'chainguard' })]);
    expect(verified[0]?.reference.registry).toBe('harbor.example');
    expect(verified[0]?.upstream).toMatchObject({ registry: 'cgr.dev', repository: 'chainguard/node' });
  });
});
