import { describe, expect, it } from 'vitest';
import { createOutages } from '../../server/src/oci/outages';

const limits = { outage: 5000, longestOutage: 300_000 };
const failure = { code: 'unreachable', text: 'a: ENOTFOUND', status: undefined } as const;
const later = { purpose: 'background', began: 0 } as const;

/** The seconds of each pause, when a host fails whenever it may be asked again. */
function pausesOf(times: number): readonly number[] {
  const outages = createOutages(limits);
  let now = 0;
  return Array.from({ length: times }, () => {
    const until = outages.failed('a', failure, { sent: now + 1, now: now + 2 }) ?? Number.NaN;
    const pause = until - now - 2;
    now = until;
    return pause / 1000;
  });
}

describe('a host that does not answer', () => {
  it('is left alone by the background, twice as long each time, and for five minutes at most', () => {
    expect(pausesOf(9)).toEqual([5, 10, 20, 40, 80, 160, 300, 300, 300]);
  });

  it('is asked again when that time is over', () => {
    const outages = createOutages(limits);
    outages.failed('a', failure, { sent: 0, now: 10 });
    expect(outages.against('a', later, 5009)).toMatchObject({ ...failure, until: 5010, failures: 1 });
    expect(outages.against('a', later, 5010)).toBeUndefined();
    expect(outages.against('b', later, 10)).toBeUndefined();
  });

  it('is asked at once by a click, but not for what was begun before it failed', () => {
    const outages = createOutages(limits);
    outages.failed('a', failure, { sent: 0, now: 10 });
    expect(outages.against('a', { purpose: 'action', began: 10 }, 11)).toBeUndefined();
    expect(outages.against('a', { purpose: 'action', began: 9 }, 11)).toMatchObject(failure);
  });

  it('fails once for all who asked at the same time', () => {
    const outages = createOutages(limits);
    const first = outages.failed('a', failure, { sent: 0, now: 10 });
    expect(outages.failed('a', failure, { sent: 9, now: 400 })).toBe(first);
    expect(outages.against('a', later, 400)?.failures).toBe(1);
  });

  it('is there when others were answered meanwhile', () => {
    const outages = createOutages(limits);
    outages.answered('a', 5);
    expect(outages.failed('a', failure, { sent: 4, now: 10 })).toBeUndefined();
    expect(outages.against('a', later, 10)).toBeUndefined();
    expect(outages.failed('a', failure, { sent: 6, now: 10 })).toBe(5010);
  });

  it('is forgiven with its next answer', () => {
    const outages = createOutages(limits);
    outages.failed('a', failure, { sent: 0, now: 10 });
    outages.failed('a', failure, { sent: 5010, now: 5020 });
    outages.answered('a', 6000);
    expect(outages.against('a', later, 6000)).toBeUndefined();
    expect(outages.failed('a', failure, { sent: 6001, now: 6002 })).toBe(11_002);
  });

  it('is forgotten when five hundred others are, and no memory is lost', () => {
    const outages = createOutages(limits);
    for (let index = 0; index <= 500; index += 1) outages.failed(`host${index}`, failure, { sent: 0, now: 10 });
    expect(outages.against('host0', later, 10)).toBeUndefined();
    expect(outages.against('host1', later, 10)).toBeDefined();
  });
});
