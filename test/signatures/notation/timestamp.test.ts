import { beforeEach, describe, expect, it } from 'vitest';
import type { AcceptedNotation } from '../../../server/src/core/accepted-signer';
import type { SignatureReport } from '../../../server/src/core/verification';
import { authorityExtensions, certify, codeSigning, timeStamping, usage, type Issued } from '../../support/certificates';
import { integer, sequence } from '../../support/der';
import { acme, cose, jws, newChain, policyFor } from '../../support/notation';
import { check } from '../../support/notation-check';
import { newClock, signingTimeAttribute, stamp, timestampInfo, type Clock, type TokenOptions } from '../../support/timestamp-authority';
import { failed } from '../../support/verification';

const day = 86_400_000;
const now = Date.now();

describe('a time stamp', () => {
  let clock: Clock;
  /** Its leaf ended yesterday, and began the day before. */
  let chain: readonly [Issued, Issued, Issued];

  beforeEach(() => {
    clock = newClock({ from: new Date(now - 5 * day), until: new Date(now + day) });
    const authorities = { from: new Date(now - 10 * day), until: new Date(now + 10 * day), extensions: authorityExtensions };
    const old = certify({ subject: [['CN', 'Root']], ...authorities });
    const between = certify({ subject: [['CN', 'Middle']], issuer: old, ...authorities });
    const leaf = certify({ subject: acme, issuer: between, extensions: [usage.key([0]), usage.extended([codeSigning])], from: new Date(now - 3 * day), until: new Date(now - day) });
    chain = [leaf, between, old];
  });

  const report = (options: TokenOptions | undefined, policy: Partial<AcceptedNotation> = {}, made = clock): SignatureReport => {
    const at = new Date(now - 2 * day);
    const blob = jws({ chain, ...(options ? { timestamp: (signature) => stamp(made, signature, { at, ...options }) } : {}) });
    return check({ blob, signers: [policyFor(chain, { stores: { ca: [chain[2].pem], tsa: [clock.root.pem] }, ...policy })] });
  };

  it('verifies what was signed while the certificate was valid', () => {
    const verified = report({});
    expect(failed(verified)).toEqual([]);
    expect(verified).toMatchObject({ verdict: 'verified', timestamp: `${new Date(now - 2 * day).toISOString().slice(0, 19)}.000Z` });
  });

  it('is read from COSE as well', () => {
    const blob = cose({ chain, timestamp: (signature) => stamp(clock, signature, { at: new Date(now - 2 * day) }) });
    expect(check({ blob, format: 'notation-cose', signers: [policyFor(chain, { stores: { ca: [chain[2].pem], tsa: [clock.root.pem] } })] }).verdict).toBe('verified');
  });

  it.each(['sha384', 'sha512'] as const)('is verified with %s', (hash) => {
    expect(report({ hash }).verdict).toBe('verified');
  });

  it('of a clock with RSA is verified', () => {
    clock = newClock({ from: new Date(now - 5 * day) }, 'rsa-2048');
    expect(report({}).verdict).toBe('verified');
  });

  it('may say its own signing time', () => {
    expect(report({ attributes: (usual) => [...usual, signingTimeAttribute(new Date(now - 2 * day))] }).verdict).toBe('verified');
    expect(failed(report({ attributes: (usual) => [...usual, signingTimeAttribute(new Date(now - 20 * day))] }))).toEqual(['timestamp']);
  });

  it('is wanted where the policy names a store of clocks', () => {
    expect(failed(report(undefined))).toEqual(['timestamp']);
    const fresh = newChain();
    const signers = [policyFor(fresh, { stores: { ca: [fresh[2].pem], tsa: [clock.root.pem] } })];
    expect(failed(check({ blob: jws({ chain: fresh }), signers }))).toEqual(['timestamp']);
    expect(check({ blob: jws({ chain: fresh }), signers: [{ ...signers[0]!, verifyTimestamp: 'afterCertExpiry' }] }).verdict).toBe('verified');
  });

  it('counts for nothing where the policy names no store of clocks', () => {
    expect(failed(report({}, { stores: { ca: [chain[2].pem] } }))).toEqual(['timestamp']);
  });

  it('is only told of where the level logs it', () => {
    const logged = report(undefined, { level: 'permissive' });
    expect([logged.verdict, failed(logged)]).toEqual(['verified', []]);
    expect(logged.checks.find(({ name }) => name === 'timestamp')).toMatchObject({ outcome: 'skipped', reason: { template: 'Not enforced by the trust policy: {0}' } });
  });

  const reason = ({ checks }: SignatureReport): string | undefined => checks.find(({ name }) => name === 'timestamp')?.reason?.template;
  const outside = 'The certificate was not valid when the signature was made.';
  const unnamed = 'The time stamp does not say whose certificate it is to be verified with.';

  it.each<[string, string, () => TokenOptions]>([
    ['is before the certificate began', outside, () => ({ at: new Date(now - 4 * day) })],
    ['is after it ended', outside, () => ({ at: new Date(now - day / 2) })],
    ['may be after it ended, so inexact is the clock', outside, () => ({ accuracy: sequence(integer(2 * 86_400)) })],
    ['may be a second after it ended, as the policy of the clock says', outside, () => ({ at: new Date(now - day), policy: '0.4.0.2023.1.1' })],
    ['is of another signature', 'The time stamp is of another signature.', () => ({ info: timestampInfo(Buffer.from('another'), { at: new Date(now - 2 * day) }) })],
    ['is before the certificate of the clock', 'The certificate of the clock was not valid at the time that it says.', () => ({ at: new Date(now - 6 * day) })],
    ['names another certificate of the clock', unnamed, () => ({ named: clock.root })],
    ['names no certificate of the clock', unnamed, () => ({ attributes: (usual) => usual.slice(0, 2) })],
    ['has one attribute twice', 'Nobody signed the time stamp.', () => ({ attributes: (usual) => [...usual, usual[0]!] })],
    ['has no digest', 'The time stamp does not match what it should have signed.', () => ({ attributes: (usual) => [usual[0]!, usual[2]!] })],
    ['has the certificate of the clock nowhere', 'The certificate of the clock is missing.', () => ({ certificates: [] })],
    ['has a signer of another version', 'Nobody signed the time stamp.', () => ({ signerVersion: 3 })],
  ])('fails when it %s', (_, why, options) => {
    const bad = report(options());
    expect([failed(bad), reason(bad)]).toEqual([['timestamp'], why]);
  });

  it('is no image, and a certificate for other things than code signs none', () => {
    const leaf = certify({ subject: acme, issuer: chain[1], extensions: [usage.key([0]), usage.extended(['1.2.3.4'])] });
    expect(failed(check({ blob: jws({ chain: [leaf, chain[1], chain[2]] }), signers: [policyFor(chain)] }))).toEqual(['certificate-usage']);
  });

  it('is refused where it is made in the future', () => {
    chain = newChain('P-256', { from: new Date(now - day), until: new Date(now + 30 * day) });
    clock = newClock({ until: new Date(now + 30 * day) });
    expect(report({ at: new Date(now - day / 2) }).verdict).toBe('verified');
    expect(reason(report({ at: new Date(now + day / 2) }))).toBe('The signature claims to be made in the future.');
  });

  const alone = 'The certificate of the clock is not for time stamps alone.';

  it.each<[string, string, Parameters<typeof newClock>]>([
    ['is for code signing too', alone, [{ extensions: [usage.key([0]), usage.extended([timeStamping, codeSigning], true)] }]],
    ['does not mark its usage as critical', alone, [{ extensions: [usage.key([0]), usage.extended([timeStamping])] }]],
    ['says no usage', alone, [{ extensions: [usage.key([0])] }]],
    ['is an authority', 'The certificate is one of a certificate authority.', [{ extensions: [usage.key([0]), usage.extended([timeStamping], true), usage.constraints(true)] }]],
    ['may issue certificates', 'The certificate is for more than digital signatures.', [{ extensions: [usage.key([0, 5]), usage.extended([timeStamping], true)] }]],
    ['has a weak key', 'The key of the certificate is of a weak or unknown kind.', [{}, 'rsa-1024']],
    ['is signed with SHA-1', 'A certificate is signed with a hash that no longer holds.', [{ hash: 'sha1' }]],
  ])('fails when the certificate of the clock %s', (_, why, [leaf, key]) => {
    const bad = newClock({ from: new Date(now - 5 * day), ...leaf }, key);
    expect(reason(report({}, { stores: { ca: [chain[2].pem], tsa: [bad.root.pem] } }, bad))).toBe(why);
  });
});
