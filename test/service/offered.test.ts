import { describe, expect, it } from 'vitest';
import { known, pending, unknown, type Fact } from '../../server/src/core/fact';
import type { Alternative } from '../../server/src/core/facts';
import type { ImageDetails } from '../../server/src/core/image-details';
import { message } from '../../server/src/core/message';
import { defaultPolicy, type TrustPolicy } from '../../server/src/core/policy';
import { formatReference } from '../../server/src/core/reference';
import type { CatalogFacts } from '../../server/src/facts/catalog-facts';
import { offeredAlternatives, rejectedAlternatives } from '../../server/src/service/offered';

function alternative(registry: string, repository: string, publisher: string): Alternative {
  return { reference: { registry, repository, tag: 'latest' }, publisher, exists: 'catalog', differences: [message('no shell')] };
}

const chainguard = alternative('cgr.dev', 'chainguard/node', 'chainguard');
const distroless = alternative('gcr.io', 'distroless/nodejs24-debian13', 'distroless');
const versionsSeen: (string | undefined)[] = [];

/** A catalog that has these, and asks for the version of the first. */
function catalogWith(alternatives: Fact<readonly Alternative[]>): CatalogFacts {
  return {
    lifecycle: unknown('not-in-catalog'), contents: unknown('not-in-catalog'), latestOnly: unknown('not-in-catalog'),
    alternatives(_purpose, versionOf) {
      versionsSeen.push(versionOf(chainguard.reference));
      return alternatives;
    },
  };
}

interface Case {
  readonly policy?: Partial<TrustPolicy>;
  /** By the name and the platform that are asked for. */
  readonly details?: Readonly<Record<string, ImageDetails | 'missing'>>;
  readonly found?: Fact<readonly Alternative[]>;
}

function offered({ policy = {}, details = {}, found = known([chainguard, distroless]) }: Case = {}): Fact<readonly Alternative[]> {
  return offeredAlternatives(catalogWith(found), undefined, {
    platform: 'linux/arm64',
    policy: { ...defaultPolicy, ...policy },
    details: {
      revision: () => 0,
      current(reference, platform) {
        const value = details[`${formatReference(reference)} ${platform}`];
        return value === undefined ? unknown('not-looked-up') : known(value);
      },
      lookUp: () => Promise.reject(new Error('nothing is asked here')),
    },
  });
}

const names = (fact: Fact<readonly Alternative[]>) => (fact.state === 'known' ? fact.value.map(({ reference }) => formatReference(reference)) : fact.state);
const rejected = (policy: Partial<TrustPolicy>) => rejectedAlternatives(catalogWith(known([chainguard, distroless])), undefined, { ...defaultPolicy, ...policy }).map(({ publisher }) => publisher);
const strict = (trust: Partial<TrustPolicy['trust']>): Partial<TrustPolicy> => ({ trust: { references: [], strict: true, ...trust } });

describe('what of the catalog is offered', () => {
  it('is everything where no list limits it', () => {
    const all = ['cgr.dev/chainguard/node:latest', 'gcr.io/distroless/nodejs24-debian13:latest'];
    for (const policy of [{}, strict({}), { trust: { publishers: ['distroless'], references: [], strict: false } }]) {
      expect(names(offered({ policy }))).toEqual(all);
      expect(rejected(policy)).toEqual([]);
    }
  });

  it.each<[string, Partial<TrustPolicy>]>([
    ['a publisher', strict({ publishers: ['chainguard'] })], ['a pattern', strict({ references: ['cgr.dev/**'] })],
  ])('is what a strict list has by %s, and the rest is rejected', (_, policy) => {
    expect(names(offered({ policy }))).toEqual(['cgr.dev/chainguard/node:latest']);
    expect(rejected(policy)).toEqual(['distroless']);
  });

  it('is nothing where a strict list has nobody', () => {
    expect(names(offered({ policy: strict({ publishers: [] }) }))).toEqual([]);
    expect(rejected(strict({ publishers: [] }))).toEqual(['chainguard', 'distroless']);
  });

  it('has the name of the proxy cache, and is asked about under that name', () => {
    const details = { 'harbor.example/cg/node:latest linux/arm64': { platform: 'linux/arm64', size: 5, version: '24.1.0' } };
    const fact = offered({ policy: { upstreams: { 'harbor.example/cg': 'cgr.dev/chainguard' } }, details });
    expect(names(fact)).toEqual(['harbor.example/cg/node:latest', 'gcr.io/distroless/nodejs24-debian13:latest']);
    expect(fact.state === 'known' && fact.value.map(({ exists, details: found }) => [exists, found])).toEqual([['registry', details['harbor.example/cg/node:latest linux/arm64']], ['catalog', undefined]]);
    expect(versionsSeen.at(-1)).toBe('24.1.0');
  });

  it('says what its registry does not have, and takes no version from that', () => {
    const fact = offered({ details: { 'cgr.dev/chainguard/node:latest linux/arm64': 'missing' } });
    expect(fact.state === 'known' && fact.value[0]).toMatchObject({ exists: 'catalog', details: 'missing' });
    expect(versionsSeen.at(-1)).toBeUndefined();
  });

  it('waits with the catalog', () => {
    for (const found of [pending, unknown('not-in-catalog')]) expect(offered({ found })).toEqual(found);
    expect(names(offered({ found: known([]) }))).toEqual([]);
  });
});
