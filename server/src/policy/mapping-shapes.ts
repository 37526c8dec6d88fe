import type { Node } from 'yaml';
import { message } from '../core/message';
import { plainText } from '../core/plain-text';
import { mostEntries, noAliases, report, tooMany, type Fields, type JsonSchema, type Place, type Reading, type Shape } from './shape';
import { suggestWord, type KnownWords } from './words';
import { isNothing, isReused, pairsOf, rangeOf, textOf } from './yaml';

type Dictionary<T> = Readonly<Record<string, T>>;

/** Free keys of one kind, all with one kind of value. */
export function dictionary<T>(keys: Shape<string>, values: Shape<T>): Shape<Dictionary<T>> {
  return {
    read(node, place, reading) {
      const entries = readPairs({ node, place, reading }, (name, key, value) => {
        const inner = { ...place, key: below(place, name) };
        return keys.read(key, inner, reading) === undefined ? undefined : values.read(value, inner, reading);
      });
      // An own property is made even of `__proto__`.
      return entries && (Object.fromEntries(entries) as Dictionary<T>);
    },
    schema: known => ({ type: 'object', additionalProperties: values.schema(known) }),
  };
}

/** Keys out of a set of words, all with one kind of value. */
export function wordMap<T>(words: (known: KnownWords) => readonly string[], values: Shape<T>): Shape<Dictionary<T>> {
  return {
    read(node, place, reading) {
      const allowed = words(reading.known);
      const entries = readPairs({ node, place, reading }, (name, key, value) => {
        const inner = { ...place, key: below(place, name) };
        if (!allowed.includes(name)) return unknownKey(reading, { node: key, place: inner }, allowed);
        return values.read(value, inner, reading);
      });
      return entries && (Object.fromEntries(entries) as Dictionary<T>);
    },
    schema(known) {
      const properties = words(known).map(word => [word, values.schema(known)]);
      return { type: 'object', additionalProperties: false, properties: Object.fromEntries(properties) as JsonSchema };
    },
  };
}

/** A mapping with a fixed set of keys; what is absent or wrong is absent from the result. */
export function record<T extends object>(fields: Fields<T>, required: readonly (keyof T & string)[] = []): Shape<Partial<T>> {
  const names = Object.keys(fields) as (keyof T & string)[];
  const isName = (name: string): name is keyof T & string => Object.hasOwn(fields, name);
  return {
    read(node, place, reading) {
      const entries = readPairs({ node, place, reading }, (name, key, value) => {
        const inner = { ...place, key: below(place, name) };
        if (!isName(name)) return unknownKey(reading, { node: key, place: inner }, names);
        return fields[name].shape.read(value, { ...inner, fatal: inner.fatal || fields[name].fatal === true }, reading);
      });
      return entries && (Object.fromEntries(entries) as Partial<T>);
    },
    schema: known => ({
      type: 'object',
      additionalProperties: false,
      ...(required.length > 0 ? { required } : {}),
      properties: Object.fromEntries(
        names.map(name => [name, { ...fields[name].shape.schema(known), description: fields[name].description }]),
      ),
    }),
  };
}

interface Mapping {
  readonly node: Node;
  readonly place: Place;
  readonly reading: Reading;
}

type ReadPair = (name: string, key: Node, value: Node) => unknown;

/** The pairs whose value could be read. Keys without a value are half-typed, and no mistake. */
function readPairs(mapping: Mapping, readPair: ReadPair): [string, unknown][] | undefined {
  const { node, place, reading } = mapping;
  const pairs = pairsOf(node);
  const range = rangeOf(node);
  if (!pairs) return report(reading, { ...place, range, message: isReused(node) ? noAliases : message('expected keys and values') });
  if (pairs.length > mostEntries) return report(reading, { ...place, fatal: true, range, message: tooMany });
  const seen = new Set<string>();
  const entries: [string, unknown][] = [];
  for (const { key, value } of pairs) {
    const name = textOf(key);
    if (name === undefined) continue;
    if (seen.has(name)) {
      const twice = message('{0} is given twice; the first one counts', plainText(name, 80));
      report(reading, { key: below(place, name), fatal: true, range: rangeOf(key), message: twice });
      continue;
    }
    seen.add(name);
    if (isNothing(value)) continue;
    const read = readPair(name, key, value as Node);
    if (read !== undefined) entries.push([name, read]);
  }
  return entries;
}

function below({ key }: Place, name: string): string {
  return key === '' ? name : `${key}.${name}`;
}

/** `key` is not one of `words`; `place` is its own. */
function unknownKey(reading: Reading, { node: key, place }: Pick<Mapping, 'node' | 'place'>, words: readonly string[]): undefined {
  const name = textOf(key) ?? '';
  if (place.key === name && reading.known.alsoAllowed?.includes(name)) return undefined;
  if (reading.newer && !place.fatal) {
    reading.wrong += 1;
    return undefined;
  }
  const what = message('Unknown key {0}', plainText(name, 80));
  return report(reading, { ...place, range: rangeOf(key), message: what, suggestion: suggestWord(name, words) });
}
