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
function createLogins(ids: Record<string, string>): { ids: Record<string, string>; logins: Pick<LoginPort, 'idOf'> } {
  return { ids, logins: { idOf: registry => Promise.resolve(ids[registry] ?? '') } };
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
    await later.recall(about.registry, about.repository);
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
    await answers.recall(about.registry, about.repository);
    expect(ofTexts.current(about)).toEqual(unknown('not-looked-up'));
    expect(await ofTexts.lookUp(about, () => Promise.resolve('public'))).toEqual(known('public'));
    const next = createAnswers({ clock, loadKept, askedAs: createAskedAs(person.logins) });
    expect(await next.of(texts).lookUp(about, nobody)).toEqual(known('public'));
  });

  it('attack A22: is never told by a session that does not know yet who asks', async () => {
    const { clock, loadKept, person } = await signedIn();
    const next = createAnswers({ clock, loadKept, askedAs: createAskedAs(person.logins) });
    await next.recall(about.registry, 'team/other');
    expect(next.of(texts).current(about)).toEqual(unknown('not-looked-up'));
    await next.recall(about.registry, about.repository);
    expect(next.of(texts).current(about)).toEqual(known('private'));
  });

  it('attack A22: of one registry is no answer of another one', async () => {
    const { ofTexts, person } = await signedIn();
    person.ids['other.example'] = 'login-1';
    expect(await ofTexts.lookUp({ ...about, registry: 'other.example' }, () => Promise.resolve('other'))).toEqual(known('other'));
    expect(ofTexts.current(about)).toEqual(known('private'));
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

describe('what is asked anew', () => {
  it('is what is known, where that will do and is fresh', async () => {
    const clock = createTestClock();
    const answers = createAnswers({ clock, askedAs: createAskedAs(createLogins({}).logins) }).of(texts);
    expect(await answers.learn(about, () => Promise.resolve('first'), () => true)).toBe('first');
    expect(answers.current(about)).toEqual(known('first'));
    expect(await answers.learn(about, nobody, value => value === 'first')).toBe('first');
    expect(await answers.learn(about, () => Promise.resolve('second'), () => false)).toBe('second');
    clock.advance(1_000);
    expect(await answers.learn(about, () => Promise.resolve('third'), () => true)).toBe('third');
    await expect(answers.learn(about, nobody, () => false)).rejects.toThrow('nobody was to be asked');
    expect(answers.current(about)).toEqual(known('third'));
  });

  it('attack A22: is not kept when somebody signs out meanwhile', async () => {
    const person = createLogins({ 'registry.example': 'login-1' });
    const answers = createAnswers({ clock: createTestClock(), askedAs: createAskedAs(person.logins) }).of(texts);
    await answers.learn(about, () => Promise.resolve('private'), () => true);
    expect(answers.current(about)).toEqual(known('private'));
    await answers.learn(about, () => {
      delete person.ids['registry.example'];
      return Promise.resolve('private');
    }, () => false);
    expect(answers.current(about)).toEqual(unknown('not-looked-up'));
  });

  it('and what somebody else asked is kept for whoever it is that asks', async () => {
    const answers = createAnswers({ clock: createTestClock(), askedAs: createAskedAs(createLogins({}).logins) }).of(texts);
    await answers.remember(about, 'told');
    expect(answers.current(about)).toEqual(known('told'));
  });
});

describe('as whom a registry is asked', () => {
  it('is not known before it is found out, and has another revision whenever it is somebody else', async () => {
    const person = createLogins({ 'registry.example': 'login-1' });
    const askedAs = createAskedAs(person.logins);
    const revisions = [askedAs.revision()];
    expect(askedAs.current('registry.example', 'app')).toBeUndefined();
    for (const id of ['login-1', 'login-1', 'login-2', '', '']) {
      person.ids['registry.example'] = id;
      expect(await askedAs.find('registry.example', 'app')).toBe(id);
      expect(askedAs.current('registry.example', 'app')).toBe(id);
      revisions.push(askedAs.revision());
    }
    expect(revisions).toEqual([0, 1, 1, 2, 3, 3]);
  });

  it('is remembered for the 5,000 names that were asked about last', async () => {
    const askedAs = createAskedAs(createLogins({ 'registry.example': 'login-1' }).logins);
    for (let index = 0; index <= 5_000; index += 1) await askedAs.find('registry.example', `app${index}`);
    expect(askedAs.current('registry.example', 'app0')).toBeUndefined();
    expect(askedAs.current('registry.example', 'app1')).toBe('login-1');
  });
});
