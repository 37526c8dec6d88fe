import { describe, expect, it } from 'vitest';
import type { KeptFilesPort } from '../../server/src/core/ports';
import { createAnswers, type KeptAnswers } from '../../server/src/facts/answers';
import { openKeptAnswers } from '../../server/src/facts/kept-answers';
import { createResolutions } from '../../server/src/facts/resolutions';
import { createDetails } from '../../server/src/facts/details';
import { createHash } from '../../server/src/node/hash';
import type { RegistryClient } from '../../server/src/oci';
import { action, reference } from '../support/fake-registry-client';

const day = 24 * 3_600_000;

/** One folder, a clock that is moved by hand, and windows that share both. */
function createDisk() {
  const files = new Map<string, string>();
  const sleeping: { until: number; wake: () => void }[] = [];
  const lines: string[] = [];
  const disk = {
    files, lines, writes: 0, reads: 0, readOnly: false, now: 1_700_000_000_000,
    /** Holds whoever has read and is about to write. */
    beforeWrite: undefined as (() => Promise<void>) | undefined,
    async pass(milliseconds: number): Promise<void> {
      disk.now += milliseconds;
      for (const sleeper of sleeping.splice(0)) {
        if (sleeper.until <= disk.now) sleeper.wake();
        else sleeping.push(sleeper);
      }
      await settled();
    },
    async window(): Promise<KeptAnswers> {
      return openKeptAnswers({ files: port, clock, hash: createHash(), log: { debug: ignore, info: ignore, error: ignore, warn: text => void lines.push(text) } });
    },
    text: (): string => files.get('answers.json') ?? '',
  };
  const ignore = (): void => undefined;
  const clock = {
    now: () => disk.now,
    sleep: (milliseconds: number, signal?: { addEventListener(type: 'abort', listener: () => void): void }) =>
      new Promise<void>(resolve => {
        sleeping.push({ until: disk.now + milliseconds, wake: resolve });
        signal?.addEventListener('abort', () => resolve());
      }),
  };
  const port: KeptFilesPort = {
    async read(name) {
      disk.reads += 1;
      return files.get(name);
    },
    async write(name, text) {
      await disk.beforeWrite?.();
      disk.writes += 1;
      if (!disk.readOnly) files.set(name, text);
      return !disk.readOnly;
    },
  };
  return { disk, clock };
}

async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}

const put = (kept: KeptAnswers, key: string, value: unknown, end = Infinity): void => kept.put(key, { value, end });

