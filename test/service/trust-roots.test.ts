import seeds from '@sigstore/tuf/seeds.json';
import { beforeAll, describe, expect, it } from 'vitest';
import { render } from '../../server/src/core/message';
import { HttpError } from '../../server/src/core/ports';
import { bundledTrustRoot } from '../../server/src/signatures';
import * as tuf from '../../server/src/signatures/tuf';
import { publicRepository } from '../../server/src/signatures/tuf/public-repository';
import { keptName } from '../../server/src/signatures/tuf/repository';
import { createAuthority } from '../support/sigstore';
import { asked, MemoryKept, TrustRootsWindow, type Window } from '../support/trust-roots';
import { past, TufRepo, TufServer } from '../support/tuf-repository';

const mirror = 'https://tuf.corp.example/sigstore';
const settings = { tufMirror: mirror, tufRoot: '/etc/root.json' };
let own: string;
let newer: string;

beforeAll(async () => {
  own = JSON.stringify((await createAuthority()).trustedRoot);
  newer = JSON.stringify((await createAuthority()).trustedRoot);
});

/** A company's own repository, and a window whose machine names it. */
function company(kept = new MemoryKept(), repo = new TufRepo(own, mirror)) {
  const server = new TufServer(repo);
  const files = { '/etc/root.json': repo.seed };
  const window = (more: Partial<Window> = {}) => new TrustRootsWindow({ http: server, kept, settings, files, ...more });
  return { repo, server, kept, window, name: `${keptName(repo.repository)}.json` };
}

const unreachable = () => {
  throw new HttpError('unreachable', 'no network');
};
const hour = 60 * 60 * 1000;
const said = (text: unknown) => expect.objectContaining({ template: text }) as unknown;

