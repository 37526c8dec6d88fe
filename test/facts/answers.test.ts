import { describe, expect, it } from 'vitest';
import { known, unknown } from '../../server/src/core/fact';
import type { LoginPort } from '../../server/src/core/login';
import { createAnswers, type AnswerKind, type KeptAnswers, type Question } from '../../server/src/facts/answers';
import { createAskedAs } from '../../server/src/facts/asked-as';
import { createTestClock } from '../support/fake-registry-client';

const about: Question = { registry: 'registry.example', repository: 'team/app', about: '1' };
const texts: AnswerKind<string> = {
  id: 'text',
  life: () => ({ fresh: 1_000, told: 10_000 }),
  store: value => (value === 'secret' ? undefined : value),
  pick: stored => (typeof stored === 'string' ? stored : undefined),
};

/** One person's logins, by registry. */
function createLogins(ids: Record<string, string>): { ids: Record<string, string>; logins: Pick<LoginPort, 'idOf' | 'registries'> } {
  return { ids, logins: { idOf: registry => Promise.resolve(ids[registry] ?? ''), registries: () => Promise.resolve(Object.keys(ids)) } };
}

/** What a disk would keep, in memory. */
function createKept(clock: { now(): number }) {
  const stored = new Map<string, { value: unknown; at: number }>();
  let revision = 0;
  const kept: KeptAnswers = {
    get: key => stored.get(key),
    put(key, { value }) {
      if (value === undefined) stored.delete(key);
      else stored.set(key, { value, at: clock.now() });
    },
    revision: () => revision,
    clear: () => {
      stored.clear();
      revision += 1;
      return Promise.resolve(true);
    },
    finish: () => Promise.resolve(),
  };
  return { stored, loadKept: () => Promise.resolve(kept) };
}

const nobody = () => Promise.reject(new Error('nobody was to be asked'));

describe('answers that outlive the process', () => {
  it('are there again without a request, with the age that they have', async () => {
    const clock = createTestClock();
    const { loadKept } = createKept(clock);
    const first = createAnswers({ clock, loadKept }).of(texts);
    await first.lookUp(about, () => Promise.resolve('answer'));
    const later = createAnswers({ clock, loadKept });
    const second = later.of(texts);
    expect(second.current(about)).toEqual(unknown('not-looked-up'));
    const before = second.revision();
    await later.ready();
    expect(second.revision()).not.toBe(before);
    expect(second.current(about)).toEqual(known('answer'));
    expect(await second.lookUp(about, nobody)).toEqual(known('answer'));
    clock.advance(1_000);
    expect(second.current(about)).toMatchObject({ value: 'answer', asOf: expect.any(Number) as number });
    clock.advance(9_000);
    expect(second.current(about)).toEqual(unknown('not-looked-up'));
  });

  it('are only those that may be kept, and never a failure', async () => {
    const clock = createTestClock();
    const { loadKept, stored } = createKept(clock);
    const answers = createAnswers({ clock, loadKept }).of(texts);
    await answers.lookUp(about, () => Promise.resolve('answer'));
    await answers.lookUp({ ...about, about: '2' }, () => Promise.resolve('secret'));
    await answers.lookUp({ ...about, about: '3' }, nobody);
    expect([...stored.values()].map(({ value }) => value)).toEqual(['answer']);
  });

  it('are what their kind picks, and nothing else', async () => {
    const clock = createTestClock();
    const { loadKept, stored } = createKept(clock);
    await createAnswers({ clock, loadKept }).of(texts).lookUp(about, () => Promise.resolve('answer'));
    const [key = ''] = stored.keys();
    stored.set(key, { value: { text: 'forged' }, at: clock.now() });
    const answers = createAnswers({ clock, loadKept }).of(texts);
    expect(await answers.lookUp(about, () => Promise.resolve('asked'))).toEqual(known('asked'));
  });

  it('are gone when somebody clears them', async () => {
    const clock = createTestClock();
    const { loadKept, stored } = createKept(clock);
    const answers = createAnswers({ clock, loadKept });
    await answers.of(texts).lookUp(about, () => Promise.resolve('answer'));
    await answers.clear();
    expect(answers.of(texts).current(about)).toEqual(unknown('not-looked-up'));
    expect(stored.size).toBe(0);
  });

  it('and the kinds do not mix', async () => {
    const clock = createTestClock();
    const answers = createAnswers({ clock });
    await answers.of(texts).lookUp(about, () => Promise.resolve('answer'));
    expect(answers.of({ ...texts, id: 'other' }).current(about)).toEqual(unknown('not-looked-up'));
  });
});

