import { expect, it } from 'vitest';
import { MemoryRegistry } from '../support/memory-registry';
import { describeWithShared } from '../support/shared';
import { sharedAttestations, sharedVectors } from '../support/signature-vectors';
import { failed, verify, verifyAttestation } from '../support/verification';

/** All of them were made before this moment. */
const now = Date.parse('2026-08-01T00:00:00Z');

describeWithShared('signatures made by other tools', 'vectors', () => {
  it.each(sharedVectors().map((vector) => [vector.name, vector] as const))('%s', async (_, vector) => {
    const result = await verify({ ...vector, registry: MemoryRegistry.fromContents(vector.contents), now });
    expect(result.verdict).toBe(vector.verdict);
    if (vector.fails !== undefined) expect(result.signatures.map(failed)).toContainEqual(vector.fails);
  });

  it.each(sharedAttestations().map((vector) => [vector.name, vector] as const))('%s', (_, vector) => {
    expect(verifyAttestation(vector, now).verdict).toBe(vector.verdict);
  });

  it('tells who signed, and refuses another signer', async () => {
    const vector = sharedVectors().find(({ name }) => name === 'containers/image fulcio-rekor-valid, person')!;
    const registry = MemoryRegistry.fromContents(vector.contents);
    const result = await verify({ ...vector, registry, now, signers: [] });
    expect(result).toMatchObject({
      verdict: 'signed-unpinned',
      signatures: [{ identity: 'mitr@redhat.com', issuer: 'https://github.com/login/oauth' }],
      trustRoot: { source: 'bundled', date: '2025-09-22', sha256: '6494e21ea73fa7ee769f85f57d5a3e6a08725eae1e38c755fc3517c9e6bc0b66' },
    });
  });

  it('says that the promise of the log is what was forged', async () => {
    const vector = sharedVectors().find(({ name }) => name === 'ratify successful keyless verification, person')!;
    const registry = MemoryRegistry.fromContents(vector.contents);
    for (const manifest of registry.manifests.values()) {
      const text = Buffer.from(manifest.bytes).toString().replace('MEUCIAIZ', 'MEUCIAIa');
      registry.put(manifest.digest, manifest.mediaType, Buffer.from(text));
    }
    const result = await verify({ ...vector, registry, now });
    expect(failed(result.signatures[0]!)).toEqual(['transparency-log']);
  });
});
