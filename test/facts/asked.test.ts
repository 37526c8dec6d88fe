import { describe, expect, it } from 'vitest';
import { known, unknown } from '../../server/src/core/fact';
import { createAsked } from '../../server/src/facts/asked';
import { RegistryError, type RegistryErrorCode } from '../../server/src/oci';
import { createTestClock } from '../support/fake-registry-client';

const life = 1_000;

function setUp() {
  const clock = createTestClock();
  const asked = createAsked<string>({ clock, lifeOf: () => ({ fresh: life }) });
  let requests = 0;
  const ask = (outcome: string | Error) => () => {
    requests += 1;
    return outcome instanceof Error ? Promise.reject(outcome) : Promise.resolve(outcome);
  };
  return { clock, asked, ask, requests: () => requests };
}

describe('what was asked', () => {
  it('is kept for its life, and then asked anew', async () => {
    const { clock, asked, ask, requests } = setUp();
    expect(asked.current('a')).toEqual(unknown('not-looked-up'));
    expect(await asked.lookUp('a', ask('first'))).toEqual(known('first'));
    expect(await asked.lookUp('a', ask('second'))).toEqual(known('first'));
    clock.advance(life);
    expect(asked.current('a')).toEqual(unknown('not-looked-up'));
    expect(await asked.lookUp('a', ask('second'))).toEqual(known('second'));
    expect(requests()).toBe(2);
  });

  it('is left alone for a minute after a failure', async () => {
    const { clock, asked, ask, requests } = setUp();
    await asked.lookUp('a', ask(new RegistryError('unreachable', 'x', 'gone')));
    expect(await asked.lookUp('a', ask('answer'))).toMatchObject({ state: 'unknown', reason: 'unreachable' });
    clock.advance(60_000);
    expect(await asked.lookUp('a', ask('answer'))).toEqual(known('answer'));
    expect(requests()).toBe(2);
  });

  it.each(['offline', 'untrusted-workspace', 'host-not-allowed', 'cancelled'] as const)('is not remembered as a failure when it was %s', async code => {
    const { asked, ask } = setUp();
    await asked.lookUp('a', ask(new RegistryError(code, 'x', 'not asked')));
    expect(await asked.lookUp('a', ask('answer'))).toEqual(known('answer'));
  });

  it('is told until a registry may be asked again, and is asked about each minute at no cost', async () => {
    const { clock, asked, ask, requests } = setUp();
    await asked.lookUp('a', ask(new RegistryError('rate-limited', 'x', 'later', { retryAt: clock.now() + 300_000 })));
    clock.advance(59_000);
    expect(await asked.lookUp('a', ask('answer'))).toMatchObject({ reason: 'rate-limited' });
    clock.advance(200_000);
    expect(asked.current('a')).toMatchObject({ reason: 'rate-limited' });
    expect(requests()).toBe(1);
    clock.advance(41_000);
    expect(asked.current('a')).toEqual(unknown('not-looked-up'));
    await asked.lookUp('b', ask(new RegistryError('rate-limited', 'x', 'soon', { retryAt: clock.now() + 5_000 })));
    clock.advance(5_000);
    expect(await asked.lookUp('b', ask('answer'))).toEqual(known('answer'));
  });
});

describe('what was asked, and is told for longer than it is fresh', () => {
  function setUpStale() {
    const clock = createTestClock();
    const asked = createAsked<string>({ clock, lifeOf: () => ({ fresh: life, told: 10 * life }) });
    asked.remember('a', 'first');
    const at = clock.now();
    clock.advance(life);
    return { clock, asked, at };
  }
  const failing = (code: RegistryErrorCode) => () => Promise.reject(new RegistryError(code, 'x', 'no answer'));

  it('is told with the time of the answer while somebody asks anew, which replaces it', async () => {
    const { clock, asked, at } = setUpStale();
    const revision = asked.revision();
    expect(asked.current('a')).toMatchObject({ state: 'known', value: 'first' });
    expect(Math.abs((asked.current('a') as { asOf: number }).asOf - at)).toBeLessThan(1_000);
    let answer: (value: string) => void = () => undefined;
    const looking = asked.lookUp('a', () => new Promise(resolve => (answer = resolve)));
    await Promise.resolve();
    expect(asked.current('a')).toMatchObject({ value: 'first', asOf: expect.any(Number) as number });
    answer('second');
    expect(await looking).toEqual(known('second'));
    expect(asked.current('a')).toEqual(known('second'));
    expect(asked.revision()).not.toBe(revision);
    clock.advance(10 * life);
    expect(asked.current('a')).toEqual(unknown('not-looked-up'));
  });

  it('has another revision as soon as it is not fresh, and when it ends', () => {
    const clock = createTestClock();
    const asked = createAsked<string>({ clock, lifeOf: () => ({ fresh: life, told: 10 * life }) });
    asked.remember('a', 'first');
    const fresh = asked.revision();
    clock.advance(life);
    const stale = asked.revision();
    expect(stale).not.toBe(fresh);
    expect(asked.revision()).toBe(stale);
    clock.advance(9 * life);
    expect(asked.revision()).not.toBe(stale);
  });

  it.each(['unreachable', 'timeout', 'rate-limited', 'bad-answer'] as const)('is told on when the registry is %s, which is asked again after a minute', async code => {
    const clock = createTestClock();
    const asked = createAsked<string>({ clock, lifeOf: () => ({ fresh: life, told: 24 * 3_600_000 }) });
    asked.remember('a', 'first');
    clock.advance(life);
    let requests = 0;
    const ask = () => {
      requests += 1;
      return failing(code)();
    };
    for (const wait of [0, 30_000, 31_000]) {
      clock.advance(wait);
      expect(await asked.lookUp('a', ask)).toMatchObject({ state: 'known', value: 'first', asOf: expect.any(Number) as number });
    }
    expect(requests).toBe(2);
  });

  it('is not told any more to whom the registry refuses it', async () => {
    const { asked } = setUpStale();
    expect(await asked.lookUp('a', failing('unauthorized'))).toMatchObject({ state: 'unknown', reason: 'unauthorized' });
    expect(asked.current('a')).toMatchObject({ state: 'unknown', reason: 'unauthorized' });
  });

  it('is told to whoever may not ask', async () => {
    const { asked } = setUpStale();
    expect(await asked.lookUp('a', failing('offline'))).toMatchObject({ state: 'known', value: 'first' });
    expect(await asked.lookUp('a', () => Promise.resolve('second'))).toEqual(known('second'));
  });
});

describe('what was asked, of ever more images', () => {
  it('is forgotten where nobody used it for longest', () => {
    const { asked } = setUp();
    for (let index = 0; index < 5000; index += 1) asked.remember(`${index}`, 'x');
    expect(asked.current('0')).toEqual(known('x'));
    asked.remember('one more', 'x');
    expect(asked.current('0')).toEqual(known('x'));
    expect(asked.current('1')).toEqual(unknown('not-looked-up'));
  });
});
