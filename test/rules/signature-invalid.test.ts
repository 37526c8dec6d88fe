import { describe, it } from 'vitest';
import { pending, unknown } from '../../server/src/core/fact';
import { message } from '../../server/src/core/message';
import { expectDrawn } from '../support/drawn-findings';
import { checked } from '../support/signature-fact';

const only = ['signature-invalid'];
const required = { signatures: [{ images: 'ghcr.io/acme/**', required: true }] } as const;

describe('signature-invalid', () => {
  it('names a signature that does not hold, and why', () => {
    expectDrawn(
      `
      FROM ghcr.io/acme/app:1
      #    ^^^^^^^^^^^^^^^^^^ error signature-invalid: The signature of ghcr.io/acme/app:1 is not valid: It is about another image.
      `,
      { facts: { signature: checked({ verdict: 'invalid', reason: message('It is about another image.') }) }, only },
    );
  });

  it('says so where the policy requires one', () => {
    expectDrawn(
      `
      FROM ghcr.io/acme/app:1
      #    ^^^^^^^^^^^^^^^^^^ error signature-invalid: The policy requires a signature on ghcr.io/acme/app:1: It is about another image.
      `,
      { facts: { signature: checked({ verdict: 'invalid', required: true, reason: message('It is about another image.') }) }, policy: required, only },
    );
  });

  it('is silent about what holds, what is not there, and what was not or could not be checked', () => {
    for (const fact of [checked({ verdict: 'verified' }), checked({ verdict: 'unsigned' }), checked({ verdict: 'invalid', byOther: true }), pending, unknown('could-not-check')]) {
      expectDrawn('FROM ghcr.io/acme/app:1\n', { facts: { signature: fact }, only });
    }
  });
});
