import { describe, expect, it } from 'vitest';
import { unknown, valueOf } from '../../server/src/core/fact';
import type { TagList } from '../../server/src/core/tag-list';
import { createAnswers, type KeptAnswers } from '../../server/src/facts/answers';
import { createTagLists, type TagLists } from '../../server/src/facts/tag-lists';
import type { TagsOptions } from '../../server/src/oci/client';
import { RegistryError } from '../../server/src/oci/error';
import { action, createTestClock, reference, type TestClock } from '../support/fake-registry-client';

const app = reference('registry.example/team/app:1');
const options = { consent: action };
const minute = 60_000;

interface World {
  readonly lists: TagLists;
  readonly clock: TestClock;
  readonly asked: TagsOptions[];
  readonly stored: Map<string, { value: unknown; at: number }>;
}

/** A registry that answers as `answer` does, and a disk. */
function world(answer: (options: TagsOptions) => Promise<TagList | 'missing'>, stored = new Map<string, { value: unknown; at: number }>()): World {
  const clock = createTestClock();
  const asked: TagsOptions[] = [];
  const kept: KeptAnswers = {
    get: key => stored.get(key),
    put: (key, { value }) => void stored.set(key, { value, at: clock.now() }),
    revision: () => 0,
    clear: () => Promise.resolve(true),
    finish: () => Promise.resolve(),
  };
  const client = { tags: (_: unknown, given: TagsOptions) => { asked.push(given); return answer(given); } };
  return { lists: createTagLists(client, createAnswers({ clock, loadKept: () => Promise.resolve(kept) })), clock, asked, stored };
}

const both: TagList = { tags: ['1', '2'], complete: true };
const never = () => Promise.reject(new Error('nobody was to be asked'));

describe('lists of tags', () => {
  it('are of the repository, whatever tag is named, and asked for once in a quarter of an hour', async () => {
    const { lists, clock, asked } = world(() => Promise.resolve(both));
    expect(lists.current(app)).toEqual(unknown('not-looked-up'));
    expect(valueOf(await lists.lookUp(app, options))).toEqual(both);
    expect(valueOf(lists.current({ ...app, tag: '9' }))).toEqual(both);
    await lists.lookUp(app, options);
    clock.advance(14 * minute);
    await lists.lookUp(app, options);
    expect(asked).toHaveLength(1);
    clock.advance(2 * minute);
    expect(lists.current(app)).toMatchObject({ state: 'known', value: both, asOf: expect.any(Number) as number });
    await lists.lookUp(app, options);
    expect(asked).toHaveLength(2);
  });

  it('are shown page by page while they come, and then as a whole', async () => {
    let more: ((tags: readonly string[]) => void) | undefined;
    let finish = (_: TagList): void => undefined;
    const { lists } = world(({ onPage }) => new Promise(resolve => { more = onPage; finish = resolve; }));
    const looking = lists.lookUp(app, options);
    await expect.poll(() => lists.coming(app)).toEqual([]);
    more?.(['1']);
    expect(lists.coming({ ...app, tag: '2' })).toEqual(['1']);
    expect(lists.coming(reference('registry.example/team/other'))).toBeUndefined();
    finish(both);
    await looking;
    expect(lists.coming(app)).toBeUndefined();
    expect(valueOf(lists.current(app))).toEqual(both);
  });

  it('say that they were cut, and that there is no such repository, for a minute', async () => {
    const cut = world(() => Promise.resolve({ tags: ['1'], complete: false }));
    expect(valueOf(await cut.lists.lookUp(app, options))).toEqual({ tags: ['1'], complete: false });
    const gone = world(() => Promise.resolve('missing'));
    expect(valueOf(await gone.lists.lookUp(app, options))).toBe('missing');
    gone.clock.advance(2 * minute);
    expect(gone.lists.current(app).state).toBe('unknown');
  });

  it('are unknown where nobody answers, and nothing is under way any more', async () => {
    const { lists } = world(() => Promise.reject(new RegistryError('unreachable', 'registry.example', 'down')));
    expect(await lists.lookUp(app, options)).toMatchObject({ state: 'unknown', reason: 'unreachable' });
    expect(lists.coming(app)).toBeUndefined();
  });

  it('may be empty', async () => {
    const { lists } = world(() => Promise.resolve({ tags: [], complete: true }));
    expect(valueOf(await lists.lookUp(app, options))).toEqual({ tags: [], complete: true });
  });

  it('may be many', async () => {
    const { lists } = world(() => Promise.resolve(both));
    for (let index = 0; index < 40; index += 1) await lists.lookUp(reference(`registry.example/team/app${index}`), options);
    for (let index = 0; index < 40; index += 1) expect(valueOf(lists.current(reference(`registry.example/team/app${index}`)))).toEqual(both);
  });
});

describe('lists of tags on the disk', () => {
  const settled = () => new Promise(resolve => setImmediate(resolve));

  async function storedBy(list: TagList | 'missing'): Promise<World> {
    const first = world(() => Promise.resolve(list));
    await first.lists.lookUp(app, options);
    await settled();
    return first;
  }

  it.each([both, { tags: [], complete: true }, { tags: ['1'], complete: false }])('are there for the next session: %j', async list => {
    const { stored } = await storedBy(list);
    const { lists } = world(never, stored);
    expect(valueOf(await lists.lookUp(app, options))).toEqual(list);
  });

  it('are not, where they are long', async () => {
    const { stored } = await storedBy({ tags: Array.from({ length: 2_000 }, (_, index) => `1.0.${index}`), complete: true });
    expect(stored.size).toBe(0);
  });

  it.each([
    ['a tag that is none', { tags: '1 ../../x', complete: true }], ['two blanks', { tags: '1  2', complete: true }], ['a line', { tags: '1\n2', complete: true }],
    ['a number', { tags: 1, complete: true }], ['a list', { tags: ['1'], complete: true }], ['nothing', {}], ['null', null], ['a text', '1 2'], ['too much', { tags: `1${' 1'.repeat(5_000)}`, complete: true }],
  ])('are not believed with %s in them', async (_, value) => {
    const { stored } = await storedBy(both);
    const accepted = world(never, stored);
    expect(valueOf(await accepted.lists.lookUp(app, options))).toEqual(both);
    for (const [key, { at }] of stored) stored.set(key, { value, at });
    const { lists, asked } = world(() => Promise.resolve({ tags: ['new'], complete: true }), stored);
    expect(valueOf(await lists.lookUp(app, options))).toEqual({ tags: ['new'], complete: true });
    expect(asked).toHaveLength(1);
  });

  it('are complete only where it says so', async () => {
    const { stored } = await storedBy(both);
    for (const [key, { at }] of stored) stored.set(key, { value: { tags: '1 2', complete: 'yes' }, at });
    expect(valueOf(await world(never, stored).lists.lookUp(app, options))).toEqual({ tags: ['1', '2'], complete: false });
  });
});