describe('the trust root that ships', () => {
  it('is believed at once, while Sigstore\'s repository is asked beside it', async () => {
    const server = new TufServer({ files: new Map() });
    let answered = false;
    server.instead = () => new Promise(resolve => setTimeout(() => {
      answered = true;
      resolve({ status: 503 });
    }, 50));
    const window = new TrustRootsWindow({ http: server });
    const root = await window.believed();
    expect(root).toMatchObject({ info: bundledTrustRoot().info });
    expect(answered).toBe(false);
    await window.settled();
    expect(server.requests).toMatchObject([{ url: 'https://tuf-repo-cdn.sigstore.dev/17.root.json', reach: 'public' }]);
  });

  it('stays when the refresh fails, which is a note for a day of attempts an hour apart', async () => {
    const server = new TufServer({ files: new Map() });
    server.instead = unreachable;
    const window = new TrustRootsWindow({ http: server });
    expect(await window.info()).toEqual(bundledTrustRoot().info);
    const { note, ...info } = await window.info();
    expect(info).toEqual(bundledTrustRoot().info);
    expect(render(note!)).toBe('Refreshing the trust root failed on 2026-11-26: its repository could not be reached');
    expect(server.requests).toHaveLength(1);
    window.now += hour - 1;
    await window.info();
    expect(server.requests).toHaveLength(1);
    window.now += 1;
    await window.info();
    expect(server.requests).toHaveLength(2);
  });

  it.each([
    ['offline', { ...asked, offline: true }],
    ['in a workspace that nobody trusts', { ...asked, trusted: false }],
    ['where nobody asked for a verification', { ...asked, purpose: 'background' as const }],
  ])('is not refreshed %s', async (_, consent) => {
    const server = new TufServer({ files: new Map() });
    const window = new TrustRootsWindow({ http: server });
    await window.info(consent);
    expect(server.requests).toEqual([]);
    await window.info();
    expect(server.requests.length).toBeGreaterThan(0);
  });

  it('gives way to what was refreshed, unless it shipped later', async () => {
    const proof = { root: '', version: 1 };
    const kept = new MemoryKept();
    kept.files.set(`${keptName(publicRepository())}.json`, 'proven elsewhere');
    const window = (refreshed: string, trustedRoot = newer) => new TrustRootsWindow({
      http: new TufServer({ files: new Map() }), kept, load: async () => ({ ...tuf, readKept: () => ({ refreshed, proof, evidence: { ...new TufRepo(own).evidence(), trustedRoot } }) }),
    });
    expect(await window('2026-11-20T00:00:00.000Z').info()).toMatchObject({ source: 'refreshed', refreshed: '2026-11-20T00:00:00.000Z' });
    expect(await window('2025-09-21T23:59:59.999Z').info()).toMatchObject({ source: 'bundled' });
    expect(await window('2026-11-20T00:00:00.000Z', '{}').info()).toMatchObject({ source: 'bundled', note: said('The file is not a Sigstore trusted root.') });
    const same = Buffer.from(seeds['https://tuf-repo-cdn.sigstore.dev'].targets['trusted_root.json'], 'base64').toString('utf8');
    expect(await window('2026-11-20T00:00:00.000Z', same).info()).toMatchObject({ source: 'refreshed', date: bundledTrustRoot().info.date });
  });

  it('is refreshed from a mirror of Sigstore\'s repository, in a private network too', async () => {
    const server = new TufServer({ files: new Map() });
    const window = new TrustRootsWindow({ http: server, settings: { tufMirror: 'https://mirror.corp.example/tuf/' } });
    expect(await window.info()).toMatchObject({ source: 'bundled' });
    expect(server.requests).toMatchObject([
      { url: 'https://mirror.corp.example/tuf/17.root.json', reach: 'consented' }, { url: 'https://mirror.corp.example/tuf/timestamp.json' },
    ]);
  });

  it('stays where nothing can be kept, and nobody is asked each time anew', async () => {
    const server = new TufServer({ files: new Map() });
    const kept = new MemoryKept();
    kept.readOnly = true;
    const window = new TrustRootsWindow({ http: server, kept });
    expect(await window.info()).toEqual(bundledTrustRoot().info);
    expect(server.requests).toEqual([]);
  });

  it.each<[string, (repo: TufRepo) => string]>([
    ['is half a file', repo => tuf.writeKept(repo.evidence(), '2026-11-26T00:00:00.000Z').slice(0, 500)],
    ['is no JSON', () => '\0\0\0'],
    ['belongs to another repository', repo => tuf.writeKept(repo.evidence(), '2026-11-26T00:00:00.000Z')],
  ])('stays where what was kept %s', async (_, text) => {
    const kept = new MemoryKept();
    kept.files.set(`${keptName(publicRepository())}.json`, text(new TufRepo(own)));
    kept.files.set(`${keptName(publicRepository())}.attempt.json`, '{"attempted":');
    const server = new TufServer({ files: new Map() });
    expect(await new TrustRootsWindow({ http: server, kept }).info()).toEqual(bundledTrustRoot().info);
    expect(server.requests.length).toBeGreaterThan(0);
  });

  it('stays where the bundle that speaks TUF cannot be loaded', async () => {
    const kept = new MemoryKept();
    const name = keptName(publicRepository());
    kept.files.set(`${name}.json`, '{}');
    const load = () => Promise.reject(new Error('half an installation'));
    const window = new TrustRootsWindow({ http: new TufServer({ files: new Map() }), kept, load });
    expect(await window.info()).toEqual(bundledTrustRoot().info);
    expect(kept.files.has(`${name}.attempt.json`)).toBe(true);
    expect(await window.info()).toEqual(bundledTrustRoot().info);
  });

  it('gives way to none of TUF where the machine names a file', async () => {
    const server = new TufServer({ files: new Map() });
    const more = { settings: { ...settings, trustedRoot: '/etc/trusted_root.json' } };
    const window = new TrustRootsWindow({ http: server, ...more, files: { '/etc/trusted_root.json': own } });
    expect(await window.info()).toMatchObject({ source: '/etc/trusted_root.json' });
    expect(await new TrustRootsWindow({ http: server, ...more }).believed()).toEqual(said('The trusted root {0} cannot be read'));
    expect(server.requests).toEqual([]);
  });
});

