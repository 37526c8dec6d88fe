import { describe, expect, it } from 'vitest';
import { known } from '../../server/src/core/fact';
import { checkText, expectDrawn } from '../support/drawn-findings';
import { fixesOf, settling } from '../support/offered-fixes';
import { newDigest, nobodyAsked, pinnedDigest, served, tagServes } from '../support/tag-facts';

const gone = { resolution: known('missing' as const) };
const only = ['digest-not-found'];

describe('digest-not-found', () => {
  it('tells that the registry has no such digest', () => {
    expectDrawn(
      `
      FROM quay.io/acme/app:1@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
      #    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error digest-not-found: quay.io has no quay.io/acme/app with this digest
      `,
      { facts: { ...tagServes(newDigest), ...gone }, only },
    );
    expectDrawn(
      `
      FROM node@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
      #    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error digest-not-found: docker.io has no node with this digest
      `,
      { facts: gone, only },
    );
  });

  it('is silent about what is there, about a tag, and about what nobody could look up', () => {
    for (const facts of [{ resolution: known(served(pinnedDigest)) }, ...nobodyAsked]) expectDrawn(`FROM node:20@${pinnedDigest}\n`, { facts, only });
    expectDrawn('FROM node:20\n', { facts: gone, only });
  });

  it('is the one finding about the pin where the tag is gone too', () => {
    const { findings } = checkText(`FROM node:20@${pinnedDigest}\n`, { facts: { ...tagServes('missing'), ...gone } });
    expect(findings.filter(({ concern }) => concern === 'pinning').map(({ rule }) => rule)).toEqual(['digest-not-found']);
  });

  it('is settled by what the tag serves now', () => {
    const facts = { ...tagServes(newDigest), ...gone };
    expect(settling('digest-not-found', fixesOf(`FROM node:20@${pinnedDigest}\n`, { facts }))).toEqual(['Update the digest of node:20']);
  });
});
