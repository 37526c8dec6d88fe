import { describe, expect, it } from 'vitest';
import { known } from '../../server/src/core/fact';
import { expectDrawn } from '../support/drawn-findings';
import { fixesOf, settling } from '../support/offered-fixes';
import { newDigest, nobodyAsked, pinnedDigest, served, tagServes } from '../support/tag-facts';

const only = ['tag-missing', 'tag-latest', 'tag-not-pinned', 'tag-not-found'];

describe('tag-not-found', () => {
  it('tells that the registry has no such tag, and nothing else about the pin', () => {
    expectDrawn(
      `
      FROM node:20.99
      #    ^^^^^^^^^^ error tag-not-found: docker.io has no node:20.99
      FROM ghcr.io/acme/app
      #    ^^^^^^^^^^^^^^^^ error tag-not-found: ghcr.io has no ghcr.io/acme/app:latest
      `,
      { facts: { resolution: known('missing') }, only },
    );
  });

  it('is a note where a digest says what is pulled', () => {
    expectDrawn(
      `
      FROM node:20@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
      #    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ information tag-not-found: docker.io has no tag 20 of node any more
      `,
      { facts: { ...tagServes('missing'), resolution: known(served(pinnedDigest)) }, only },
    );
  });

  it('is silent about a tag that is there, and where nobody could look', () => {
    expectDrawn('FROM node:20\n', { facts: { resolution: known(served(newDigest)) }, only: ['tag-not-found'] });
    for (const facts of nobodyAsked) expectDrawn(`FROM node:20\nFROM node:20@${pinnedDigest}\n`, { facts, only: ['tag-not-found'] });
  });

  it('is settled by the nearest tags, once a list was asked for', () => {
    const facts = { resolution: known('missing' as const), tagAdvice: known({ newer: '20.100', nearest: ['20.9', '20'] }) };
    expect(settling('tag-not-found', fixesOf('FROM node:20.99\n', { facts }))).toEqual(['Use node:20.9 instead', 'Use node:20 instead']);
    expect(settling('tag-not-found', fixesOf('FROM node:20.99\n', { facts: { resolution: known('missing') } }))).toEqual([]);
  });
});
