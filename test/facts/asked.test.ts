import { describe, expect, it } from 'vitest';
import { known, unknown } from '../../server/src/core/fact';
import { createAsked } from '../../server/src/facts/asked';
import { RegistryError } from '../../server/src/oci';
import { createTestClock } from '../support/fake-registry-client';

const life = 1_000;

function setUp() {
  const clock = createTestClock();
  const asked = createAsked<string>(clock, () => life);
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
});
