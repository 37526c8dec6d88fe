import { describe, expect, it } from 'vitest';
import { message, render } from '../../server/src/core/message';
import type { SignatureReport, VerificationReport, Verdict } from '../../server/src/core/verification';
import { createAnswers } from '../../server/src/facts/answers';
import { anonymous, createAskedAs, type AskedAs } from '../../server/src/facts/asked-as';
import { createResolutions } from '../../server/src/facts/resolutions';
import { createSignatures } from '../../server/src/facts/signatures';
import type { RegistryClient } from '../../server/src/oci/client';
import type { VerificationRequest } from '../../server/src/signatures/verifier';
import { action, background, createTestClock } from '../support/fake-registry-client';
import { reference, testSigner } from '../support/verification';

const digest = (digit: string) => `sha256:${digit.repeat(64)}`;
const trustRoot = { source: 'bundled', sha256: 'a', date: '2026-01-01' };
const consent = action;

function request(text: string, extra: Partial<VerificationRequest> = {}): VerificationRequest {
  return { reference: reference(text), signers: [testSigner], publisherDoesNotSign: false, ...extra };
}

/** A verifier that says what it is told to, of the digest that `latest` stands for. */
function world(askedAs: AskedAs = anonymous) {
  const clock = createTestClock();
  const say: { verdict: Verdict; digest?: string; signatures: readonly SignatureReport[]; trustRoot: typeof trustRoot; reason?: VerificationReport['reason'] } = {
    verdict: 'verified', digest: digest('1'), signatures: [], trustRoot,
  };
  const asked: VerificationRequest[] = [];
  const resolutions = createResolutions({} as RegistryClient, clock, createAnswers({ clock, askedAs }));
  let believed = 'ours';
  const signatures = createSignatures({
    client: {} as RegistryClient, clock, resolutions, believes: () => believed,
    load: async () => ({
      verify: async made => {
        asked.push(made);
        return { reference: '', reason: message('so it is'), attestations: [], ...say };
      },
    }),
  });
  return { clock, say, asked, resolutions, signatures, believe: (whom: string) => void (believed = whom) };
}

const pinned = request(`registry.example/app@${digest('1')}`);

