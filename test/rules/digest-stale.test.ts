import { describe, it } from 'vitest';
import { expectDrawn } from '../support/drawn-findings';
import { newDigest, nobodyAsked, pinnedDigest, tagLists, tagServes } from '../support/tag-facts';

const on = { rules: { 'digest-stale': 'information' as const } };
const only = ['digest-stale'];

describe('digest-stale', () => {
  it('tells that the tag serves another digest, where a team wants to hear it', () => {
    expectDrawn(
      `
      FROM node:20@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
      #    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ information digest-stale: The tag 20 of node serves another digest now
      `,
      { facts: tagServes(newDigest), policy: on, only },
    );
  });

  it('is off by default: pinned means silent', () => {
    expectDrawn(`FROM node:20@${pinnedDigest}\n`, { facts: tagServes(newDigest), only });
  });

  it('is silent about what is the same, what is gone, and what cannot be compared', () => {
    for (const facts of [tagServes(pinnedDigest), tagServes('missing'), tagServes(`sha512:${'b'.repeat(128)}`), ...nobodyAsked]) {
      expectDrawn(`FROM node:20@${pinnedDigest}\n`, { facts, policy: on, only });
    }
    expectDrawn('FROM node:20\n', { facts: tagServes(newDigest), policy: on, only });
  });

  it('is silent about one platform of what the tag serves: that is as fresh as the tag', () => {
    expectDrawn(`FROM --platform=linux/amd64 node:20@${pinnedDigest}\n`, { facts: tagLists(pinnedDigest), policy: on, only });
  });
});
