import { describe, expect, it } from 'vitest';
import { known, pending, unknown } from '../../server/src/core/fact';
import type { PublisherFact } from '../../server/src/core/facts';
import type { TrustPolicy } from '../../server/src/core/policy';
import { expectDrawn, type CheckOptions } from '../support/drawn-findings';
import { fixesOf } from '../support/offered-fixes';

const dockerOfficial: PublisherFact = { kind: 'known', id: 'docker-official', title: 'Docker Official Images' };
const nobody: PublisherFact = { kind: 'unknown-namespace', hub: true, namespace: 'somebody' };
const only = ['publisher-untrusted'];

function judged(fact: PublisherFact, trust: TrustPolicy['trust']): CheckOptions {
  return { facts: { publisher: known(fact) }, policy: { trust }, only };
}

const strict: TrustPolicy['trust'] = { publishers: ['chainguard'], references: ['ghcr.io/acme/**'], strict: true };

describe('publisher-untrusted', () => {
  it('names what the list does not have, known publisher or not', () => {
    expectDrawn(
      `
      FROM node:20
      #    ^^^^^^^ warning publisher-untrusted: node:20 is not on the trust list
      `,
      judged(dockerOfficial, strict),
    );
    expectDrawn(
      `
      FROM somebody/app:1
      #    ^^^^^^^^^^^^^^ warning publisher-untrusted: somebody/app:1 is not on the trust list
      `,
      { ...judged(nobody, strict), only: [...only, 'publisher-unknown'] },
    );
    expectDrawn(
      `
      apiVersion: v1
      kind: Pod
      spec:
        containers:
          - image: registry.corp.example/app:1
          #        ^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning publisher-untrusted: registry.corp.example/app:1 is not on the trust list
      `,
      { ...judged({ kind: 'private-registry' }, strict), path: 'pod.yaml' },
    );
  });

  it('says nothing of what the list has, by publisher, by pattern, or as what it proxies', () => {
    expectDrawn('FROM cgr.dev/chainguard/node:latest\n', judged({ kind: 'known', id: 'chainguard', title: 'Chainguard' }, strict));
    expectDrawn('FROM ghcr.io/acme/app:1\n', judged({ kind: 'unknown-namespace', hub: false, namespace: 'acme' }, strict));
    const cached = judged({ kind: 'private-registry' }, strict);
    expectDrawn('FROM harbor.example/ghcr/acme/app:1\n', { ...cached, policy: { ...cached.policy, upstreams: { 'harbor.example/ghcr': 'ghcr.io' } } });
  });

  it('says nothing where the list is no limit, and where there is none', () => {
    expectDrawn('FROM node:20\n', judged(dockerOfficial, { ...strict, strict: false }));
    expectDrawn('FROM node:20\n', judged(dockerOfficial, { references: [], strict: true }));
  });

  it('takes an empty list of publishers at its word', () => {
    expectDrawn(
      `
      FROM node:20
      #    ^^^^^^^ warning publisher-untrusted: node:20 is not on the trust list
      `,
      judged(dockerOfficial, { publishers: [], references: [], strict: true }),
    );
  });

  it('says nothing while the publisher is not known, of own names, and of what is no image', () => {
    for (const publisher of [pending, unknown('offline')]) expectDrawn('FROM node:20\n', { facts: { publisher }, policy: { trust: strict }, only });
    expectDrawn('FROM app\n', { ...judged(nobody, strict), facts: { publisher: known(nobody), local: known(true) } });
    expectDrawn('FROM scratch\nFROM $WHO\n', judged(nobody, strict));
  });

  it('is settled by an alternative', () => {
    const alternative = { reference: { registry: 'cgr.dev', repository: 'chainguard/node', tag: 'latest' }, publisher: 'chainguard', exists: 'catalog', differences: [] } as const;
    const options = judged(dockerOfficial, strict);
    const fixes = fixesOf('FROM node:20\n', { ...options, facts: { publisher: known(dockerOfficial), alternatives: known([alternative]) } });
    expect(fixes.filter(({ kind }) => kind === 'swap').flatMap(({ rules }) => rules)).toContain('publisher-untrusted');
  });
});
