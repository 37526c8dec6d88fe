import { message, type Message } from '../core/message';
import { longestPattern, namesRegistry } from '../core/pattern';
import type { Whole } from './combined-shapes';
import { text } from './scalar-shapes';
import { report } from './shape';
import { rangeOf } from './yaml';

const isShort = (value: string) => value.length <= 500;
export const sentence = text(isShort, message('expected a short text'));
export const pattern = text(
  value => value.length <= longestPattern && namesRegistry(value) && !/\s/.test(value),
  message('A pattern begins with a registry, e.g. docker.io/library/node or ghcr.io/acme/**'),
);
export const path = text(value => value !== '' && value.length <= longestPattern, message('expected a path, e.g. test/**'));
export const prefix = text(
  value => value.length <= longestPattern && namesRegistry(value) && !/[\s*@]/.test(value),
  message('expected a registry, or a registry and a path, without stars'),
);
export const day = text(isDay, message('expected a day, e.g. 2027-01-31'), { pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' });

/** The value as a whole says too little. */
export function missing({ node, place, reading }: Omit<Whole, 'clean'>, what: Message): undefined {
  return report(reading, { ...place, range: rangeOf(node), message: what });
}

function isDay(value: string): boolean {
  if (!/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(value)) return false;
  const [year = 0, month = 0, date = 0] = value.split('-').map(Number);
  const day = new Date(Date.UTC(year, month - 1, date));
  return day.getUTCMonth() === month - 1 && day.getUTCDate() === date;
}
