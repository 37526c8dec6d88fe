import { describe, expect, it } from 'vitest';
import { known } from '../../server/src/core/fact';
import { checkText, expectDrawn } from '../support/drawn-findings';
import { fixesOf, settling } from '../support/offered-fixes';
import { newDigest, nobodyAsked, pinnedDigest, tagServes } from '../support/tag-facts';

const on = { rules: { 'tag-outdated': 'warning' as const } };
const only = ['tag-outdated'];
const newer = { tagAdvice: known({ newer: '20.11', nearest: [] }) };

describe('tag-outdated', () => {
  it('tells that there is a newer tag, where a team wants to hear it', () => {
    expectDrawn(
      `
      FROM node:20.10
      #    ^^^^^^^^^^ warning tag-outdated: node has a newer tag: 20.11
      FROM node:20.10@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
      #    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning tag-outdated: node has a newer tag: 20.11
      `,
      { facts: newer, policy: on, only },
    );
  });

  it('is off by default, and silent where no list was asked for or has nothing newer', () => {
    expectDrawn('FROM node:20.10\n', { facts: newer, only });
    for (const facts of [{ tagAdvice: known({ nearest: ['20.9'] }) }, ...nobodyAsked]) expectDrawn('FROM node:20.10\n', { facts, policy: on, only });
  });

  it('is one finding about the pin at most', () => {
    const facts = { ...newer, ...tagServes(newDigest, '20.10') };
    const { findings } = checkText(`FROM node:20.10@${pinnedDigest}\n`, { facts, policy: { rules: { 'tag-outdated': 'information', 'digest-stale': 'warning' } } });
    expect(findings.filter(({ concern }) => concern === 'pinning').map(({ rule }) => rule)).toEqual(['digest-stale']);
  });

  it('is settled by the newer tag', () => {
    expect(settling('tag-outdated', fixesOf('FROM node:20.10\n', { facts: newer, policy: on }))).toEqual(['Use node:20.11 instead']);
  });
});
