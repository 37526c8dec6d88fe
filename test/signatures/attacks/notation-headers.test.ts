import { beforeEach, describe, expect, it } from 'vitest';
import type { SignatureReport } from '../../../server/src/core/verification';
import type { Issued } from '../../support/certificates';
import { cose, jws, newChain, notary, policyFor, signingTime } from '../../support/notation';
import { check } from '../../support/notation-check';
import { failed } from '../../support/verification';

const formats = [['notation-jws', jws], ['notation-cose', cose]] as const;
const critical = (...names: string[]): string[] => names.map((name) => `${notary}${name}`);
const hour = 3_600_000;

describe.each(formats)('signed attributes: %s', (format, sign) => {
  let chain: readonly [Issued, Issued, Issued];
  const verify = (headers: Record<string, unknown>, more = {}): SignatureReport => check({ blob: sign({ chain, headers }), format, signers: [policyFor(chain, more)] });
  const reason = ({ checks }: SignatureReport): string | undefined => checks.find(({ outcome }) => outcome === 'failed')?.reason?.template;
  const authority = {
    crit: critical('signingScheme', 'authenticSigningTime'),
    [`${notary}signingScheme`]: 'notary.x509.signingAuthority',
    [`${notary}signingTime`]: undefined,
    [`${notary}authenticSigningTime`]: signingTime,
  };
  const authorityStore = (): object => ({ stores: { signingAuthority: [chain[2].pem] } });
  const expiry = { crit: critical('signingScheme', 'expiry'), [`${notary}expiry`]: signingTime + 2 * hour };

  beforeEach(() => {
    chain = newChain();
    expect(verify({}).verdict).toBe('verified');
    expect(verify(expiry).verdict).toBe('verified');
    expect(verify({ 'com.acme.note': 'not critical' }).verdict).toBe('verified');
    expect(verify(authority, authorityStore()).verdict).toBe('verified');
  });

  const unknown = 'The signature wants something to be understood that is not: {0}.';
  const unmarked = 'The signature does not mark {0} as critical.';
  const when = 'The signature does not say when it was made as its signing scheme wants it.';
  it.each<[string, string, Record<string, unknown>]>([
    ['an unknown critical attribute', unknown, { crit: [...critical('signingScheme'), 'com.acme.rule'], 'com.acme.rule': 'x' }],
    ['a critical attribute that is not there', unknown, { crit: critical('signingScheme', 'expiry') }],
    ['a standard header as critical', unknown, { crit: [...critical('signingScheme'), 'alg'] }],
    ['a plug-in', 'The signature can only be verified with the plug-in {0}.', { crit: critical('signingScheme', 'verificationPlugin'), [`${notary}verificationPlugin`]: 'acme' }],
    ['a plug-in that is not critical', 'The signature can only be verified with the plug-in {0}.', { [`${notary}verificationPlugin`]: 'acme' }],
    ['nothing critical', 'The signature does not say what must be understood of it.', { crit: undefined }],
    ['an empty list of what is critical', unmarked, { crit: [] }],
    ['an end that is not critical', unmarked, { [`${notary}expiry`]: signingTime + hour }],
    ['no signing scheme', 'The signing scheme of the signature is not known.', { [`${notary}signingScheme`]: undefined }],
    ['an unknown signing scheme', 'The signing scheme of the signature is not known.', { [`${notary}signingScheme`]: 'notary.pgp' }],
    ['the time of an authority under notary.x509', when, { [`${notary}authenticSigningTime`]: signingTime }],
    ['no time', when, { [`${notary}signingTime`]: undefined }],
    ['a time that is none', when, { [`${notary}signingTime`]: 'yesterday' }],
    ['an end before it was made', 'The signature says no end that could be one.', { ...expiry, [`${notary}expiry`]: signingTime - hour }],
    ['an end that is no time', 'The signature says no end that could be one.', { ...expiry, [`${notary}expiry`]: 'never' }],
  ])('attack 36: %s', (_, why, headers) => {
    const report = verify(headers);
    expect([report.verdict, failed(report), reason(report)]).toEqual(['invalid', ['format'], why]);
  });

  it.each<[string, Record<string, unknown>]>([
    ['does not mark its time as critical', { crit: critical('signingScheme') }],
    ['says the time of the signer too', { [`${notary}signingTime`]: signingTime }],
    ['says no time', { [`${notary}authenticSigningTime`]: undefined }],
  ])('attack 36: a signing authority that %s', (_, headers) => {
    const report = verify({ ...authority, ...headers }, authorityStore());
    expect([report.verdict, failed(report)]).toEqual(['invalid', ['format']]);
  });

  it('attack 36: a signing authority that a store of the kind ca vouches for, and the other way round', () => {
    expect(failed(verify(authority, { stores: { ca: [chain[2].pem] } }))).toEqual(['identity']);
    expect(failed(verify({}, authorityStore()))).toEqual(['identity']);
  });

  it('attack 36: a signing authority whose time is outside of its certificate, or to come', () => {
    const at = (time: number): string[] => failed(verify({ ...authority, [`${notary}authenticSigningTime`]: time }, authorityStore()));
    expect([at(signingTime - 48 * hour), at(signingTime + 12 * hour)]).toEqual([['timestamp'], ['timestamp']]);
  });

  it('attack 36: an end that is past', () => {
    const ended = { ...expiry, [`${notary}expiry`]: signingTime + 1000 };
    expect(failed(verify(ended))).toEqual(['expiry']);
    expect(verify(ended, { level: 'permissive' }).verdict).toBe('verified');
    expect(failed(verify(ended, { level: 'permissive', override: { expiry: 'enforce' } }))).toEqual(['expiry']);
  });
});
