import type { Node } from 'yaml';
import { message } from '../core/message';
import { mostEntries, report, tooMany, type Place, type Reading, type Shape } from './shape';
import { itemsOf, pairsOf, rangeOf } from './yaml';

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
