import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { HttpError } from '../../../server/src/core/ports';
import { createScratch } from '../../../server/src/node/scratch';
import { refresh, type RefreshResult } from '../../../server/src/signatures/tuf';
import { prove, type TufEvidence } from '../../../server/src/signatures/tuf/proof';
import { newTufKey, past, TufRepo, TufServer } from '../../support/tuf-repository';

const first = '{"trusted":"first"}';
const second = '{"trusted":"second"}';

function run(repo: TufRepo, server: TufServer, known?: TufEvidence, now: () => number = Date.now): Promise<RefreshResult> {
  return refresh({ repository: repo.repository, known, http: server, scratch: createScratch(), clock: { now } });
}

async function good(repo: TufRepo, known?: TufEvidence): Promise<TufEvidence> {
  const result = await run(repo, new TufServer(repo), known);
  if (!result.ok) throw new Error(`${result.failure}: ${String(result.cause)}`);
  return result.evidence;
}

/** From a repository that would refresh well, with one thing changed. */
async function failureOf(repo: TufRepo, known?: TufEvidence, instead?: TufServer['instead']): Promise<string> {
  const server = new TufServer(repo);
  if (instead) server.instead = instead;
  const result = await run(repo, server, known);
  return result.ok ? 'refreshed' : result.failure;
}

describe('a refresh', () => {
  it('fetches the trusted root and what proves it, in five requests', async () => {
    const repo = new TufRepo(first);
    const server = new TufServer(repo);
    const result = await run(repo, server);
    expect(result).toMatchObject({ ok: true, version: 1, evidence: { ...repo.evidence() } });
    expect(server.paths).toEqual([
      '/repo/2.root.json', '/repo/timestamp.json', '/repo/1.snapshot.json', '/repo/1.targets.json', expect.stringMatching(/^\/repo\/targets\/[0-9a-f]{64}\.trusted_root\.json$/),
    ]);
  });

  it('continues where the last one ended', async () => {
    const repo = new TufRepo(first);
    const known = await good(repo);
    repo.publish(second);
    expect(await good(repo, known)).toMatchObject({ trustedRoot: second });
  });

  it('follows rotated roots, at once and one after the other, and keeps them all', async () => {
    const repo = new TufRepo(first);
    const known = await good(repo);
    repo.rotate().rotate().publish(second);
    const later = await good(repo, known);
    expect(later).toEqual(repo.evidence());
    repo.rotate().publish(first);
    expect((await good(repo, later)).roots).toHaveLength(4);
  });

  it('begins with the root that ships where that is newer than what was kept', async () => {
    const repo = new TufRepo(first);
    const known = await good(repo);
    repo.rotate().publish(second);
    const shipped = { ...repo.repository, root: repo.text('2.root.json') };
    const server = new TufServer(repo);
    expect(prove(shipped.root, await good(repo, known))).toMatchObject({ root: shipped.root });
    expect(await refresh({ repository: shipped, known: undefined, http: server, scratch: createScratch(), clock: Date })).toMatchObject({ ok: true });
    expect(server.paths[0]).toBe('/repo/3.root.json');
  });

  it('leaves nothing behind, however it ends', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'plimsoll-temporary-'));
    for (const name of ['TMPDIR', 'TEMP', 'TMP']) vi.stubEnv(name, folder);
    const repo = new TufRepo(first);
    const during: string[] = [];
    const look: TufServer['instead'] = () => void during.push(...readdirSync(folder));
    expect(await failureOf(repo, undefined, look)).toBe('refreshed');
    await failureOf(repo, undefined, () => ({ status: 500 }));
    vi.unstubAllEnvs();
    expect(during.length).toBeGreaterThan(0);
    expect(readdirSync(folder)).toEqual([]);
    rmSync(folder, { recursive: true });
  });

  it('follows a redirect on the same host, and asks no other', async () => {
    const repo = new TufRepo(first);
    const to = (location: string): TufServer['instead'] => path => (path === '/repo/timestamp.json' ? { status: 302, headers: { location } } : undefined);
    repo.files.set('/elsewhere', repo.files.get('/repo/timestamp.json') as Buffer);
    expect(await failureOf(repo, undefined, to('/elsewhere'))).toBe('refreshed');
    const server = new TufServer(repo);
    server.instead = to('https://other.example/elsewhere');
    expect(await run(repo, server)).toMatchObject({ ok: false, failure: 'unreachable' });
    expect(server.requests.filter(({ url }) => !url.startsWith('https://tuf.example/'))).toEqual([]);
    expect(await failureOf(repo, undefined, to('/repo/timestamp.json'))).toBe('unreachable');
  });

  it('does nothing in a private network unless the machine names it', async () => {
    const repo = new TufRepo(first);
    const server = new TufServer(repo);
    await run(repo, server);
    await refresh({ repository: { ...repo.repository, reach: 'consented' }, known: undefined, http: server, scratch: createScratch(), clock: Date });
    expect(server.requests.map(({ reach }) => reach)).toEqual([...Array<string>(5).fill('public'), ...Array<string>(5).fill('consented')]);
  });
});

