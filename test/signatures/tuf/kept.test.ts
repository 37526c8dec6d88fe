import seeds from '@sigstore/tuf/seeds.json';
import { describe, expect, it } from 'vitest';
import { readKept, writeKept } from '../../../server/src/signatures/tuf';
import type { TufEvidence } from '../../../server/src/signatures/tuf/proof';
import { publicRepository } from '../../../server/src/signatures/tuf/public-repository';
import { keptName } from '../../../server/src/signatures/tuf/repository';
import { newTufKey, past, TufRepo } from '../../support/tuf-repository';

const refreshed = '2026-01-02T03:04:05.006Z';

function believed(repo: TufRepo, changes: Partial<TufEvidence> = {}): string | undefined {
  return readKept(writeKept(repo.evidence(changes), refreshed), repo.repository)?.evidence.trustedRoot;
}

const sound = () => new TufRepo('first').rotate().publish('second').rotate().publish('third');

describe('what was kept of a refresh', () => {
  it('is believed again', () => {
    const repo = sound();
    expect(readKept(writeKept(repo.evidence(), refreshed), repo.repository)).toEqual({
      evidence: repo.evidence(), refreshed, proof: { root: repo.text('3.root.json'), version: 3 },
    });
  });

  it('is believed after it expired: no network is no reason to go back to something older', () => {
    const repo = sound();
    expect(believed(repo.publish('fourth', { expires: { timestamp: past, snapshot: past, targets: past } }))).toBe('fourth');
  });

  it('is believed with a newer root that ships', () => {
    const repo = sound();
    const kept = writeKept(repo.evidence(), refreshed);
    expect(readKept(kept, { ...repo.repository, root: repo.text('2.root.json') })?.evidence.trustedRoot).toBe('third');
    expect(readKept(kept, { ...repo.repository, root: repo.text('3.root.json') })?.evidence.trustedRoot).toBe('third');
  });

  it.each(['timestamp', 'snapshot', 'targets'] as const)('is not believed with a %s by another key', role => {
    const repo = sound();
    expect(believed(repo)).toBe('third');
    expect(believed(repo.publish('fourth', { signer: { [role]: newTufKey() } }))).toBeUndefined();
  });

  it.each<[string, (repo: TufRepo) => Partial<TufEvidence>]>([
    ['a trusted root that nobody signed', () => ({ trustedRoot: 'forged' })],
    ['a longer one', () => ({ trustedRoot: 'third ' })],
    ['another snapshot than the timestamp names', repo => ({ snapshot: repo.text('3.snapshot.json'), targets: repo.text('3.targets.json'), trustedRoot: 'third' })],
    ['other targets than the snapshot names', repo => ({ targets: repo.text('3.targets.json'), trustedRoot: 'third' })],
    ['roots in another order', repo => ({ roots: repo.evidence().roots.toReversed() })],
    ['no roots', () => ({ roots: [] })],
  ])('is not believed with %s', (_, change) => {
    const repo = sound().publish('fourth');
    expect(believed(repo)).toBe('fourth');
    expect(believed(repo, change(repo))).toBeUndefined();
  });

  it('is not believed with a root left out, whoever signed the next one', () => {
    const repo = new TufRepo('first');
    const { root } = repo.keys;
    repo.rotate().rotate((before, after) => [root, before, after]).publish('second');
    expect(believed(repo)).toBe('second');
    expect(believed(repo, { roots: [repo.text('1.root.json'), repo.text('3.root.json')] })).toBeUndefined();
  });

  it.each<[string, (before: ReturnType<typeof newTufKey>, after: ReturnType<typeof newTufKey>) => ReturnType<typeof newTufKey>[]]>([
    ['that its predecessor did not sign', (_, after) => [after]],
    ['that did not sign itself', before => [before]],
  ])('is not believed with a root %s', (_, signers) => {
    expect(believed(sound().rotate(signers).publish('fourth'))).toBeUndefined();
  });

  it('is not believed with a trusted root without a digest, or with one that nobody knows', () => {
    for (const hashes of [{}, { md5: 'x' }]) {
      expect(believed(sound().publish('fourth', { target: { length: 6, hashes } }))).toBeUndefined();
    }
  });

  it('is nothing to another repository', () => {
    const kept = writeKept(sound().evidence(), refreshed);
    expect(readKept(kept, sound().repository)).toBeUndefined();
    expect(readKept(kept, publicRepository())).toBeUndefined();
    expect(keptName(publicRepository('https://a.example'))).not.toBe(keptName(publicRepository('https://b.example')));
  });

  it('is nothing by half, whatever it was cut down to', () => {
    const repo = new TufRepo('first');
    const kept = writeKept(repo.evidence(), refreshed);
    for (let length = 0; length < kept.length - 1; length += 97) expect(readKept(kept.slice(0, length), repo.repository)).toBeUndefined();
    const fields = JSON.parse(kept) as Record<string, unknown>;
    for (const key of Object.keys(fields)) {
      for (const other of [undefined, null, 7, {}, [7]]) expect(readKept(JSON.stringify({ ...fields, [key]: other }), repo.repository)).toBeUndefined();
    }
    expect(readKept(JSON.stringify({ ...fields, refreshed: 'yesterday' }), repo.repository)).toBeUndefined();
    expect(readKept(JSON.stringify(fields), repo.repository)).toBeDefined();
  });
});

describe('the root of Sigstore\'s own repository', () => {
  it('ships with signatures that hold', async () => {
    const { Metadata, MetadataKind } = await import('@tufjs/models');
    const { root, url, reach } = publicRepository();
    const metadata = Metadata.fromJSON(MetadataKind.Root, JSON.parse(root) as Parameters<typeof Metadata.fromJSON>[1]);
    expect(() => metadata.verifyDelegate(MetadataKind.Root, metadata)).not.toThrow();
    expect({ url, reach, of: Object.keys(seeds)[0], version: metadata.signed.version }).toEqual({ url, reach: 'public', of: url, version: 16 });
    expect(publicRepository('https://mirror.example/tuf')).toEqual({ url: 'https://mirror.example/tuf', root, reach: 'consented' });
  });
});
