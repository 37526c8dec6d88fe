import { describe, expect, it } from 'vitest';
import { known } from '../../server/src/core/fact';
import { expectDrawn } from '../support/drawn-findings';
import { fixesOf, settling } from '../support/offered-fixes';
import { newDigest, nobodyAsked, pinnedDigest, tagLists, tagServes } from '../support/tag-facts';

const only = ['digest-single-platform'];

describe('digest-single-platform', () => {
  it('tells that the digest is one of the images that the tag stands for', () => {
    expectDrawn(
      `
      FROM node:20@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
      #    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ information digest-single-platform: This digest of node is that of one platform alone
      `,
      { facts: tagLists(`sha256:${'c'.repeat(64)}`, pinnedDigest), only },
    );
  });

  it('is silent where one platform is what is wanted', () => {
    expectDrawn(`FROM --platform=linux/amd64 node:20@${pinnedDigest}\n`, { facts: tagLists(pinnedDigest), only });
  });

  it('is silent about an image that the tag does not stand for now, and where nobody looked', () => {
    for (const facts of [tagLists(newDigest), tagLists(), tagServes(newDigest), { children: known([pinnedDigest]) }, ...nobodyAsked]) {
      expectDrawn(`FROM node:20@${pinnedDigest}\n`, { facts, only });
    }
  });

  it('is settled by the digest of the index', () => {
    const fixes = fixesOf(`FROM node:20@${pinnedDigest}\n`, { facts: tagLists(pinnedDigest) });
    expect(settling('digest-single-platform', fixes)).toEqual(['Pin node:20 for all platforms']);
  });
});