describe('the trust root of a company\'s own repository', () => {
  it('is fetched before the first verification, kept, and refreshed once a day', async () => {
    const { repo, server, window } = company();
    const editor = window();
    const first = await editor.info();
    expect(first).toMatchObject({ source: 'refreshed', refreshed: '2026-11-26T12:00:00.000Z' });
    expect(server.requests).toHaveLength(5);
    repo.publish(newer);
    editor.now += 24 * hour - 1;
    expect((await editor.info()).sha256).toBe(first.sha256);
    expect(server.requests).toHaveLength(5);
    editor.now += 1;
    // This one waits for nothing; the next one has it.
    expect((await editor.info()).sha256).toBe(first.sha256);
    expect(await editor.info()).toMatchObject({ refreshed: '2026-11-27T12:00:00.000Z' });
    expect((await editor.info()).sha256).not.toBe(first.sha256);
  });

  it('is believed offline once it was fetched, also when its metadata have expired', async () => {
    const { repo, server, window, kept, name } = company();
    const { sha256 } = await window().info();
    repo.publish(own, { expires: { timestamp: past } });
    kept.files.set(name, tuf.writeKept(repo.evidence(), '2026-11-20T00:00:00.000Z'));
    server.requests.length = 0;
    expect(await window().info({ ...asked, offline: true })).toMatchObject({ sha256, refreshed: '2026-11-20T00:00:00.000Z' });
    expect(server.requests).toEqual([]);
  });

  it('is proven again when the machine names another root for it', async () => {
    const { repo, window, server } = company();
    const files: Record<string, string> = { '/etc/root.json': repo.seed };
    const editor = window({ files });
    await editor.info();
    files['/etc/root.json'] = new TufRepo(own).seed;
    server.instead = unreachable;
    expect(await editor.believed()).toEqual(said('The trust root of {0} is not there yet'));
  });

  it('is never replaced by the one that ships', async () => {
    const { server, window } = company();
    server.instead = unreachable;
    const editor = window();
    expect(await editor.believed()).toEqual(said('The trust root of {0} is not there yet: {1}'));
    expect(await window().believed({ ...asked, offline: true })).toEqual(said('The trust root of {0} is not there yet: {1}'));
    expect(await company().window().believed({ ...asked, trusted: false })).toEqual(said('The trust root of {0} is not there yet'));
    expect(server.requests).toHaveLength(1);
    // Nothing can be verified without it, so that it is sought again soon.
    server.instead = () => undefined;
    editor.now += 60_000;
    expect(await editor.info()).toMatchObject({ source: 'refreshed' });
  });

  const noRoot = 'The TUF root {0} cannot be read, or no TUF mirror is named beside it';
  const noMirror = 'The TUF mirror {0} is no https URL';
  it.each<[string, Partial<Window>, string]>([
    ['its root is not there', { files: {} }, noRoot],
    ['no mirror is named', { settings: { tufRoot: '/etc/root.json' } }, noRoot],
    ['its root is another one\'s', { files: { '/etc/root.json': new TufRepo('{}').seed } }, 'The trust root of {0} is not there yet: {1}'],
    ['its root is nonsense', { files: { '/etc/root.json': '{}' } }, 'The trust root of {0} is not there yet: {1}'],
    ['its mirror is no URL', { settings: { ...settings, tufMirror: 'tuf.corp.example' } }, noMirror],
    ['its mirror is not asked over https', { settings: { ...settings, tufMirror: mirror.replace('https', 'http') } }, noMirror],
    ['its mirror is a file', { settings: { ...settings, tufMirror: 'file:///etc/passwd' } }, noMirror],
  ])('is not known where %s', async (_, more, template) => {
    const { window } = company();
    expect(await window().believed()).toMatchObject({ info: {} });
    expect(await window({ kept: new MemoryKept(), ...more }).believed()).toEqual(said(template));
  });

  it('is not waited for longer than it is worth', async () => {
    const { server, window } = company();
    let answer = (): void => undefined;
    server.instead = path => (path.endsWith('timestamp.json') ? new Promise(resolve => (answer = () => resolve({ status: 503 }))) : undefined);
    const editor = window();
    const believed = editor.believed();
    await expect.poll(() => server.paths.at(-1)).toMatch(/timestamp/);
    editor.wake();
    expect(await believed).toEqual(said('The trust root of {0} is not there yet'));
    answer();
  });

  it('is not rolled back by who stands before the repository', async () => {
    const { repo, server, window } = company();
    const before = new Map(repo.files);
    repo.publish(newer);
    const editor = window();
    const { sha256 } = await editor.info();
    server.files = before;
    editor.now += 24 * hour;
    await editor.info();
    expect(await editor.info()).toMatchObject({ sha256, refreshed: '2026-11-26T12:00:00.000Z', note: { args: ['2026-11-27', said(expect.stringContaining('older'))] } });
  });

  it('is not rolled back by another window that took its time', async () => {
    const { repo, window, kept, name } = company();
    const slow = new TufServer({ files: new Map(repo.files) });
    let go = (): void => undefined;
    slow.instead = path => (path.includes('/targets/') ? new Promise(resolve => (go = () => resolve({ body: Buffer.from(own) }))) : undefined);
    const late = window({ http: slow });
    const waiting = late.believed();
    await expect.poll(() => slow.paths.at(-1)).toMatch(/targets/);
    repo.publish(newer);
    kept.files.set(name, tuf.writeKept(repo.evidence(), '2026-11-26T12:00:01.000Z'));
    go();
    await waiting;
    await late.refreshing.finish(Infinity);
    expect(kept.files.get(name)).toBe(tuf.writeKept(repo.evidence(), '2026-11-26T12:00:01.000Z'));
  });

  it('is fetched once for many verifications, and by one of two windows', async () => {
    const { server, window } = company();
    const [one, two] = [window(), window()];
    const infos = await Promise.all([one.info(), one.info(), one.info()]);
    expect(new Set(infos.map(({ sha256 }) => sha256)).size).toBe(1);
    expect(await two.info()).toEqual(infos[0]);
    expect(server.requests).toHaveLength(5);
  });

  it('comes through two windows that begin at the same moment', async () => {
    const { window, kept, name } = company();
    const infos = await Promise.all([window().info(), window().info()]);
    expect(infos[0]).toEqual(infos[1]);
    expect(JSON.parse(kept.files.get(name) as string)).toMatchObject({ trustedRoot: own });
  });

  it('is refreshed although it, or the last attempt, comes from the future', async () => {
    const { server, window, kept, repo, name } = company();
    kept.files.set(name, tuf.writeKept(repo.evidence(), '2999-01-01T00:00:00.000Z'));
    kept.files.set(name.replace('.json', '.attempt.json'), '{"attempted":"2999-01-01T00:00:00.000Z"}');
    await window().info();
    expect(server.requests.length).toBeGreaterThan(0);
    expect(JSON.parse(kept.files.get(name) as string)).toMatchObject({ refreshed: '2026-11-26T12:00:00.000Z' });
  });

  it('is said to be unreadable where it is, and no other is believed', async () => {
    const { window } = company(new MemoryKept(), new TufRepo('{"mediaType":"application/vnd.dev.sigstore.trustedroot.v9+json"}', mirror));
    expect(await window().believed()).toEqual(said('The file is not a Sigstore trusted root.'));
  });
});

describe('a process that ends', () => {
  it('gives a refresh the rest of its time, and then ends it', async () => {
    const { server, window, kept } = company();
    server.instead = path => (path.endsWith('timestamp.json') ? new Promise(() => undefined) : undefined);
    const http = { exchange: (request: Parameters<TufServer['exchange']>[0]) => Promise.race([server.exchange(request), aborted(request.signal as AbortSignal)]) };
    const cli = window({ http });
    void cli.believed();
    await expect.poll(() => server.paths.at(-1)).toMatch(/timestamp/);
    const finished = cli.refreshing.finish(5000);
    cli.wake();
    await finished;
    expect([...kept.files.values()].join()).toContain('unreachable');
  });

  it('has nothing to wait for where nothing runs', async () => {
    await company().window().refreshing.finish(5000);
  });
});

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(new HttpError('cancelled', 'cancelled'))));
}
