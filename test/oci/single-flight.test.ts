import { describe, expect, it } from 'vitest';
import type { CancelSignal } from '../../server/src/core/ports';
import { createLimiter } from '../../server/src/oci/limiter';
import { createSingleFlight } from '../../server/src/oci/single-flight';

const cancelled = (): Error => new Error('cancelled');

/** Work that ends when it is told to. */
function createWork(): { start: (signal: CancelSignal) => Promise<string>; finish: (value: string) => void; starts: CancelSignal[] } {
  const starts: CancelSignal[] = [];
  let finish = (_: string): void => undefined;
  const start = (signal: CancelSignal): Promise<string> => {
    starts.push(signal);
    return new Promise(resolve => (finish = resolve));
  };
  return { start, finish: value => finish(value), starts };
}

describe('one flight for all who ask the same', () => {
  it('is started once', async () => {
    const flights = createSingleFlight<string>();
    const work = createWork();
    const waiting = [1, 2, 3].map(() => flights.join('key', work.start, { cancelled }));
    const other = createWork();
    const elsewhere = flights.join('other', other.start, { cancelled });
    work.finish('done');
    other.finish('too');
    expect(await Promise.all([...waiting, elsewhere])).toEqual(['done', 'done', 'done', 'too']);
    expect(work.starts).toHaveLength(1);
    const again = flights.join('key', work.start, { cancelled });
    work.finish('again');
    expect(await again).toBe('again');
    expect(work.starts).toHaveLength(2);
  });

  it('goes on while somebody waits, and is called off when nobody does', async () => {
    const flights = createSingleFlight<string>();
    const work = createWork();
    const [first, second] = [new AbortController(), new AbortController()];
    const leaving = flights.join('key', work.start, { signal: first.signal, cancelled });
    const staying = flights.join('key', work.start, { signal: second.signal, cancelled });
    first.abort();
    await expect(leaving).rejects.toThrow('cancelled');
    expect(work.starts[0]?.aborted).toBe(false);
    second.abort();
    await expect(staying).rejects.toThrow('cancelled');
    expect(work.starts[0]?.aborted).toBe(true);
    const after = flights.join('key', work.start, { cancelled });
    expect(work.starts).toHaveLength(2);
    work.finish('fresh');
    expect(await after).toBe('fresh');
  });

  it('is not started for somebody who has left already', async () => {
    const work = createWork();
    await expect(createSingleFlight<string>().join('key', work.start, { signal: AbortSignal.abort(), cancelled })).rejects.toThrow('cancelled');
    expect(work.starts).toHaveLength(0);
  });

  it('fails for everybody, and is forgotten', async () => {
    const flights = createSingleFlight<string>();
    const fail = async (): Promise<string> => Promise.reject(new Error('broken'));
    const both = [flights.join('key', fail, { cancelled }), flights.join('key', fail, { cancelled })];
    expect((await Promise.allSettled(both)).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await flights.join('key', async () => 'fine', { cancelled })).toBe('fine');
  });
});

describe('a limiter', () => {
  it('never lets more run than it may, and lets everybody run', async () => {
    const limiter = createLimiter(3);
    let running = 0;
    let most = 0;
    let done = 0;
    await Promise.all(Array.from({ length: 30 }, (_, index) => limiter.run('host', { cancelled }, async () => {
      most = Math.max(most, (running += 1));
      for (let turns = 0; turns < index % 4; turns += 1) await Promise.resolve();
      running -= 1;
      done += 1;
      if (index % 5 === 0) throw new Error('broken');
    }).catch(() => undefined)));
    expect({ most, done, running }).toEqual({ most: 3, done: 30, running: 0 });
  });

  it('counts each host for itself, and lets waiters leave', async () => {
    const limiter = createLimiter(1);
    const work = createWork();
    const first = limiter.run('a', { cancelled }, () => work.start(AbortSignal.any([])));
    expect(await limiter.run('b', { cancelled }, async () => 'b')).toBe('b');
    const controller = new AbortController();
    const leaving = limiter.run('a', { signal: controller.signal, cancelled }, async () => 'never');
    const staying = limiter.run('a', { cancelled }, async () => 'next');
    controller.abort();
    await expect(leaving).rejects.toThrow('cancelled');
    work.finish('first');
    expect([await first, await staying]).toEqual(['first', 'next']);
  });
});
