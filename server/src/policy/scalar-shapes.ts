import { message, type Message } from '../core/message';
import { noAliases, report, type JsonSchema, type Shape } from './shape';
import { suggestWord, type KnownWords } from './words';
import { isReused, rangeOf, textOf } from './yaml';

/** A text that `accepts` takes; `what` says what it must be. */
export function text(accepts: (value: string) => boolean, what: Message, schema: JsonSchema = {}): Shape<string> {
  return {
    read(node, place, reading) {
      const value = textOf(node);
      if (value !== undefined && accepts(value)) return value;
      return report(reading, { ...place, range: rangeOf(node), message: isReused(node) ? noAliases : what });
    },
    schema: () => ({ type: 'string', ...schema }),
  };
}

export function choice<T extends string>(values: (known: KnownWords) => readonly T[] | undefined): Shape<T> {
  return {
    read(node, place, reading) {
      const value = textOf(node);
      const words = values(reading.known);
      if (value !== undefined && (words === undefined || words.includes(value as T))) return value as T;
      const expected = words && words.length <= 6 ? message('expected one of {0}', words.join(', ')) : message('not a known name');
      const suggestion = value === undefined ? undefined : suggestWord(value, words ?? []);
      return report(reading, { ...place, range: rangeOf(node), message: expected, suggestion });
    },
    schema(known) {
      const words = values(known);
      return words ? { enum: words } : { type: 'string' };
    },
  };
}

export const flag: Shape<boolean> = {
  read(node, place, reading) {
    const value = textOf(node);
    if (value === 'true' || value === 'false') return value === 'true';
    return report(reading, { ...place, range: rangeOf(node), message: message('expected true or false') });
  },
  schema: () => ({ type: 'boolean' }),
};