describe('attack A22: what was answered to one login', () => {
  async function signedIn() {
    const clock = createTestClock();
    const { loadKept, stored } = createKept(clock);
    const person = createLogins({ 'registry.example': 'login-1' });
    const askedAs = createAskedAs(person.logins);
    const answers = createAnswers({ clock, loadKept, askedAs });
    const ofTexts = answers.of(texts);
    expect(await ofTexts.lookUp(about, () => Promise.resolve('private'))).toEqual(known('private'));
    expect(ofTexts.current(about)).toEqual(known('private'));
    return { clock, loadKept, stored, person, askedAs, answers, ofTexts };
  }

  it('is told to it again, in the next session', async () => {
    const { clock, loadKept, person } = await signedIn();
    const answers = createAnswers({ clock, loadKept, askedAs: createAskedAs(person.logins) });
    expect(await answers.of(texts).lookUp(about, nobody)).toEqual(known('private'));
  });

  it.each<[string, Record<string, string>]>([
    ['nobody', {}],
    ['another login', { 'registry.example': 'login-2' }],
    ['the same login at another registry', { 'other.example': 'login-1' }],
  ])('attack A22: is never told to %s, from memory or from the disk', async (_who, ids) => {
    const { clock, loadKept, person, answers, ofTexts } = await signedIn();
    delete person.ids['registry.example'];
    Object.assign(person.ids, ids);
    await answers.ready();
    expect(ofTexts.current(about)).toEqual(unknown('not-looked-up'));
    expect(await ofTexts.lookUp(about, () => Promise.resolve('public'))).toEqual(known('public'));
    const next = createAnswers({ clock, loadKept, askedAs: createAskedAs(person.logins) });
    await next.ready();
    const kept = next.of(texts);
    expect(await kept.lookUp(about, nobody)).toEqual(known('public'));
  });

  it('attack A22: is never told to nobody by a session that has asked for no login yet', async () => {
    const { clock, loadKept, person } = await signedIn();
    const next = createAnswers({ clock, loadKept, askedAs: createAskedAs(person.logins) });
    await next.ready();
    expect(next.of(texts).current(about)).toEqual(unknown('not-looked-up'));
  });

  it('attack A22: is kept for nobody when somebody signs out while it is asked for', async () => {
    const { person, ofTexts, stored } = await signedIn();
    const other = { ...about, about: '2' };
    const fact = await ofTexts.lookUp(other, () => {
      delete person.ids['registry.example'];
      return Promise.resolve('private too');
    });
    expect(fact).toMatchObject({ state: 'unknown' });
    expect(await ofTexts.lookUp(other, () => Promise.resolve('public'))).toEqual(known('public'));
    expect(JSON.stringify([...stored])).not.toContain('private too');
  });

  it('attack A22: is told no more to whoever signed out, at the next look at it', async () => {
    const { person, ofTexts } = await signedIn();
    delete person.ids['registry.example'];
    expect(await ofTexts.lookUp(about, () => Promise.resolve('public'))).toEqual(known('public'));
    expect(ofTexts.current(about)).toEqual(known('public'));
  });
});

describe('as whom a registry is asked', () => {
  it('is nobody where there is no login, as soon as that is known, and is found out elsewhere', async () => {
    const person = createLogins({ 'registry.example': 'login-1' });
    const askedAs = createAskedAs(person.logins);
    expect(askedAs.current('public.example', 'app')).toBeUndefined();
    const before = askedAs.revision();
    await askedAs.refresh();
    expect(askedAs.revision()).not.toBe(before);
    expect(askedAs.current('public.example', 'app')).toBe('');
    expect(askedAs.current('registry.example', 'app')).toBeUndefined();
    expect(await askedAs.find('registry.example', 'app')).toBe('login-1');
    expect(askedAs.current('registry.example', 'app')).toBe('login-1');
    person.ids['public.example'] = 'login-2';
    expect(await askedAs.find('public.example', 'app')).toBe('login-2');
    expect(askedAs.current('public.example', 'app')).toBe('login-2');
  });

  it('has another revision whenever it is somebody else, and the same while it is not', async () => {
    const person = createLogins({ 'registry.example': 'login-1' });
    const askedAs = createAskedAs(person.logins);
    await askedAs.refresh();
    await askedAs.find('registry.example', 'app');
    const before = askedAs.revision();
    await askedAs.refresh();
    await askedAs.find('registry.example', 'app');
    expect(askedAs.revision()).toBe(before);
    person.ids['registry.example'] = 'login-2';
    await askedAs.refresh();
    expect(askedAs.current('registry.example', 'app')).toBe('login-2');
    expect(askedAs.revision()).not.toBe(before);
  });

  it('is found again for some names only, and is not known for the others when it is somebody else for those', async () => {
    const person = createLogins({ 'registry.example': 'login-1' });
    const askedAs = createAskedAs(person.logins);
    for (let index = 0; index < 65; index += 1) await askedAs.find('registry.example', `app${index}`);
    await askedAs.refresh();
    expect(askedAs.current('registry.example', 'app0')).toBe('login-1');
    person.ids['registry.example'] = 'login-2';
    await askedAs.refresh();
    expect(askedAs.current('registry.example', 'app0')).toBeUndefined();
    expect(askedAs.current('registry.example', 'app64')).toBe('login-2');
  });
});
