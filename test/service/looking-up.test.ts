import { describe, expect, it } from 'vitest';
import { known } from '../../server/src/core/fact';
import type { ImageUse } from '../../server/src/core/image-use';
import { formatReference } from '../../server/src/core/reference';
import { publisherFact } from '../../server/src/facts/publisher';
import { referencesToLookUp } from '../../server/src/service/looking-up';
import { nothingKnown, readText } from '../support/drawn-findings';

const own = 'ghcr.io/acme/own';

/** What the background would ask about for a Dockerfile, in a workspace that builds `own`. */
function asked(text: string): readonly string[] {
  const factsOf = (use: ImageUse) => {
    const { reference } = use;
    if (!reference) return nothingKnown;
    const isLocal = `${reference.registry}/${reference.repository}` === own;
    return { ...nothingKnown, publisher: known(publisherFact(reference)), local: known(isLocal) };
  };
  return referencesToLookUp(readText(text), factsOf).map(formatReference);
}

describe('what the background asks about', () => {
  it('is each reference once', () => {
    expect(asked('FROM node\nFROM node:latest AS b\nFROM ghcr.io/acme/app:1\n')).toHaveLength(2);
  });

  it('is no name that the workspace builds', () => {
    expect(asked(`FROM ${own}:1\nFROM ${own}-more:1\n`)).toEqual([`${own}-more:1`]);
  });

  it('is no word that is no official image: it is built somewhere, and nobody\'s business', () => {
    expect(asked('FROM secret-project\nFROM secret-project:2\n')).toEqual([]);
  });

  it('is the tag of what is pinned, and the digest where there is none', () => {
    const digest = `sha256:${'0'.repeat(64)}`;
    expect(asked(`FROM node:20@${digest}\nFROM node@${digest}\n`)).toEqual(['docker.io/library/node:20', `docker.io/library/node@${digest}`]);
  });

  it('is the tag that a comment beside the digest names', () => {
    expect(asked(`# 20\nFROM node@sha256:${'0'.repeat(64)}\n`)).toEqual(['docker.io/library/node:20']);
  });

  it('is no hole', () => {
    expect(asked('FROM $NOPE\nFROM {{image}}\n')).toEqual([]);
  });

  it('is no more than 64 at once', () => {
    expect(asked(Array.from({ length: 100 }, (_, index) => `FROM ghcr.io/acme/app:${index}\n`).join(''))).toHaveLength(64);
  });
});