describe('answers on the disk', () => {
  it('are written two seconds after the first of several, once, and are there for the next session', async () => {
    const { disk } = createDisk();
    const kept = await disk.window();
    put(kept, 'a', { digest: '1' });
    await disk.pass(1_999);
    put(kept, 'b', 'two');
    expect(disk.writes).toBe(0);
    await disk.pass(1);
    expect(disk.writes).toBe(1);
    await disk.pass(60_000);
    expect(disk.writes).toBe(1);
    const next = await disk.window();
    expect(next.get('a')).toEqual({ value: { digest: '1' }, at: 1_700_000_000_000 });
    expect(next.get('b')).toEqual({ value: 'two', at: 1_700_000_001_999 });
    expect(next.get('c')).toBeUndefined();
  });

  it('are written at once at the end, and only when there is something to write', async () => {
    const { disk } = createDisk();
    const kept = await disk.window();
    await kept.finish();
    expect(disk.writes).toBe(0);
    put(kept, 'a', 1);
    await kept.finish();
    expect((await disk.window()).get('a')).toMatchObject({ value: 1 });
    await disk.pass(5_000);
    expect(disk.writes).toBe(1);
  });

  it('are those of all windows, the newest on each question', async () => {
    const { disk } = createDisk();
    const [one, two] = [await disk.window(), await disk.window()];
    put(one, 'a', 'old');
    put(one, 'b', 'of one');
    await disk.pass(5_000);
    put(two, 'a', 'new');
    await disk.pass(5_000);
    expect(JSON.parse(disk.text())[2]).toHaveLength(2);
    put(one, 'c', 'later');
    const before = one.revision();
    await disk.pass(5_000);
    expect(one.revision()).not.toBe(before);
    for (const kept of [one, await disk.window()]) {
      expect(['a', 'b', 'c'].map(key => kept.get(key)?.value)).toEqual(['new', 'of one', 'later']);
    }
  });

  it('of a window that was overtaken between reading and writing are there again when it writes next', async () => {
    const { disk } = createDisk();
    const [slow, fast] = [await disk.window(), await disk.window()];
    let go: () => void = () => undefined;
    disk.beforeWrite = () => new Promise(resolve => (go = resolve));
    put(slow, 'slow', 1);
    const finishing = slow.finish();
    await settled();
    disk.beforeWrite = undefined;
    put(fast, 'fast', 1);
    await fast.finish();
    go();
    await finishing;
    expect((await disk.window()).get('fast')).toBeUndefined();
    put(fast, 'later', 1);
    await fast.finish();
    const all = await disk.window();
    expect(['slow', 'fast', 'later'].map(key => all.get(key)?.value)).toEqual([1, 1, 1]);
  });

  it('are at most 5,000, those that were used last, and end when nobody wants them any more', async () => {
    const { disk } = createDisk();
    const kept = await disk.window();
    put(kept, 'first', 1);
    put(kept, 'second', 1);
    put(kept, 'short', 1, disk.now + 500);
    await disk.pass(1_000);
    for (let index = 0; index < 4_999; index += 1) put(kept, `n${index}`, 1);
    await disk.pass(1);
    expect(kept.get('first')).toBeDefined();
    await kept.finish();
    const next = await disk.window();
    expect(JSON.parse(disk.text())[2]).toHaveLength(5_000);
    expect(next.get('first')).toBeDefined();
    expect(next.get('second')).toBeUndefined();
    expect(next.get('short')).toBeUndefined();
  });

  it('leave out one that is too large, and never grow past what is read again', async () => {
    const { disk } = createDisk();
    const kept = await disk.window();
    put(kept, 'large', 'x'.repeat(70_000));
    put(kept, 'small', 1);
    for (let index = 0; index < 100; index += 1) put(kept, `n${index}`, 'x'.repeat(60_000));
    await kept.finish();
    expect(disk.text().length).toBeLessThanOrEqual(4_000_000);
    const next = await disk.window();
    expect(next.get('large')).toBeUndefined();
    expect(JSON.parse(disk.text())[2].length).toBeGreaterThan(60);
  });

  it.each([
    ['nothing', ''], ['no JSON', '{"schema"'], ['another form', '[2,0,[]]'], ['an object', '{"__proto__":{"polluted":1}}'],
    ['rows that are none', '[1,0,[1,null,[],{"__proto__":[]},["x",1,1,1,1],["__proto__",1,0,1,1]]]'], ['times that are none', '[1,"x",[]]'], ['a list that is none', '[1,0,{}]'],
    ['far too much', `[1,0,[${'0,'.repeat(2_000_001)}0]]`], ['no end of brackets', '['.repeat(100_000)],
  ])('are none where the file holds %s, and are written anew', async (_what, text) => {
    const { disk } = createDisk();
    disk.files.set('answers.json', text);
    const kept = await disk.window();
    expect(kept.get('a')).toBeUndefined();
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
    put(kept, 'a', 1);
    await kept.finish();
    expect((await disk.window()).get('a')).toMatchObject({ value: 1 });
  });

  it('keep no row under a key that is none of ours', async () => {
    const { disk } = createDisk();
    const row = ['../../x', disk.now, 0, disk.now, 1];
    disk.files.set('answers.json', JSON.stringify([1, 0, [row]]));
    const kept = await disk.window();
    put(kept, 'a', 1);
    await kept.finish();
    expect(JSON.parse(disk.text())[2]).toHaveLength(1);
  });

  it('are none at whatever place the file was cut off', async () => {
    const { disk } = createDisk();
    const kept = await disk.window();
    put(kept, 'a', { digest: 'x' });
    await kept.finish();
    const whole = disk.text();
    for (let length = 0; length < whole.trimEnd().length; length += 1) {
      disk.files.set('answers.json', whole.slice(0, length));
      expect((await disk.window()).get('a')).toBeUndefined();
    }
  });

  it('from the future are none, and neither is a time before which all was forgotten', async () => {
    const { disk } = createDisk();
    const kept = await disk.window();
    put(kept, 'a', 1);
    await kept.finish();
    const [row] = JSON.parse(disk.text())[2] as [unknown[]];
    disk.files.set('answers.json', JSON.stringify([1, disk.now + day, [row]]));
    expect((await disk.window()).get('a')).toBeDefined();
    disk.files.set('answers.json', JSON.stringify([1, 0, [[row[0], disk.now + day, 0, disk.now, 1]]]));
    expect((await disk.window()).get('a')).toBeUndefined();
  });

  it('that somebody nested without end break nothing', async () => {
    const { disk } = createDisk();
    const kept = await disk.window();
    put(kept, 'a', 1);
    await kept.finish();
    const [row] = JSON.parse(disk.text())[2] as [unknown[]];
    disk.files.set('answers.json', `[1,0,[["${String(row[0])}",${disk.now},0,${disk.now},${'['.repeat(30_000)}${']'.repeat(30_000)}]]]`);
    const next = await disk.window();
    put(next, 'b', 1);
    await expect(next.finish()).resolves.toBeUndefined();
    expect((await disk.window()).get('b')).toBeDefined();
  });

  it('stay in memory where the disk cannot be written to: one line in the log, and a try in ten minutes', async () => {
    const { disk } = createDisk();
    disk.readOnly = true;
    const kept = await disk.window();
    for (let index = 0; index < 100; index += 1) {
      put(kept, `n${index}`, index);
      await disk.pass(5_000);
    }
    expect(disk.writes).toBe(1);
    expect(disk.lines).toHaveLength(1);
    expect(kept.get('n99')).toMatchObject({ value: 99 });
    await kept.finish();
    expect(disk.writes).toBe(1);
    disk.readOnly = false;
    await disk.pass(10 * 60_000);
    put(kept, 'more', 1);
    await disk.pass(2_000);
    expect((await disk.window()).get('n0')).toMatchObject({ value: 0 });
    expect(disk.lines).toHaveLength(1);
  });

  it('are cleared for all windows: what one still remembers does not come back with its next answer', async () => {
    const { disk } = createDisk();
    const [one, two] = [await disk.window(), await disk.window()];
    put(one, 'a', 1);
    put(two, 'b', 1);
    await disk.pass(5_000);
    expect(await one.clear()).toBe(true);
    expect(one.get('a')).toBeUndefined();
    await disk.pass(1);
    put(two, 'c', 1);
    await disk.pass(5_000);
    for (const kept of [two, await disk.window()]) {
      expect(['a', 'b', 'c'].map(key => kept.get(key)?.value)).toEqual([undefined, undefined, 1]);
    }
  });

  it('say so when they could not be cleared', async () => {
    const { disk } = createDisk();
    const kept = await disk.window();
    put(kept, 'a', 1);
    await kept.finish();
    disk.readOnly = true;
    expect(await kept.clear()).toBe(false);
    expect(kept.get('a')).toBeUndefined();
  });

  it('that are withdrawn are withdrawn for all windows', async () => {
    const { disk } = createDisk();
    const [one, two] = [await disk.window(), await disk.window()];
    put(one, 'a', 1);
    await disk.pass(5_000);
    put(two, 'b', 1);
    await disk.pass(5_000);
    expect(two.get('a')).toBeDefined();
    one.put('a', { end: disk.now + day });
    await disk.pass(5_000);
    put(two, 'c', 1);
    await disk.pass(5_000);
    expect(two.get('a')).toBeUndefined();
    expect((await disk.window()).get('a')).toBeUndefined();
  });
});

