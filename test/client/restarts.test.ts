import { describe, expect, it } from 'vitest';
import { Restarts } from '../../client/src/restarts';

function clock() {
  let now = 1_000_000;
  const restarts = new Restarts(() => now);
  return { restarts, endedAfter: (milliseconds: number) => ((now += milliseconds), restarts.ended()) };
}

describe('a server that ends by itself', () => {
  it('is started again four times within three minutes, and not a fifth time', () => {
    const { endedAfter } = clock();
    expect([1, 2, 3, 4, 5, 6].map(() => endedAfter(1000))).toEqual([true, true, true, true, false, false]);
  });

  it('is started again for ever when it ends now and then', () => {
    const { endedAfter } = clock();
    expect(Array.from({ length: 20 }, () => endedAfter(45_000)).every(Boolean)).toBe(true);
  });

  it('that stays off has all its chances again when somebody starts it, or after three minutes', () => {
    const { restarts, endedAfter } = clock();
    for (let end = 0; end < 5; end++) endedAfter(1);
    expect(endedAfter(1)).toBe(false);
    restarts.forget();
    expect(endedAfter(1)).toBe(true);
    for (let end = 0; end < 5; end++) endedAfter(1);
    expect(endedAfter(3 * 60_000)).toBe(true);
  });
});
