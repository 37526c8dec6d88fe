import { describe, expect, it } from 'vitest';
import { message, render } from '../../../server/src/core/message';
import { RegistryError } from '../../../server/src/oci/error';
import { errorMessage } from '../../../server/src/oci/messages';
import type { VerificationReport } from '../../../server/src/core/verification';
import { nextSteps } from '../../../server/src/service/report/next-steps';
import { reference } from '../../support/verification';
import { byAnother, identity, issuer, signature, unpinned, unsigned, verified } from '../../support/report';

const alternatives = [
  { reference: reference('docker.io/library/node:24'), publisher: 'docker-official' },
  { reference: reference('cgr.dev/chainguard/node:latest'), publisher: 'chainguard' },
  { reference: reference('gcr.io/distroless/nodejs24-debian13:nonroot'), publisher: 'distroless' },
];

const broken: typeof byAnother = { ...byAnother, checks: [{ name: 'signature', outcome: 'failed' }] };

function kinds(report: VerificationReport): string[] {
  return nextSteps({ report, alternatives }).map(({ kind }) => kind);
}

/** Nobody even knows its digest. */
function unknownBecause(code: 'unauthorized' | 'host-not-allowed' | 'timeout'): VerificationReport {
  const { digest: _, ...rest } = unsigned;
  return { ...rest, verdict: 'unknown', reason: message('Not everything could be looked up: {0}', errorMessage(new RegistryError(code, 'ghcr.io', ''))) };
}

describe('what to do next', () => {
  it('is nothing about a signature that is verified', () => {
    expect(kinds(verified)).toEqual([]);
  });

  it.each([
    ['signed by nobody in particular', unpinned, ['name-signer', 'alternative', 'pin-anyway']],
    ['signed by somebody else', { ...verified, verdict: 'invalid', signatures: [byAnother] }, ['alternative', 'name-signer', 'pin-anyway']],
    ['signed by somebody else, and brokenly besides', { ...verified, verdict: 'invalid', signatures: [byAnother, broken] }, ['alternative', 'name-signer']],
    ['wrongly signed', { ...verified, verdict: 'invalid', signatures: [broken] }, ['alternative']],
    ['not signed', unsigned, ['alternative', 'pin-anyway']],
    ['never signed', { ...unsigned, verdict: 'publisher-does-not-sign' }, ['alternative', 'pin-anyway']],
    ['not looked at', unknownBecause('timeout'), ['retry', 'alternative']],
    ['not looked at as a whole, though its digest is known', { ...unknownBecause('timeout'), digest: `sha256:${'1'.repeat(64)}` }, ['retry', 'alternative', 'pin-anyway']],
    ['behind a login', unknownBecause('unauthorized'), ['sign-in', 'retry', 'alternative']],
    ['on a host that nobody allowed', unknownBecause('host-not-allowed'), ['look-up-host', 'retry', 'alternative']],
  ] as const)('about an image that is %s', (_title, report, wanted) => {
    expect(kinds(report)).toEqual(wanted);
  });

  it('is an image of a publisher who signs', () => {
    const [step] = nextSteps({ report: unsigned, alternatives });
    expect(render(step!.title)).toBe('Use cgr.dev/chainguard/node:latest, signed by Chainguard');
    expect(nextSteps({ report: unsigned, alternatives: alternatives.slice(0, 1) }).map(({ kind }) => kind)).toEqual(['pin-anyway']);
  });

  it('names the host that has to be asked, or to be signed in to', () => {
    expect(nextSteps({ report: unknownBecause('unauthorized'), alternatives })[0]).toMatchObject({ host: 'ghcr.io' });
  });

  it('accepts as a signer whoever signed well', () => {
    expect(nextSteps({ report: unpinned, alternatives })[0]).toMatchObject({ signer: { issuer, identity } });
  });

  it('accepts nobody by the words of a Notation certificate', () => {
    const report = { ...unpinned, signatures: [{ ...unpinned.signatures[0]!, format: 'notation-jws' as const }] };
    expect(nextSteps({ report, alternatives: [] }).map(({ kind }) => kind)).toEqual(['pin-anyway']);
  });

  it.each([
    ['looks like another', { identity: 'https://github.com/аcme/app' }],
    ['hides something', { identity: `${identity}\u202e` }],
    ['has more lines', { identity: `${identity}\nx` }],
    ['has no issuer', { issuer: '' }],
    ['has no end', { identity: 'x'.repeat(501) }],
  ])('accepts nobody whose name %s', (_title, more) => {
    const report = { ...unpinned, signatures: [{ ...unpinned.signatures[0]!, ...more }] };
    expect(kinds(report)).not.toContain('name-signer');
  });

  it('accepts no key and no Notation certificate: a policy names those by their files', () => {
    const { issuer: _, ...byKey } = { ...signature, verdict: 'signed-unpinned' as const };
    expect(kinds({ ...unpinned, signatures: [byKey] })).not.toContain('name-signer');
    expect(kinds({ ...unpinned, signatures: [{ ...unpinned.signatures[0]!, format: 'notation-jws' }] })).not.toContain('name-signer');
  });
});