describe('what registries said of images, from session to session', () => {
  const digest = `sha256:${'a'.repeat(64)}`;
  const mediaType = 'application/vnd.oci.image.index.v1+json';

  function session(disk: ReturnType<typeof createDisk>) {
    const asked: string[] = [];
    const client = {
      resolve: async ({ repository, tag, digest: wanted }) => {
        asked.push(`HEAD ${repository}`);
        if (repository === 'gone') return 'missing';
        return { digest: wanted ?? digest, mediaType, verified: false, resolvedAt: disk.clock.now(), ...(tag === 'mirrored' ? { via: 'mirror.example' } : {}) };
      },
      resolveVerified: async ({ repository }) => {
        asked.push(`GET ${repository}`);
        return { digest, mediaType, verified: true, resolvedAt: disk.clock.now() };
      },
    } as Partial<RegistryClient> as RegistryClient;
    let kept: KeptAnswers | undefined;
    const answers = createAnswers({ clock: disk.clock, loadKept: async () => (kept = await disk.disk.window()) });
    const details = createDetails({ details: async ({ repository }, platform) => {
      asked.push(`details ${repository}`);
      return { platform, size: 5, version: '1.2', created: 1_600_000_000_000, platforms: ['linux/amd64', 'linux/s390x'] };
    } }, answers);
    return { asked, answers, details, resolutions: createResolutions(client, disk.clock, answers), kept: () => kept };
  }
  const options = { consent: action };
  const app = reference('registry.example/team/app:1');
  const pinned = reference(`registry.example/team/app:1@${digest}`);

  it('asks nobody within 15 minutes, tells what is older with its age, and asks anew', async () => {
    const world = createDisk();
    const first = session(world);
    await first.resolutions.lookUp(app, options);
    await first.answers.finish();
    await world.disk.pass(15 * 60_000 - 1);
    const second = session(world);
    expect(await second.resolutions.lookUp(app, options)).toEqual({ state: 'known', value: { digest, mediaType, verified: false, resolvedAt: 1_700_000_000_000 } });
    expect(second.asked).toEqual([]);
    await world.disk.pass(1);
    const third = session(world);
    await third.answers.recall('registry.example', 'team/app');
    expect(third.resolutions.current(app)).toMatchObject({ state: 'known', asOf: 1_700_000_000_000 });
    expect(await third.resolutions.lookUp(app, options)).not.toHaveProperty('asOf');
    expect(third.asked).toEqual(['HEAD team/app']);
  });

  it('keeps a digest\'s details for ever, those of a tag for a day, and a missing image for a minute', async () => {
    const world = createDisk();
    const first = session(world);
    const gone = reference('registry.example/gone:1');
    await first.details.lookUp(pinned, 'linux/arm64/v8', options);
    await first.details.lookUp(app, 'linux/amd64', options);
    expect((await first.resolutions.lookUp(gone, options))).toMatchObject({ value: 'missing' });
    await first.answers.finish();
    await world.disk.pass(59_000);
    expect((await session(world).resolutions.lookUp(gone, options))).toMatchObject({ value: 'missing' });
    await world.disk.pass(1_000);
    const second = session(world);
    await second.resolutions.lookUp(gone, options);
    expect(second.asked).toEqual(['HEAD gone']);
    await world.disk.pass(25 * 3_600_000);
    const third = session(world);
    expect(await third.details.lookUp(app, 'linux/amd64', options)).toMatchObject({ state: 'known' });
    expect(third.asked).toEqual(['details team/app']);
    await world.disk.pass(400 * day);
    const last = session(world);
    await last.details.lookUp(pinned, 'linux/arm64/v8', options);
    expect(last.asked).toEqual(['details team/app']);
  });

  it('keeps all that is known of an image', async () => {
    const world = createDisk();
    const first = session(world);
    const told = await first.details.lookUp(app, 'linux/amd64', options);
    await first.answers.finish();
    const second = session(world);
    await second.answers.recall('registry.example', 'team/app');
    expect(second.details.current(app, 'linux/amd64')).toEqual(told);
    expect(told).toEqual({ state: 'known', value: { platform: 'linux/amd64', size: 5, version: '1.2', created: 1_600_000_000_000, platforms: ['linux/amd64', 'linux/s390x'] } });
  });

  it('never writes a digest that another process hashed, and none that is not fresh', async () => {
    const world = createDisk();
    const first = session(world);
    await first.resolutions.verified(app, options);
    await first.answers.finish();
    const second = session(world);
    expect(await second.resolutions.lookUp(app, options)).toMatchObject({ value: { digest, verified: false } });
    await second.resolutions.verified(app, options);
    await second.resolutions.verified(app, options);
    expect(second.asked).toEqual(['GET team/app']);
    await world.disk.pass(15 * 60_000);
    await second.resolutions.verified(app, options);
    expect(second.asked).toEqual(['GET team/app', 'GET team/app']);
  });

  it('keeps what a mirror said to itself', async () => {
    const world = createDisk();
    const first = session(world);
    await first.resolutions.lookUp(reference('registry.example/team/app:mirrored'), options);
    await first.resolutions.lookUp(app, options);
    await first.answers.finish();
    expect(JSON.parse(world.disk.text())[2]).toHaveLength(1);
  });

  it.each([
    ['a digest that is none', { digest: 'sha256:../../x', mediaType }], ['no digest', { mediaType }], ['a list', [digest]], ['another word', 'gone'], ['null', null],
  ])('takes nothing for an answer that holds %s', async (_what, value) => {
    const world = createDisk();
    const first = session(world);
    await first.resolutions.lookUp(app, options);
    await first.answers.finish();
    const file = JSON.parse(world.disk.text()) as [number, number, unknown[][]];
    file[2][0]!.splice(4, 1, value);
    world.disk.files.set('answers.json', JSON.stringify(file));
    const second = session(world);
    await second.resolutions.lookUp(app, options);
    expect(second.asked).toEqual(['HEAD team/app']);
  });

  it('takes no other digest for the one that was asked for, and no media type that is none', async () => {
    const world = createDisk();
    const first = session(world);
    await first.resolutions.lookUp(pinned, options);
    await first.resolutions.lookUp(app, options);
    await first.answers.finish();
    world.disk.files.set('answers.json', world.disk.text().replaceAll(digest, `sha256:${'b'.repeat(64)}`).replaceAll(mediaType, '[x](command:y)'));
    const second = session(world);
    expect(await second.resolutions.lookUp(pinned, options)).toMatchObject({ value: { digest } });
    expect(second.asked).toEqual(['HEAD team/app']);
    expect(await second.resolutions.lookUp(app, options)).toMatchObject({ value: { mediaType: '' } });
  });
});

