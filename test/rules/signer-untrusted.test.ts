import { describe, it } from 'vitest';
import { pending, unknown } from '../../server/src/core/fact';
import { message } from '../../server/src/core/message';
import { expectDrawn } from '../support/drawn-findings';
import { checked } from '../support/signature-fact';

const only = ['signer-untrusted'];
const reason = message('Signed by {0} (issuer {1}).', 'eve@example.com', 'https://issuer.example');
const other = checked({ verdict: 'invalid', byOther: true, reason });

describe('signer-untrusted', () => {
  it('names who signed, and nobody named', () => {
    for (const signature of [other, checked({ verdict: 'signed-unpinned', byOther: true, reason })]) {
      expectDrawn(
        `
        FROM ghcr.io/acme/app:1
        #    ^^^^^^^^^^^^^^^^^^ warning signer-untrusted: ghcr.io/acme/app:1 is signed by somebody whom the policy does not name: Signed by eve@example.com (issuer https://issuer.example).
        `,
        { facts: { signature }, only },
      );
    }
  });

  it('is an error where the policy requires a signature', () => {
    expectDrawn(
      `
      FROM ghcr.io/acme/app:1
      #    ^^^^^^^^^^^^^^^^^^ error signer-untrusted: The policy requires a signature on ghcr.io/acme/app:1: Signed by eve@example.com (issuer https://issuer.example).
      `,
      { facts: { signature: checked({ verdict: 'invalid', byOther: true, required: true, reason }) }, policy: { signatures: [{ images: 'ghcr.io/acme/**', required: true }] }, only },
    );
  });

  it('is silent about the right signer, a wrong signature, none, and what was not checked', () => {
    for (const fact of [checked({ verdict: 'verified' }), checked({ verdict: 'invalid' }), checked(), pending, unknown('could-not-check')]) {
      expectDrawn('FROM ghcr.io/acme/app:1\n', { facts: { signature: fact }, only });
    }
  });
});