describe('what does not come', () => {
  it.each<[string, () => never | { status: number }]>([
    ['refuses connections', () => { throw new HttpError('unreachable', 'no'); }],
    ['answers 500', () => ({ status: 500 })],
    ['answers 429', () => ({ status: 429 })],
  ])('is said where the repository %s', async (_, instead) => {
    expect(await failureOf(new TufRepo(first), undefined, instead)).toBe('unreachable');
  });

  it('is not waited for: each file for ten seconds, and all of it for thirty', async () => {
    const repo = new TufRepo(first).rotate().rotate().rotate().rotate().publish(first);
    const server = new TufServer(repo);
    let now = 0;
    server.instead = () => {
      now += 9_000;
      return undefined;
    };
    expect(await run(repo, server, undefined, () => now)).toMatchObject({ ok: false, failure: 'unreachable' });
    expect(server.requests.map(({ timeout }) => timeout)).toEqual([10_000, 10_000, 10_000, 3_000]);
  });

  it('ends when it is cancelled', async () => {
    const repo = new TufRepo(first);
    const cancel = new AbortController();
    const server = new TufServer(repo);
    server.instead = path => {
      if (path === '/repo/timestamp.json') cancel.abort();
      return undefined;
    };
    const result = await refresh({ repository: repo.repository, known: undefined, http: server, scratch: createScratch(), clock: Date, signal: cancel.signal });
    expect(result).toMatchObject({ ok: false, failure: 'unreachable' });
    expect(server.paths.at(-1)).toBe('/repo/timestamp.json');
  });
});

describe('a repository that lies', () => {
  it.each(['timestamp', 'snapshot', 'targets'] as const)('does not get through with a %s by another key', async role => {
    const repo = new TufRepo(first);
    const known = await good(repo);
    expect(await failureOf(repo.publish(second, { signer: { [role]: newTufKey() } }), known)).toBe('refused');
    expect(await failureOf(repo.publish(second), known)).toBe('refreshed');
  });

  it.each(['timestamp', 'snapshot', 'targets'] as const)('does not get through with a %s that has expired', async role => {
    const repo = new TufRepo(first);
    expect(await failureOf(repo.publish(second, { expires: { [role]: past } }))).toBe('expired');
  });

  it.each(['timestamp', 'snapshot', 'targets'] as const)('does not get through with an older %s, well signed', async role => {
    const repo = new TufRepo(first).publish(second).publish(second);
    const known = await good(repo);
    expect(await failureOf(repo.publish(first, { versions: { [role]: 2 } }), known)).toBe('refused');
    expect(await failureOf(repo)).toBe('refreshed');
  });

  it('does not get through with the whole of an older day', async () => {
    const repo = new TufRepo(first);
    const server = new TufServer(repo);
    server.files = new Map(repo.files);
    const known = await good(repo.publish(second));
    expect(await run(repo, server, known)).toMatchObject({ ok: false, failure: 'refused' });
  });

  it.each<[string, (before: ReturnType<typeof newTufKey>, after: ReturnType<typeof newTufKey>) => ReturnType<typeof newTufKey>[]]>([
    ['that its predecessor did not sign', (_, after) => [after]],
    ['that did not sign itself', before => [before]],
  ])('does not get through with a root %s', async (_, signers) => {
    expect(await failureOf(new TufRepo(first).rotate(signers).publish(second))).toBe('refused');
  });

  it.each<[string, Buffer]>([
    ['other bytes', Buffer.from('{"trusted":"firzt"}')],
    ['fewer', Buffer.from(first.slice(1))],
    ['more', Buffer.from(`${first} `)],
  ])('does not get through with %s than were signed', async (_, body) => {
    expect(await failureOf(new TufRepo(first), undefined, path => (path.includes('/targets/') ? { body } : undefined))).toBe('refused');
  });

  it('does not get through with a trusted root that it gives no digest of, or that it does not have', async () => {
    const length = Buffer.from(first).length;
    const named = { '/repo/targets/undefined.trusted_root.json': Buffer.from(first) };
    const repo = new TufRepo(first).publish(first, { target: { length, hashes: {} } });
    for (const [path, bytes] of Object.entries(named)) repo.files.set(path, bytes);
    expect(await failureOf(repo)).toBe('refused');
    expect(await failureOf(new TufRepo(first), undefined, path => (path.includes('/targets/') ? { status: 404 } : undefined))).toBe('unreachable');
  });

  it('does not get to send without end', async () => {
    const repo = new TufRepo(first);
    for (const [file, most] of [['2.root.json', 512_000], ['timestamp.json', 16_384], ['1.snapshot.json', 2_000_000], ['1.targets.json', 2 * 1024 * 1024], ['trusted_root.json', first.length]] as const) {
      const server = new TufServer(repo);
      server.instead = path => (path.endsWith(file) ? { body: new Uint8Array(most + 1) } : undefined);
      expect(await run(repo, server)).toMatchObject({ ok: false, failure: 'refused' });
      expect(server.requests.at(-1)).toMatchObject({ maxBytes: most });
    }
  });

  it.each(['', 'null', '[]', '{"signed":{},"signatures":[]}', '{"signed":null}', `${'['.repeat(5000)}`])('gets nothing out of %j', async text => {
    expect(await failureOf(new TufRepo(first), undefined, path => (path.endsWith('timestamp.json') ? { body: Buffer.from(text) } : undefined))).toBe('refused');
  });
});