describe('attack A14: a reference that looks like a path', () => {
  const hostile = ['..', '../../../etc/passwd', 'a/../../b', 'a\0b', 'CON', 'NUL', 'aux.json', 'x'.repeat(300), '__proto__', 'constructor', 'answers.json', 'C:\\x', '%2e%2e'];

  it.each(['team/app', ...hostile])('attack A14: %j names no file, and stands in none', async repository => {
    const world = createDisk();
    const answers = createAnswers({ clock: world.clock, loadKept: () => world.disk.window() });
    const digest = `sha256:${'a'.repeat(64)}`;
    const client = { resolve: async () => ({ digest, mediaType: '', verified: false, resolvedAt: 0 }) } as Partial<RegistryClient> as RegistryClient;
    const image = { registry: 'registry.example', repository, tag: repository };
    await createResolutions(client, world.clock, answers).lookUp(image, { consent: action });
    await answers.finish();
    expect([...world.disk.files.keys()]).toEqual(['answers.json']);
    const [[key, ...rest]] = JSON.parse(world.disk.text())[2] as [[string, ...unknown[]]];
    expect(key).toMatch(/^[0-9a-f]{64}$/);
    expect(rest.at(-1)).toEqual({ digest, mediaType: '' });
    // It is found again, and by no other name.
    const next = createAnswers({ clock: world.clock, loadKept: () => world.disk.window() });
    await next.recall(image.registry, image.repository);
    const known = createResolutions(client, world.clock, next);
    expect(known.current(image)).toMatchObject({ state: 'known' });
    expect(known.current({ ...image, repository: `${repository}x` })).toMatchObject({ state: 'unknown' });
  });
});