describe('what verifications said', () => {
  it('are known to whoever hears of them, also where it had to be found out first as whom the registry is asked', async () => {
    const { signatures } = world(createAskedAs({ idOf: async () => 'login-1' }));
    const heard: (string | undefined)[] = [];
    signatures.onVerified(() => heard.push(signatures.current(request('registry.example/app:1'))?.verdict));
    await signatures.verify(request('registry.example/app:1'), { consent });
    expect(heard).toEqual(['verified']);
  });

  it('is kept by digest, and asked for once', async () => {
    const { signatures, asked } = world();
    expect(signatures.current(pinned)).toBeUndefined();
    await Promise.all([signatures.check(pinned, { consent }), signatures.check(pinned, { consent })]);
    await signatures.check(request(`registry.example/app:1@${digest('1')}`), { consent });
    expect(asked).toHaveLength(1);
    expect(signatures.current(pinned)).toMatchObject({ verdict: 'verified', digest: digest('1') });
    expect(signatures.current(request(`registry.example/app@${digest('2')}`))).toBeUndefined();
    expect(signatures.current(request(`registry.example/other@${digest('1')}`))).toBeUndefined();
  });

  it('is of no use to a policy that accepts other signers', async () => {
    const { signatures } = world();
    await signatures.check(pinned, { consent });
    expect(signatures.current({ ...pinned, signers: [] })).toBeUndefined();
    expect(signatures.current({ ...pinned, signers: [{ ...testSigner, identity: 'somebody' }] })).toBeUndefined();
    expect(signatures.current({ ...pinned, publisherDoesNotSign: true })).toBeUndefined();
  });

  it('is of no use under another trust root', async () => {
    const { signatures, believe, say } = world();
    await signatures.check(pinned, { consent });
    const before = signatures.revision();
    believe('theirs');
    expect(signatures.current(pinned)).toBeUndefined();
    expect(signatures.revision()).not.toBe(before);
    await signatures.check(pinned, { consent });
    say.trustRoot = { ...trustRoot, sha256: 'b' };
    // The same file, with other keys in it: found out with the next verification.
    await signatures.verify(request(`registry.example/else@${digest('2')}`), { consent });
    expect(signatures.current(pinned)).toBeUndefined();
    expect(signatures.trustRoot()).toEqual(say.trustRoot);
  });

  it('is told of a tag for as long as it stands for the digest', async () => {
    const { signatures, resolutions } = world();
    const tag = request('registry.example/app');
    await signatures.verify(tag, { consent });
    expect(signatures.current(tag)).toMatchObject({ verdict: 'verified' });
    expect(signatures.current(request('registry.example/app:latest'))).toMatchObject({ verdict: 'verified' });
    expect(signatures.current(request('registry.example/app:2'))).toBeUndefined();
    await resolutions.learned(reference('registry.example/app:latest'), digest('2'));
    expect(signatures.current(tag)).toBeUndefined();
    expect(signatures.current(pinned)).toMatchObject({ verdict: 'verified' });
  });

  it.each([
    ['verified', 365 * 24 * 60, true], ['invalid', 365 * 24 * 60, true], ['unsigned', 14, true], ['unsigned', 16, false], ['unknown', 2, false],
  ] as const)('is told for as long as that makes sense: %s after %d minutes: %s', async (verdict, minutes, told) => {
    const { signatures, say, clock } = world();
    say.verdict = verdict;
    await signatures.verify(pinned, { consent });
    const before = signatures.revision();
    clock.advance(minutes * 60_000);
    expect(signatures.current(pinned) !== undefined).toBe(told);
    expect(signatures.revision() === before).toBe(told);
  });

  it('is asked for again by whoever acts, unless it is verified or a moment old', async () => {
    const { signatures, say, asked, clock } = world();
    say.verdict = 'invalid';
    await signatures.check(pinned, { consent });
    await signatures.check(pinned, { consent });
    expect(asked).toHaveLength(1);
    clock.advance(61_000);
    say.verdict = 'verified';
    expect(await signatures.check(pinned, { consent })).toMatchObject({ verdict: 'verified' });
    clock.advance(1e9);
    await signatures.check(pinned, { consent });
    expect(asked).toHaveLength(2);
  });

  it('that nobody could look does not undo, nor does it bind somebody who may', async () => {
    const { signatures, say, asked } = world();
    say.verdict = 'unknown';
    await signatures.check(pinned, { consent: background() });
    await signatures.check(pinned, { consent: background() });
    expect(asked).toHaveLength(1);
    say.verdict = 'verified';
    expect(await signatures.check(pinned, { consent: action })).toMatchObject({ verdict: 'verified' });
    say.verdict = 'unknown';
    expect(await signatures.verify(pinned, { consent: action })).toMatchObject({ verdict: 'unknown' });
    expect(signatures.current(pinned)).toMatchObject({ verdict: 'verified' });
  });

  it('does not come out where the verifier cannot be loaded, which is tried again', async () => {
    let loads = 0;
    const clock = createTestClock();
    const client = {} as RegistryClient;
    const signatures = createSignatures({ client, clock, resolutions: createResolutions(client, clock, createAnswers({ clock })), believes: () => '', load: () => Promise.reject(new Error(`no file ${++loads}`)) });
    const { verdict, reason } = await signatures.check(pinned, { consent });
    expect([verdict, render(reason)]).toEqual(['unknown', 'The signature could not be checked: no file 1']);
    await signatures.check(pinned, { consent });
    expect(loads).toBe(2);
  });

  it('is said to whoever listens', async () => {
    const { signatures } = world();
    let heard = 0;
    signatures.onVerified(() => (heard += 1));
    await signatures.check(pinned, { consent });
    await signatures.check(pinned, { consent });
    expect(heard).toBe(1);
  });
});

describe('who signed', () => {
  const signature = (verdict: SignatureReport['verdict'], failing: readonly string[], identity = 'eve'): SignatureReport => ({
    format: 'cosign-legacy', verdict, identity, issuer: 'https://issuer.example',
    checks: [{ name: 'format', outcome: 'ok' }, ...failing.map(name => ({ name, outcome: 'failed' as const }))],
  });

  it.each([
    ['somebody else', [signature('invalid', ['identity'])], true],
    ['nobody: the log entry is wrong, too', [signature('invalid', ['identity', 'transparency-log'])], false],
    ['somebody else, beside one that is broken', [signature('invalid', ['identity']), signature('invalid', ['payload-digest'])], false],
    ['nobody: no check is named', [signature('invalid', [])], false],
    ['nobody', [], false],
  ] as const)('is %s', async (_title, signatures, byOther) => {
    const { signatures: store, say } = world();
    Object.assign(say, { verdict: 'invalid', signatures });
    expect(await store.check(pinned, { consent })).toMatchObject({ byOther });
  });

  it('is made safe to print', async () => {
    const { signatures: store, say } = world();
    Object.assign(say, { verdict: 'verified', signatures: [signature('verified', [], 'eve\u001b[2J\u202E')], reason: message('by {0}', message('{0}', 'a\u0007b')) });
    const checked = await store.check(pinned, { consent });
    expect(checked.identity).toBe('eve\uFFFD[2J\uFFFD');
    expect(render(checked.reason)).toBe('by a\uFFFDb');
  });
});
