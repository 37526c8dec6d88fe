import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createBench, provenance, tryAttestation, tryBundle, tryLegacy, type Bench } from '../../support/attack';
import { legacyPayload, statement, type ImageToSign } from '../../support/sign-image';
import { failed } from '../../support/verification';

let bench: Bench;

beforeAll(async () => {
  bench = await createBench();
});

beforeEach(async () => {
  for (const attempt of [tryLegacy, tryBundle, tryAttestation]) expect((await attempt(bench)).verdict).toBe('verified');
});

const other = `sha256:${'0'.repeat(64)}`;

describe('what a signature is bound to', () => {
  it('attack 1: the payload names another image', async () => {
    const report = await tryLegacy(bench, { payload: (image) => legacyPayload({ ...image, digest: other }) });
    expect(report.verdict).toBe('invalid');
    expect(failed(report)).toEqual(['payload-digest']);
  });

  const spellings: [string, (digest: string) => string][] = [
    ['another algorithm', (digest) => digest.replace('sha256', 'sha512')],
    ['upper-case hex', (digest) => `sha256:${digest.slice(7).toUpperCase()}`],
    ['upper-case algorithm', (digest) => digest.replace('sha256', 'SHA256')],
    ['white space', (digest) => `${digest} `],
    ['no algorithm', (digest) => digest.slice(7)],
  ];
  it.each(spellings)('attack 3: the digest in another spelling, in a payload: %s', async (_, bend) => {
    const report = await tryLegacy(bench, { payload: (image) => legacyPayload({ ...image, digest: bend(image.digest) }) });
    expect(failed(report)).toEqual(['payload-digest']);
  });

  const subjects: [string, (hex: string) => unknown][] = [
    ['attack 3: the digest in upper case', (hex) => [{ digest: { sha256: hex.toUpperCase() } }]],
    ['attack 3: the digest with white space', (hex) => [{ digest: { sha256: `${hex}\n` } }]],
    ['attack 3: the digest with its algorithm', (hex) => [{ digest: { sha256: `sha256:${hex}` } }]],
    ['attack 4: another digest only', () => [{ digest: { sha256: other.slice(7) } }]],
    ['attack 4: the digest under sha512', (hex) => [{ digest: { sha512: hex } }]],
    ['attack 4: the digest under gitCommit', (hex) => [{ digest: { gitCommit: hex } }]],
    ['attack 4: the digest under SHA256', (hex) => [{ digest: { SHA256: hex } }]],
    ['attack 4: the digest where objects have their prototype', (hex) => JSON.parse(`[{"digest":{"__proto__":{"sha256":"${hex}"}}}]`)],
    ['attack 5: the name alone', (hex) => [{ name: `registry.example/app@sha256:${hex}`, digest: { sha256: other.slice(7) } }]],
    ['attack 5: the digest as a name', (hex) => [{ name: `sha256:${hex}`, digest: { sha256: other.slice(7) } }]],
    ['attack 6: no subject', () => []],
    ['attack 6: a null subject', () => [null]],
    ['attack 6: a null subject beside the right one', (hex) => [null, { digest: { sha256: hex } }]],
    ['attack 6: a subject without digest', () => [{ name: 'registry.example/app' }]],
    ['attack 6: a digest that is no text', (hex) => [{ digest: { sha256: [hex] } }]],
    ['attack 6: ten thousand subjects', (hex) => Array(10_000).fill({ digest: { sha256: hex } })],
    ['attack 6: a thousand digests', (hex) => [{ digest: { sha256: hex, ...Object.fromEntries(Array.from({ length: 1000 }, (__, at) => [`x${at}`, hex])) } }]],
    ['attack 6: subjects that are no list', (hex) => ({ 0: { digest: { sha256: hex } }, length: 1 })],
  ];
  it.each(subjects)('%s', async (_, make) => {
    const content = (predicate: string) => ({ digest }: ImageToSign) => ({ ...statement(digest, predicate), subject: make(digest.slice(7)) });
    const bundle = await tryBundle(bench, { content: content('https://sigstore.dev/cosign/sign/v1') });
    expect(bundle.verdict).toBe('invalid');
    expect(failed(bundle)).toEqual(['payload-digest']);
    const attestation = await tryAttestation(bench, { content: content(provenance) });
    expect(attestation.verdict).toBe('invalid');
    expect(failed(attestation)).toEqual(['payload-digest']);
  });
});
