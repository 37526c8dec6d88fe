import { describe, it } from 'vitest';
import { pending, unknown } from '../../server/src/core/fact';
import { expectDrawn } from '../support/drawn-findings';
import { checked } from '../support/signature-fact';

const only = ['signature-missing'];
const signatures = [{ images: 'docker.io/library/**', required: true }];

describe('signature-missing', () => {
  it('is an error where the policy requires a signature, also when the publisher makes none', () => {
    for (const verdict of ['unsigned', 'publisher-does-not-sign'] as const) {
      expectDrawn(
        `
        FROM node:20
        #    ^^^^^^^ error signature-missing: The policy requires a signature on node:20: No signature was found.
        `,
        { facts: { signature: checked({ verdict, required: true }) }, policy: { signatures }, only },
      );
    }
  });

  it('is what a team makes of it elsewhere, and off by default', () => {
    expectDrawn(
      `
      FROM node:20
      #    ^^^^^^^ warning signature-missing: node:20 is not signed: No signature was found.
      `,
      { facts: { signature: checked() }, policy: { rules: { 'signature-missing': 'warning' } }, only },
    );
    expectDrawn('FROM node:20\n', { facts: { signature: checked() }, only });
    // Another image's requirement is none of this one.
    expectDrawn('FROM node:20\n', { facts: { signature: checked() }, policy: { signatures: [{ images: 'ghcr.io/**', required: true }] }, only });
  });

  it('is silent about what is signed, whoever did, and about what could not be looked up', () => {
    for (const fact of [checked({ verdict: 'verified' }), checked({ verdict: 'invalid' }), pending, unknown('could-not-check'), unknown('offline')]) {
      expectDrawn('FROM node:20\n', { facts: { signature: fact }, policy: { rules: { 'signature-missing': 'warning' } }, only });
    }
  });
});
