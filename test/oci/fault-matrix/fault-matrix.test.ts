import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connections } from './connections';
import { leadingElsewhere, strangersAsked } from './leading-elsewhere';
import { manifests } from './manifests';
import { names } from './names';
import { run, type Row } from './row';
import { statuses } from './statuses';
import { tokens } from './tokens';

/**
 * Everything that registries and networks are known to do wrong, one row each: what comes of it, in how many requests, after
 * what time, and what the user reads. Afterwards the same client, with the same sockets, finds the image again.
 */
const groups: readonly (readonly [string, readonly Row[]])[] = [
  ['the connection', connections], ['the name', names], ['the status', statuses],
  ['the token', tokens], ['the manifest', manifests], ['what an answer leads to', leadingElsewhere],
];

const left: unknown[] = [];
const leave = (reason: unknown): void => void left.push(reason);
beforeAll(() => void process.on('unhandledRejection', leave));
afterAll(() => void process.off('unhandledRejection', leave));

describe.each(groups)('fault matrix: %s', (_, rows) => {
  it.each(rows.map(row => [row.fault, row] as const))('%s', async (_fault, row) => {
    const { outcome, requests, says, took, after } = await run(row);
    expect({ outcome, requests }).toEqual({ outcome: row.outcome, requests: row.requests });
    if (row.says instanceof RegExp) expect(says).toMatch(row.says);
    else expect(says).toBe(row.says);
    expect(took).toBeLessThanOrEqual(row.within);
    expect(after).toEqual(row.recovers === false ? undefined : { got: 'the image' });
  });
});

describe('the fault matrix', () => {
  it('has a row for every fault that the design lists', () => {
    const rows = groups.flatMap(([, each]) => each.map(({ fault }) => fault));
    expect(new Set(rows).size).toBe(rows.length);
    expect(designed.filter(fault => !rows.some(row => row === fault || row.startsWith(`${fault},`)))).toEqual([]);
  });

  it('leads to nobody else, and leaves no promise to nobody', async () => {
    await new Promise(resolve => setTimeout(resolve, 20));
    expect([strangersAsked(), left]).toEqual([0, []]);
  });
});

/** In its order; what a list of tags can have wrong is in the tests of tags. */
const designed = [
  'refuse', 'accept-and-hang', 'hang after headers', 'hang mid-body', 'reset mid-body', 'reset on reused socket', 'truncated length',
  'chunked byte-by-byte', 'wrong length', 'slow 1 B/s', '429 without Retry-After', '429 with Retry-After as delta', '429 with Retry-After as date',
  '429 with Retry-After in the past', '429 with a huge Retry-After', '429 with Retry-After NaN', '500->200', '503 for ever', '401 loop',
  'token 200 without token', 'token HTML', 'token 5 MB', 'expired token', 'digest missing', 'digest lying', 'digest malformed',
  'Content-Type missing', 'Content-Type with params', 'Content-Type wrong', 'mediaType mismatch', 'ambiguous', 'schema1', '40 KB header',
  'bad UTF-8', 'BOM JSON', 'duplicate keys', 'deep JSON', 'redirect loop', 'redirect cross', 'redirect downgrade', 'redirect data',
  'Link loop', 'Link cross', 'Link self', 'clock skew +1 h', 'clock skew -1 h', 'IPv6-only', 'DNS flap',
];
