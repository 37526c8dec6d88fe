import type { Handler } from '../../support/fake-registry';
import { answer, asUsual } from '../fakes';
import { soon, type Row } from './row';

const path = /manifests/;
const limited = 'rate limited (429) by HOST';

function limit(fault: string, headers: () => Record<string, string>, retryIn: number): Row {
  return {
    fault,
    arrange: ({ registry }) => registry.script(path, (_, response) => response.writeHead(429, headers()).end()),
    outcome: { code: 'rate-limited', status: 429, retryIn }, requests: 1, within: soon, says: limited,
  };
}

const date = (seconds: number): string => new Date(Date.now() + seconds * 1000).toUTCString();
const hour = 3600;

/** A server error so many times, and then all is well. */
const failing = (status: number, times: number): readonly Handler[] => [...Array<Handler>(times).fill(answer(status)), asUsual];

/** Statuses that say something about the server and nothing about the image. */
export const statuses: readonly Row[] = [
  limit('429 with Retry-After as delta', () => ({ 'retry-after': '30' }), 30),
  limit('429 with Retry-After as date', () => ({ 'retry-after': date(90), date: date(0) }), 90),
  limit('429 with Retry-After as date, clock skew +1 h', () => ({ 'retry-after': date(hour + 90), date: date(hour) }), 90),
  limit('429 with Retry-After as date, clock skew -1 h', () => ({ 'retry-after': date(90 - hour), date: date(-hour) }), 90),
  limit('429 with Retry-After in the past', () => ({ 'retry-after': 'Thu, 01 Jan 2015 00:00:00 GMT' }), 1),
  limit('429 with a huge Retry-After', () => ({ 'retry-after': '9'.repeat(40) }), hour),
  limit('429 with Retry-After NaN', () => ({ 'retry-after': 'NaN' }), 60),
  limit('429 without Retry-After', () => ({}), 60),
  {
    fault: '429, asked again too early',
    async arrange({ registry, again }) {
      registry.script(path, answer(429, { 'retry-after': '30' }), asUsual);
      await again();
    },
    outcome: { code: 'rate-limited', status: 429, retryIn: 30 }, requests: 0, within: soon, says: limited,
  },
  {
    fault: '429, where somebody has the patience', limits: { patience: 10_000 },
    arrange: ({ registry }) => registry.script(path, answer(429, { 'retry-after': '5' }), asUsual),
    outcome: { got: 'the image' }, requests: 2, within: 10_000,
  },
  {
    fault: '429 for longer than anybody has the patience', limits: { patience: 10_000 },
    arrange: ({ registry }) => registry.script(path, answer(429, { 'retry-after': '11' }), asUsual),
    outcome: { code: 'rate-limited', status: 429, retryIn: 11 }, requests: 1, within: soon, says: limited,
  },
  {
    fault: 'the last tenth of the allowance',
    async arrange({ registry, again }) {
      registry.script(path, (_, response, serve) => {
        response.setHeader('ratelimit-limit', '100;w=21600').setHeader('ratelimit-remaining', '10;w=21600');
        serve();
      });
      await again();
    },
    outcome: { code: 'rate-limited', retryIn: hour }, requests: 0, within: soon, says: limited,
  },
  {
    fault: '500->200',
    arrange: ({ registry }) => registry.script(path, ...failing(500, 1)),
    outcome: { got: 'the image' }, requests: 2, within: 2000,
  },
  {
    fault: '408, twice',
    arrange: ({ registry }) => registry.script(path, ...failing(408, 2)),
    outcome: { got: 'the image' }, requests: 3, within: 2000,
  },
  {
    fault: '503 for ever',
    arrange: ({ registry }) => registry.script(path, answer(503)),
    outcome: { code: 'unreachable', status: 503, retryIn: 5 }, requests: 3, within: 2000, says: 'HOST answered with status 503',
  },
  {
    fault: '503 for ever, slower than the look-up may take', limits: { lookup: 500 },
    arrange: ({ registry }) => registry.script(path, answer(503)),
    // The second pause is longer than what is left.
    outcome: { code: 'timeout' }, requests: 2, within: 2000, says: 'HOST did not answer in time',
  },
  {
    fault: 'a status that nobody knows',
    arrange: ({ registry }) => registry.script(path, answer(418)),
    outcome: { code: 'bad-answer', status: 418 }, requests: 1, within: soon, says: 'HOST gave an answer that cannot be relied on',
  },
];
