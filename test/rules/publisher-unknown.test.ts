import { describe, it } from 'vitest';
import { known, pending, unknown } from '../../server/src/core/fact';
import type { PublisherFact } from '../../server/src/core/facts';
import { expectDrawn, type CheckOptions } from '../support/drawn-findings';

const madeBy = (fact: PublisherFact): CheckOptions => ({ facts: { publisher: known(fact) }, only: ['publisher-unknown'] });
const hubNamespace: PublisherFact = { kind: 'unknown-namespace', hub: true, namespace: 'somebody' };

describe('publisher-unknown', () => {
  it('warns of a Docker Hub namespace that no table names', () => {
    expectDrawn(
      `
      FROM somebody/app:1
      #    ^^^^^^^^^^^^^^ warning publisher-unknown: somebody on Docker Hub is no known publisher
      `,
      madeBy(hubNamespace),
    );
  });

  it('notes a namespace of another public registry', () => {
    expectDrawn(
      `
      FROM quay.io/somebody/app:1
      #    ^^^^^^^^^^^^^^^^^^^^^^ information publisher-unknown: somebody on quay.io is no known publisher
      `,
      madeBy({ kind: 'unknown-namespace', hub: false, namespace: 'somebody' }),
    );
  });

  it('asks about a one-word name that is no official image', () => {
    expectDrawn(
      `
      FROM noed:20
      #    ^^^^^^^ information publisher-unknown: noed:20 is no official image: built locally, or a typo?
      `,
      madeBy({ kind: 'not-official' }),
    );
  });

  it('says nothing of private hosts and known publishers', () => {
    expectDrawn('FROM registry.corp.example/app:1\n', madeBy({ kind: 'private-registry' }));
    expectDrawn('FROM node:20\n', madeBy({ kind: 'known', id: 'docker-official', title: 'Docker Official Images' }));
  });

  it('says nothing while the publisher is not known, nor of names that the workspace builds', () => {
    for (const publisher of [pending, unknown('offline')]) {
      expectDrawn('FROM somebody/app:1\n', { facts: { publisher }, only: ['publisher-unknown'] });
    }
    expectDrawn('FROM somebody/app\n', { facts: { publisher: known(hubNamespace), local: known(true) } });
  });

  it('says nothing of what the trust list has, by whatever name the registry goes', () => {
    const policy = { trust: { references: ['docker.io/somebody/**'], strict: false } };
    expectDrawn('FROM somebody/app:1\n', { ...madeBy(hubNamespace), policy });
    expectDrawn('FROM registry-1.docker.io/somebody/app:1\n', { ...madeBy(hubNamespace), policy });
    expectDrawn('FROM harbor.example/hub/somebody/app:1\n', {
      ...madeBy(hubNamespace),
      policy: { ...policy, upstreams: { 'harbor.example/hub': 'docker.io' } },
    });
  });
});
