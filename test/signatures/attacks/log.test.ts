import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createBench, intoto, makeTiled, stamp, tryAttestation, tryBundle, tryLegacy, type Bench } from '../../support/attack';
import { bundleEntry, legacyPayload, makeBundle, makeLegacy, rekorAnnotation, statement, testIdentity, testIssuer, type BundleJson, type LegacyLayer } from '../../support/sign-image';
import { base64, createAuthority, dsseRekord, hashedRekord, hex, type Authority, type Entry, type Signer, type TrustedRootJson } from '../../support/sigstore';
import { failed } from '../../support/verification';

let bench: Bench;
let stranger: Authority;
let evil: Signer;

beforeAll(async () => {
  bench = await createBench();
  stranger = await createAuthority();
  evil = await bench.authority.certify({ identity: 'https://evil.example', issuer: testIssuer });
});

beforeEach(async () => {
  for (const attempt of [tryLegacy, tryBundle, tryAttestation]) expect((await attempt(bench)).verdict).toBe('verified');
});

const rekor = 'dev.sigstore.cosign/bundle';
const hour = 3_600_000;

interface Rekor {
  SignedEntryTimestamp: string;
  Payload: Record<string, unknown>;
}

const bendRekor = (bend: (parsed: Rekor) => unknown) => ({ annotations }: LegacyLayer): void => {
  const parsed = JSON.parse(annotations[rekor]!) as Rekor;
  bend(parsed);
  annotations[rekor] = JSON.stringify(parsed);
};
const entry = ({ verificationMaterial: { tlogEntries } }: BundleJson): Record<string, unknown> => tlogEntries[0]!;
const bendRoot = (bend: (root: TrustedRootJson) => unknown): string => {
  const root = JSON.parse(bench.trustedRoot) as TrustedRootJson;
  bend(root);
  return JSON.stringify(root);
};
const bendBody = (text: string, bend: (body: Record<string, unknown>) => unknown): string => {
  const body = JSON.parse(Buffer.from(text, 'base64').toString()) as Record<string, unknown>;
  return base64(JSON.stringify(bend(body)));
};

