import { describe, expect, it } from 'vitest';
import { createPauses, retryAfter } from '../../server/src/oci/pauses';

const limits = { pause: 60_000, longestPause: 3_600_000 };
const now = Date.UTC(2026, 0, 1, 12, 0, 0);

describe('Retry-After', () => {
  it.each([
    ['7', 7000], [' 120 ', 120_000], ['0', 1000], ['999999999999', 3_600_000], ['9'.repeat(500), 3_600_000],
    ['Thu, 01 Jan 2026 12:05:00 GMT', 300_000], ['Thu, 01 Jan 2026 11:00:00 GMT', 1000], ['Fri, 01 Jan 2027 12:00:00 GMT', 3_600_000],
    ['NaN', 60_000], ['-5', 60_000], ['1.5', 60_000], ['soon', 60_000], ['', 60_000], ['Thu, 99 Abc 2026 12:05:00 GMT', 60_000], ['0x10', 60_000], ['1e3', 60_000],
  ])('%s', (header, expected) => {
    expect(retryAfter({ 'retry-after': header }, now, limits) - now).toBe(expected);
  });

  it('may be left out', () => {
    expect(retryAfter({}, now, limits) - now).toBe(60_000);
  });
});

describe('a date in Retry-After', () => {
  const inFiveMinutes = 'Thu, 01 Jan 2026 12:05:00 GMT';

  it.each([
    ['an hour ahead', 'Thu, 01 Jan 2026 13:00:00 GMT', 'Thu, 01 Jan 2026 13:05:00 GMT'],
    ['an hour behind', 'Thu, 01 Jan 2026 11:00:00 GMT', 'Thu, 01 Jan 2026 11:05:00 GMT'],
  ])('is of the clock of the host, which may be %s', (_, date, wanted) => {
    expect(retryAfter({ 'retry-after': wanted, date }, now, limits) - now).toBe(300_000);
  });

  it.each(['soon', '', '1767268800'])('counts from our own clock where the host says %s for its own', date => {
    expect(retryAfter({ 'retry-after': inFiveMinutes, date }, now, limits) - now).toBe(300_000);
  });
});

describe('pauses', () => {
  it('are for one host, end by themselves and never become shorter', () => {
    const pauses = createPauses(limits);
    pauses.pause('a', now + 1000, now);
    pauses.pause('a', now + 500, now + 1);
    expect(pauses.of('a', 'action', now)).toEqual({ until: now + 1000, since: now, why: 'asked' });
    expect(pauses.of('a', 'action', now + 1000)).toBeUndefined();
    expect(pauses.of('b', 'action', now)).toBeUndefined();
  });

  it('are one row until the host answers after the end of one', () => {
    const pauses = createPauses(limits);
    pauses.pause('a', now + 1000, now);
    pauses.answered('a', now + 500);
    expect(pauses.of('a', 'action', now + 500)).toMatchObject({ until: now + 1000 });
    pauses.pause('a', now + 3000, now + 1500);
    expect(pauses.of('a', 'action', now + 1500)).toMatchObject({ since: now, until: now + 3000 });
    pauses.answered('a', now + 3000);
    pauses.pause('a', now + 9000, now + 4000);
    expect(pauses.of('a', 'action', now + 4000)).toMatchObject({ since: now + 4000 });
  });

  it.each([
    ['100;w=21600', '11;w=21600', undefined], ['100;w=21600', '10;w=21600', 3_600_000], ['100;w=600', '0;w=600', 600_000],
    ['100', '3', undefined], ['x', '0;w=600', undefined], ['100;w=600', 'x', undefined], ['100;w=600;more', '0;w=600', undefined],
  ])('leave the last tenth of %s (%s) to what the user clicks', (limit, remaining, expected) => {
    const pauses = createPauses(limits);
    pauses.note('a', { 'ratelimit-limit': limit, 'ratelimit-remaining': remaining }, now);
    expect(pauses.of('a', 'background', now)).toEqual(expected === undefined ? undefined : { until: now + expected, since: now, why: 'allowance' });
    expect(pauses.of('a', 'action', now)).toBeUndefined();
  });

  it('are over when there is plenty again', () => {
    const pauses = createPauses(limits);
    pauses.note('a', { 'ratelimit-limit': '100;w=600', 'ratelimit-remaining': '1;w=600' }, now);
    pauses.note('a', {}, now);
    expect(pauses.of('a', 'background', now)).toBeDefined();
    pauses.note('a', { 'ratelimit-limit': '100;w=600', 'ratelimit-remaining': '99;w=600' }, now);
    expect(pauses.of('a', 'background', now)).toBeUndefined();
  });
});
