import { describe, expect, it } from 'vitest';
import type { SignatureReport } from '../../../server/src/core/verification';
import { readSignatureManifest } from '../../../server/src/signatures/discovery/manifest';
import { readSignedData } from '../../../server/src/signatures/notation/cms';
import { isTimestampOf } from '../../../server/src/signatures/notation/timestamp';
import { readTimestampInfo } from '../../../server/src/signatures/notation/timestamp-info';
import { toPem } from '../../support/certificates';
import { MemoryRegistry } from '../../support/memory-registry';
import { check } from '../../support/notation-check';
import { envelopeOf, newNotationVectors, notationData, notationFile, notationVectors } from '../../support/notation-vectors';
import { describeWithShared } from '../../support/shared';
import type { SignatureVector } from '../../support/signature-vectors';
import { failed, reference } from '../../support/verification';

/** All of them were made before this moment. */
const now = Date.parse('2026-08-01T00:00:00Z');

/** Every signature in a layout, whatever its layer calls itself. */
async function reports({ contents, reference: text, signers }: SignatureVector, format: 'notation-jws' | 'notation-cose' = 'notation-jws', at = now): Promise<SignatureReport[]> {
  const registry = MemoryRegistry.fromContents(contents);
  const { digest = '' } = reference(text);
  const image = registry.manifests.get(digest)!;
  const subject = { digest, mediaType: image.mediaType, size: image.bytes.length, kind: 'manifest' } as const;
  const manifests = (await registry.referrers(reference(text), digest)).map((referrer) => readSignatureManifest(registry.manifests.get(referrer.digest)!)!);
  return manifests.map(({ layers: [layer], ...manifest }) => {
    const named = (manifest as { subject?: string | { digest: string } }).subject;
    const attachment = { kind: 'referrer', subject: typeof named === 'object' ? named.digest : named } as const;
    return check({ blob: registry.blobs.get(layer!.digest)!, format, signers, now: at, candidate: { layer: layer!, subject, attachment } });
  });
}

describeWithShared('images that notation signed', notationData, () => {
  const vectors = notationVectors();
  const named = (name: string): SignatureVector => vectors.find((vector) => vector.name === `notation ${name}`)!;

  it.each(vectors.map((vector) => [vector.name, vector] as const))('%s', async (_, vector) => {
    const verdicts = (await reports(vector)).map(({ verdict }) => verdict);
    const best = ['verified', 'signed-unpinned', 'unknown', 'invalid'].find((verdict) => verdicts.includes(verdict as 'verified'));
    expect(best ?? 'unsigned').toBe(vector.verdict);
  });

  it.each([
    ['e2e-expired-signature', ['expiry']],
    ['e2e-with-expired-cert', ['timestamp']],
    ['e2e-invalid-signature', ['format']],
    ['e2e-with-timestamped-signature, other clock', ['timestamp', 'expiry']],
    ['e2e-with-invalid-timestamped-signature', ['timestamp']],
    ['e2e-valid-signature, other store', ['identity']],
    ['e2e-valid-signature, other identity', ['identity']],
  ])('%s fails at %j alone', async (name, checks) => {
    expect((await reports(named(name))).map(failed)).toEqual([checks]);
  });

  it('reads a time stamp of that very signature, and of no other', () => {
    const { header, signature } = envelopeOf('e2e-with-timestamped-signature');
    const token = Buffer.from(header['io.cncf.notary.timestampSignature']!, 'base64');
    const info = readTimestampInfo(readSignedData(token).content);
    const bytes = Buffer.from(signature, 'base64url');
    expect([isTimestampOf(info, bytes), isTimestampOf(info, Buffer.concat([bytes, bytes]))]).toEqual([true, false]);
    expect(new Date(info.time).toISOString()).toBe('2025-01-21T09:17:46.641Z');
  });
});

describe('images that are signed anew', () => {
  const vectors = newNotationVectors();

  it.each(vectors.map((vector) => [vector.name, vector] as const))('%s', async (_, vector) => {
    const format = vector.name.includes('cose') ? 'notation-cose' : 'notation-jws';
    expect((await reports(vector, format, Date.now())).map(({ verdict }) => verdict)).toEqual([vector.verdict]);
  });
});

describeWithShared('blobs that notation signed', notationData, () => {
  /** The manifest that they would be about, were they images. */
  const subjects = {
    jws: { digest: 'sha256:c71d239df91726fc519c6eb72d318ec65820627232b2f796219e87dcf35d0ab4', mediaType: 'application/octet-stream', size: 11357, kind: 'manifest' },
    cose: { digest: 'sha256:c71d239df91726fc519c6eb72d318ec65820627232b2f796219e87dcf35d0ab4', mediaType: 'application/octet-stream', size: 11357, kind: 'manifest' },
  } as const;

  const days = { jws: Date.parse('2024-12-31T12:00:00Z'), cose: Date.parse('2025-01-07T12:00:00Z') };

  describe.each(['jws', 'cose'] as const)('%s', (kind) => {
    const blob = notationFile(`signatures/blob.${kind}.sig`);
    const subject = subjects[kind];

    it('is intact', () => {
      const report = check({ blob, format: `notation-${kind}`, now, candidate: { subject } });
      expect([report.verdict, failed(report)]).toEqual(['signed-unpinned', []]);
    });

    it('is verified on the day that its certificate was for, and not a week later', () => {
      const stores = { ca: [toPem(leafOf(kind))] };
      const signers = [{ kind: 'notation', name: 'all', level: 'strict', identities: ['*'], stores, source: 'policy' } as const];
      const on = (day: number): SignatureReport => check({ blob, format: `notation-${kind}`, now: day, signers, candidate: { subject } });
      expect(on(days[kind]).verdict).toBe('verified');
      expect(failed(on(days[kind] + 7 * 86_400_000))).toEqual(['timestamp']);
    });
  });

  it('is not read where it is cut short', () => {
    const blob = notationFile('signatures/malformed.jws.sig');
    expect(failed(check({ blob }))).toEqual(['format']);
  });

  function leafOf(kind: 'jws' | 'cose'): Buffer {
    const bytes = notationFile(`signatures/blob.${kind}.sig`);
    if (kind === 'jws') return Buffer.from((JSON.parse(bytes.toString()) as { header: { x5c: [string] } }).header.x5c[0], 'base64');
    // The one bare SEQUENCE that a byte string of its own length starts with.
    for (let at = 0; at < bytes.length; at++) {
      if (bytes[at] === 0x59 && bytes.readUInt16BE(at + 3) === 0x3082 && bytes.readUInt16BE(at + 1) === bytes.readUInt16BE(at + 5) + 4) return bytes.subarray(at + 3, at + 3 + bytes.readUInt16BE(at + 1));
    }
    throw new Error('no certificate');
  }
});
