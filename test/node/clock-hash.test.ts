import { describe, expect, it } from 'vitest';
import { createClock } from '../../server/src/node/clock';
import { createHash } from '../../server/src/node/hash';

describe('the clock', () => {
  it('sleeps until it is over or cancelled', async () => {
    const clock = createClock();
    const controller = new AbortController();
    await clock.sleep(1);
    const sleeping = clock.sleep(1_000_000, controller.signal);
    controller.abort();
    await sleeping;
    await clock.sleep(1_000_000, controller.signal);
    expect(clock.now()).toBeGreaterThan(1_600_000_000_000);
  });
});

describe('the digests of nothing', () => {
  const hash = createHash();
  const nothing = new Uint8Array();
  it.each([
    ['sha256', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    ['sha384', '38b060a751ac96384cd9327eb1b1e36a21fdb71114be07434c0cc7bf63f6e1da274edebfe76f65fbd51ad2f14898b95b'],
    ['sha512', 'cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a538327af927da3e'],
  ] as const)('%s', (algorithm, hex) => {
    expect(hash.hex(algorithm, nothing)).toBe(hex);
  });
});
