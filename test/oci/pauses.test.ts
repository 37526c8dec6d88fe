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
    expect(retryAfter(header, now, limits) - now).toBe(expected);
  });

  it('may be left out', () => {
    expect(retryAfter(undefined, now, limits) - now).toBe(60_000);
  });
});

describe('pauses', () => {
  it('are for one host, end by themselves and never become shorter', () => {
    const pauses = createPauses(limits);
    pauses.pause('a', now + 1000);
    pauses.pause('a', now + 500);
    expect(pauses.until('a', 'action', now)).toBe(now + 1000);
    expect(pauses.until('a', 'action', now + 1000)).toBeUndefined();
    expect(pauses.until('b', 'action', now)).toBeUndefined();
  });

  it.each([
    ['100;w=21600', '11;w=21600', undefined], ['100;w=21600', '10;w=21600', 3_600_000], ['100;w=600', '0;w=600', 600_000],
    ['100', '3', undefined], ['x', '0;w=600', undefined], ['100;w=600', 'x', undefined], ['100;w=600;more', '0;w=600', undefined],
  ])('leave the last tenth of %s (%s) to what the user clicks', (limit, remaining, expected) => {
    const pauses = createPauses(limits);
    pauses.note('a', { 'ratelimit-limit': limit, 'ratelimit-remaining': remaining }, now);
    const until = pauses.until('a', 'background', now);
    expect(until === undefined ? undefined : until - now).toBe(expected);
    expect(pauses.until('a', 'action', now)).toBeUndefined();
  });

  it('are over when there is plenty again', () => {
    const pauses = createPauses(limits);
    pauses.note('a', { 'ratelimit-limit': '100;w=600', 'ratelimit-remaining': '1;w=600' }, now);
    pauses.note('a', {}, now);
    expect(pauses.until('a', 'background', now)).toBeDefined();
    pauses.note('a', { 'ratelimit-limit': '100;w=600', 'ratelimit-remaining': '99;w=600' }, now);
    expect(pauses.until('a', 'background', now)).toBeUndefined();
  });
});
