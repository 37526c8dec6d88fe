import { describe, expect, it } from 'vitest';
import { bundledTrustRoot, parseTrustedRoot } from '../../server/src/signatures';
import { createAuthority, type Entry, type TrustedRootJson } from '../support/sigstore';

describe('the bundled trust root', () => {
  it('is the public-good instance, from the bytes whose date is known', () => {
    const { material, info } = bundledTrustRoot();
    // The date belongs to these bytes: a new version of @sigstore/tuf with others needs another date.
    expect(info).toEqual({
      source: 'bundled',
      sha256: '6494e21ea73fa7ee769f85f57d5a3e6a08725eae1e38c755fc3517c9e6bc0b66',
      date: '2025-09-22',
    });
    expect(material.tlogs.map(({ baseURL }) => baseURL)).toEqual(['https://rekor.sigstore.dev', 'https://log2025-1.rekor.sigstore.dev']);
  });
});

describe('a trusted root of one\'s own', () => {
  const bend = async (change: (root: TrustedRootJson) => unknown): Promise<string> => {
    const { trustedRoot } = await createAuthority();
    change(trustedRoot);
    return JSON.stringify(trustedRoot);
  };

  it('is read, and dated by its youngest authority', async () => {
    const json = await bend((root) => (root.tlogs[0]!['publicKey'] = { ...(root.tlogs[0]!['publicKey'] as Entry), validFor: { start: '2026-02-03T04:05:06Z' } }));
    const start = { validFor: { start: '2026-01-01T00:00:00Z' } };
    const root = JSON.parse(json) as TrustedRootJson;
    for (const one of [...root.certificateAuthorities, ...root.timestampAuthorities]) Object.assign(one, start);
    for (const one of root.ctlogs) Object.assign(one['publicKey'] as object, start);
    const result = parseTrustedRoot(JSON.stringify(root), '/etc/root.json');
    expect(result).toMatchObject({ ok: true, root: { info: { source: '/etc/root.json', date: '2026-02-03' } } });
  });

  it.each(['certificateAuthorities', 'tlogs', 'ctlogs', 'timestampAuthorities'] as const)('may lack %s, which the public-good instance may not', async (key) => {
    const json = await bend((root) => (root[key] = []));
    expect(parseTrustedRoot(json)).toMatchObject({ ok: true, root: { custom: true } });
    expect(parseTrustedRoot(json, 'refreshed', { complete: true }).ok).toBe(key === 'timestampAuthorities');
  });

  it('may be an authority and nothing else', async () => {
    const { mediaType, certificateAuthorities } = (await createAuthority()).trustedRoot;
    expect(parseTrustedRoot(JSON.stringify({ mediaType, certificateAuthorities }))).toMatchObject({ ok: true });
  });

  const bends: [string, (root: TrustedRootJson) => unknown][] = [
    ['another media type', (root) => (root.mediaType = 'application/json')],
    ['nothing that vouches', (root) => (root.tlogs = root.certificateAuthorities = [])],
    ['a log since always', (root) => delete (root.tlogs[0]!['publicKey'] as Entry)['validFor']],
    ['an authority since always', (root) => delete root.certificateAuthorities[0]!['validFor']],
    ['an authority since never', (root) => (root.certificateAuthorities[0]!['validFor'] = { start: 'yesterday' })],
    ['a clock since always', (root) => delete root.timestampAuthorities[0]!['validFor']],
    ['a null log', (root) => (root.tlogs = [null as never])],
    ['lists that are none', (root) => (root.tlogs = {} as never)],
    ['too many logs', (root) => (root.tlogs = Array(65).fill(root.tlogs[0]))],
    ['a broken key', (root) => ((root.tlogs[0]!['publicKey'] as Entry)['rawBytes'] = 'AAAA')],
    ['a broken certificate', (root) => (root.certificateAuthorities[0]!['certChain'] = { certificates: [{ rawBytes: 'AAAA' }] })],
    ['no chain', (root) => delete root.certificateAuthorities[0]!['certChain']],
  ];
  it.each(bends)('is refused with %s', async (_, change) => {
    expect(parseTrustedRoot(await bend(change)).ok).toBe(false);
  });

  it.each(['', 'null', '[]', '{}', '{"mediaType":1}', `"${'x'.repeat(2 ** 20)}"`])('is refused as garbage: %#', (json) => {
    expect(parseTrustedRoot(json).ok).toBe(false);
  });
});