describe('what the log says', () => {
  it('attack 15: the entry of another signature', async () => {
    const layer = await makeLegacy(bench.authority, bench.signer, { another: 'payload' });
    const legacy = await tryLegacy(bench, { bend: ({ annotations }) => (annotations[rekor] = layer.annotations[rekor]!) });
    expect(failed(legacy)).toEqual(['transparency-log']);
    const other = await makeBundle(bench.authority, bench.signer, statement(`sha256:${'0'.repeat(64)}`));
    const bundle = await tryBundle(bench, { bend: ({ verificationMaterial }) => (verificationMaterial.tlogEntries = other.verificationMaterial.tlogEntries) });
    expect(failed(bundle)).toEqual(['transparency-log']);
    const attestation = await tryAttestation(bench, { annotate: (annotations) => (annotations[rekor] = layer.annotations[rekor]!) });
    expect(failed(attestation)).toEqual(['transparency-log']);
  });

  it('attack 15: the right signature in an entry about another digest', async () => {
    const swap = async ({ annotations }: LegacyLayer): Promise<void> => {
      const signature = Buffer.from(annotations['dev.cosignproject.cosign/signature']!, 'base64');
      annotations[rekor] = rekorAnnotation(await bench.authority.log(hashedRekord(bench.signer, hex('another payload'), signature)));
    };
    expect(failed(await tryLegacy(bench, { bend: swap }))).toEqual(['transparency-log']);
  });

  it('attack 15: an early entry about another envelope', async () => {
    expect((await tryAttestation(bench, { kind: 'intoto' })).verdict).toBe('verified');
    const record = await bench.authority.log(intoto(bench.signer, 'another envelope'));
    const report = await tryAttestation(bench, { kind: 'intoto', annotate: (annotations) => (annotations[rekor] = rekorAnnotation(record)) });
    expect(report.verdict).toBe('invalid');
    expect(failed(report)).toEqual(['transparency-log']);
  });

  it('attack 16: right signature and digest, another certificate', async () => {
    const swap = async (layer: LegacyLayer): Promise<void> => {
      const signature = Buffer.from(layer.annotations['dev.cosignproject.cosign/signature']!, 'base64');
      layer.annotations[rekor] = rekorAnnotation(await bench.authority.log(hashedRekord(evil, hex(layer.payload), signature)));
    };
    expect(failed(await tryLegacy(bench, { bend: swap }))).toEqual(['transparency-log']);
    const swapInBundle = async (made: BundleJson): Promise<void> => {
      const { payload, signatures } = made.dsseEnvelope!;
      const record = await bench.authority.log(dsseRekord(evil, Buffer.from(payload, 'base64'), Buffer.from(signatures[0]!.sig, 'base64')));
      made.verificationMaterial.tlogEntries = [bundleEntry(record, 'dsse', '0.0.1')];
    };
    expect(failed(await tryBundle(bench, { bend: swapInBundle }))).toEqual(['transparency-log']);
  });

  it('attack 16: an early entry about this envelope by another certificate', async () => {
    let envelope = '';
    const report = await tryAttestation(bench, {
      kind: 'intoto',
      spell: (text) => (envelope = text),
      annotate: async (annotations) => (annotations[rekor] = rekorAnnotation(await bench.authority.log(intoto(evil, envelope)))),
    });
    expect(failed(report)).toEqual(['transparency-log']);
  });

  const bodies: [string, (body: Record<string, unknown>) => unknown][] = [
    ['another kind', (body) => ({ ...body, kind: body['kind'] === 'dsse' ? 'hashedrekord' : 'dsse' })],
    ['an unknown kind', (body) => ({ ...body, kind: 'helm' })],
    ['an unknown version', (body) => ({ ...body, apiVersion: '9.9.9' })],
    ['a kind of the prototype', (body) => ({ ...body, kind: '__proto__', apiVersion: 'x' })],
    ['a null specification', (body) => ({ ...body, spec: null })],
    ['an array', () => []],
    ['a number', () => 7],
    ['null', () => null],
    ['null signatures', (body) => ({ ...body, spec: { ...(body['spec'] as object), signatures: null } })],
    ['a number for a signature', (body) => ({ ...body, spec: { ...(body['spec'] as object), signatures: [7] } })],
    ['an array for the hash', (body) => ({ ...body, spec: { ...(body['spec'] as object), payloadHash: [] } })],
  ];
  it.each(bodies)('attack 17: a body with %s', async (_, bend) => {
    const report = await tryBundle(bench, { bend: (made) => (entry(made)['canonicalizedBody'] = bendBody(entry(made)['canonicalizedBody'] as string, bend)) });
    expect(report.verdict).toBe('invalid');
    expect(failed(report)).toContain('transparency-log');
    const legacy = await tryLegacy(bench, { bend: bendRekor(({ Payload }) => (Payload['body'] = bendBody(Payload['body'] as string, bend))) });
    expect(legacy.verdict).toBe('invalid');
  });

  it('attack 17: another kind beside the body', async () => {
    const report = await tryBundle(bench, { bend: (made) => (entry(made)['kindVersion'] = { kind: 'hashedrekord', version: '0.0.1' }) });
    expect(failed(report)).toEqual(['transparency-log']);
  });

  const promises: [string, (parsed: Rekor) => unknown][] = [
    ['the promise', (parsed) => (parsed.SignedEntryTimestamp = `${parsed.SignedEntryTimestamp.slice(0, 40)}AAAA${parsed.SignedEntryTimestamp.slice(44)}`)],
    ['the time', ({ Payload }) => (Payload['integratedTime'] = (Payload['integratedTime'] as number) - 1)],
    ['the index', ({ Payload }) => (Payload['logIndex'] = (Payload['logIndex'] as number) + 1)],
    ['the log', ({ Payload }) => (Payload['logID'] = '0'.repeat(64))],
  ];
  it.each(promises)('attack 18: %s was edited', async (_, bend) => {
    expect(failed(await tryLegacy(bench, { bend: bendRekor(bend) }))).toContain('transparency-log');
    const annotate = (annotations: Record<string, string>): void => bendRekor(bend)({ annotations, payload: Buffer.alloc(0) });
    expect(failed(await tryAttestation(bench, { kind: 'intoto', annotate }))).toContain('transparency-log');
  });

  it('attack 19: a time, and no promise for it', async () => {
    const report = await tryBundle(bench, { bend: (made) => delete entry(made)['inclusionPromise'] });
    expect(failed(report)).toEqual(['timestamp']);
  });

  const proof = (made: BundleJson): Record<string, unknown> => entry(made)['inclusionProof'] as Record<string, unknown>;
  const note = (made: BundleJson): { envelope: string } => proof(made)['checkpoint'] as { envelope: string };
  const dropLine = (at: number) => (made: BundleJson): void => {
    const [head, ...rest] = note(made).envelope.split('\n\n') as [string, ...string[]];
    const lines = head.split('\n');
    lines.splice(at, 1);
    note(made).envelope = [lines.join('\n'), ...rest].join('\n\n');
  };
  const proofs: [string, (made: BundleJson) => unknown][] = [
    ['another hash', (made) => (proof(made)['hashes'] = [base64('x'.repeat(32))])],
    ['another index', (made) => (proof(made)['logIndex'] = '1')],
    ['a checkpoint without origin', dropLine(0)],
    ['a checkpoint without size', dropLine(1)],
    ['a checkpoint without root', dropLine(2)],
    ['a size that is no number', (made) => (note(made).envelope = note(made).envelope.replace('\n1\n', '\nx\n'))],
    ['a checkpoint of nobody', (made) => (note(made).envelope = note(made).envelope.replace(/— \S+ \S+\n$/, '— nobody AAAAAAAAAAAA\n'))],
    ['no signature under the checkpoint', (made) => (note(made).envelope = note(made).envelope.replace(/— \S+ \S+\n$/, ''))],
  ];
  // Size and root beside a checkpoint are what nobody reads: those that the checkpoint signs count.
  it.each(proofs)('attack 20: a proof with %s, beside a good promise', async (_, bend) => {
    const report = await tryBundle(bench, { bend });
    expect(report.verdict).toBe('invalid');
    expect(failed(report)).toEqual(['transparency-log']);
  });

  it('attack 20: a checkpoint by the key of another log', async () => {
    const foreign = await makeBundle(stranger, bench.signer, {});
    const report = await tryBundle(bench, { bend: (made) => (proof(made)['checkpoint'] = (entry(foreign)['inclusionProof'] as Record<string, unknown>)['checkpoint']) });
    expect(failed(report)).toEqual(['transparency-log']);
  });

  it('attack 21: logged when the certificate had ended, or had not begun', async () => {
    for (const at of [new Date(Date.now() + hour), new Date(Date.now() - hour)]) {
      const report = await tryLegacy(bench, { at, now: Date.now() + 2 * hour });
      expect(failed(report)).toEqual(['certificate-chain']);
      expect(failed(await tryBundle(bench, { at, now: Date.now() + 2 * hour }))).toEqual(['certificate-chain']);
    }
  });

  it('attack 21: logged in the future', async () => {
    expect(failed(await tryLegacy(bench, { now: Date.now() - hour }))).toEqual(['timestamp']);
    expect(failed(await tryBundle(bench, { now: Date.now() - hour }))).toEqual(['timestamp']);
  });

  it('attack 21: outside the years of the log', async () => {
    const ended = bendRoot(({ tlogs: [log] }) => Object.assign(log!['publicKey'] as Entry, { validFor: { start: '2020-01-01T00:00:00Z', end: '2021-01-01T00:00:00Z' } }));
    expect(failed(await tryLegacy(bench, { trustedRoot: ended }))).toEqual(['transparency-log']);
    expect(failed(await tryAttestation(bench, { kind: 'intoto', trustedRoot: ended }))).toEqual(['transparency-log']);
    expect((await tryBundle(bench, { make: makeTiled(true) })).verdict).toBe('verified');
    expect(failed(await tryBundle(bench, { make: makeTiled(true), trustedRoot: ended }))).toEqual(['transparency-log']);
  });

  it('attack 21: outside the years of the authority', async () => {
    const ended = bendRoot(({ certificateAuthorities: [ca] }) => Object.assign(ca!, { validFor: { start: '2020-01-01T00:00:00Z', end: '2021-01-01T00:00:00Z' } }));
    expect(failed(await tryLegacy(bench, { trustedRoot: ended }))).toEqual(['certificate-chain']);
  });

  it('attack 22: in a log of the second generation, and no clock says when', async () => {
    expect((await tryBundle(bench, { make: makeTiled(true) })).verdict).toBe('verified');
    expect(failed(await tryBundle(bench, { make: makeTiled(false) }))).toEqual(['timestamp']);
  });

  it('attack 23: one entry, or one timestamp, twice', async () => {
    const twice = await tryBundle(bench, { bend: ({ verificationMaterial: { tlogEntries } }) => tlogEntries.push({ ...tlogEntries[0]! }) });
    expect(twice.verdict).toBe('invalid');
    expect(failed(twice)).toContain('transparency-log');
    const stampTwice = async (made: BundleJson): Promise<void> => {
      await stamp(made, bench.authority);
      const data = made.verificationMaterial['timestampVerificationData'] as { rfc3161Timestamps: object[] };
      data.rfc3161Timestamps.push(data.rfc3161Timestamps[0]!);
    };
    expect((await tryBundle(bench, { bend: (made) => stamp(made, bench.authority) })).verdict).toBe('verified');
    expect(failed(await tryBundle(bench, { bend: stampTwice }))).toEqual(['timestamp']);
  });

  it('attack 24: a timestamp of another signature', async () => {
    const report = await tryBundle(bench, { bend: (made) => stamp(made, bench.authority, { of: Buffer.from('another signature') }) });
    expect(failed(report)).toEqual(['timestamp']);
  });

  it.each([true, false])('attack 24: a timestamp by a clock that nobody trusts, its certificate in it: %s', async (embedCertificate) => {
    expect((await tryBundle(bench, { bend: (made) => stamp(made, bench.authority, { embedCertificate }) })).verdict).toBe('verified');
    expect(failed(await tryBundle(bench, { bend: (made) => stamp(made, stranger, { embedCertificate }) }))).toEqual(['timestamp']);
  });

  it('attack 24: a timestamp from before and after the certificate', async () => {
    expect((await tryBundle(bench, { make: makeTiled(true) })).verdict).toBe('verified');
    const late = new Date(Date.now() + hour);
    expect(failed(await tryBundle(bench, { make: makeTiled(true, late), now: Date.now() + 2 * hour }))).toEqual(['certificate-chain']);
    // The clock's own certificate had not begun either.
    const early = new Date(Date.now() - hour);
    expect(failed(await tryBundle(bench, { make: makeTiled(true, early) }))).toEqual(['timestamp']);
  });

  it('attack 25: an entry of another instance', async () => {
    const foreign = async (layer: LegacyLayer): Promise<void> => {
      const signature = Buffer.from(layer.annotations['dev.cosignproject.cosign/signature']!, 'base64');
      layer.annotations[rekor] = rekorAnnotation(await stranger.log(hashedRekord(bench.signer, hex(layer.payload), signature)));
    };
    expect(failed(await tryLegacy(bench, { bend: foreign }))).toEqual(['transparency-log']);
    const signer = await stranger.certify({ identity: testIdentity, issuer: testIssuer });
    const whole = await tryLegacy({ ...bench, authority: stranger, signer }, { payload: legacyPayload });
    expect(failed(whole)).toEqual(['certificate-chain', 'transparency-log']);
  });
});
