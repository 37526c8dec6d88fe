/**
 * What a value of the policy file may be. A shape reads the value and describes it to the JSON schema, so that both come
 * from one table (file.ts) and cannot disagree.
 */
import type { Node } from 'yaml';
import { message, type Message } from '../core/message';
import { plainText } from '../core/plain-text';
import type { Range } from '../core/range';
import { suggestWord, type KnownWords } from './words';
import { isNothing, isReused, itemsOf, pairsOf, rangeOf, textOf } from './yaml';

export interface PolicyProblem {
  readonly path: string;
  /** Dotted, e.g. `signatures[0].images`; empty for the whole file. */
  readonly key: string;
  readonly range: Range;
  readonly message: Message;
  /** What was most likely meant; not part of the message. */
  readonly suggestion?: string;
  /** The command line does not run on such a file: what it says of trust, rules or signatures is not known. */
  readonly fatal: boolean;
}

export interface Reading {
  readonly path: string;
  readonly known: KnownWords;
  readonly problems: PolicyProblem[];
  /** How many things were wrong, those beyond the list's bound and the silent ones included. */
  wrong: number;
  /** The file is of a newer version, so that an unknown key is no mistake. */
  readonly newer: boolean;
}

/** Where a value stands. */
export interface Place {
  readonly key: string;
  readonly fatal: boolean;
}

export type JsonSchema = Readonly<Record<string, unknown>>;

export interface Shape<T> {
  /** Undefined, and one problem, for a value that is none. */
  read(node: Node, place: Place, reading: Reading): T | undefined;
  schema(known: KnownWords): JsonSchema;
}

export interface Field<T> {
  readonly shape: Shape<T>;
  /** For the editor's completion; English, as everything in the schema. */
  readonly description: string;
  /** Its problems keep the command line from running. */
  readonly fatal?: boolean;
}

export type Fields<T> = { readonly [K in keyof T]-?: Field<Exclude<T[K], undefined>> };

const mostProblems = 100;
const mostEntries = 500;

interface Said extends Place {
  readonly range: Range;
  readonly message: Message;
  readonly suggestion?: string | undefined;
}

export function report(reading: Reading, { key, fatal, range, message: what, suggestion }: Said): undefined {
  reading.wrong += 1;
  if (reading.problems.length >= mostProblems) return undefined;
  const problem = { path: reading.path, key, range, message: what, fatal };
  reading.problems.push(suggestion === undefined ? problem : { ...problem, suggestion });
  return undefined;
}

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

/** Entries that are wrong are left out, each with its problem. */
export function list<T>(of: Shape<T>): Shape<readonly T[]> {
  return {
    read(node, place, reading) {
      const items = itemsOf(node);
      const range = rangeOf(node);
      if (!items) return report(reading, { ...place, range, message: message('expected a list') });
      if (items.length > mostEntries) return report(reading, { ...place, range, message: tooMany });
      return items.flatMap((item, index) => {
        const value = of.read(item, { ...place, key: `${place.key}[${index}]` }, reading);
        return value === undefined ? [] : [value];
      });
    },
    schema: known => ({ type: 'array', items: of.schema(known) }),
  };
}

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

export interface Whole {
  readonly node: Node;
  readonly place: Place;
  readonly reading: Reading;
  /** Nothing in it was wrong or unknown. */
  readonly clean: boolean;
}

/** A shape whose values are looked at once more, as a whole. */
export function refine<A, B>(shape: Shape<A>, look: (value: A, whole: Whole) => B | undefined): Shape<B> {
  return {
    read(node, place, reading) {
      const before = reading.wrong;
      const value = shape.read(node, place, reading);
      return value === undefined ? undefined : look(value, { node, place, reading, clean: reading.wrong === before });
    },
    schema: known => shape.schema(known),
  };
}

/** A text, or keys and values: told apart by how it is written. */
export function either<A, B>(plain: Shape<A>, mapping: Shape<B>): Shape<A | B> {
  return {
    read: (node, place, reading) => (pairsOf(node) ? mapping : plain).read(node, place, reading),
    schema: known => ({ anyOf: [plain.schema(known), mapping.schema(known)] }),
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

const tooMany: Message = message('more than {0} entries', mostEntries);
const noAliases: Message = message('Aliases are not read in a policy: write the value itself');
