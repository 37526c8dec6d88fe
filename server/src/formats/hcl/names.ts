import type { HclValue } from './tree';

/** What an object has under a name. */
export function fieldsOf(value: HclValue, name: string): readonly HclValue[] {
  return value.kind === 'object' ? value.entries.flatMap(({ key, value: inner }) => (key === name ? [inner] : [])) : [];
}

/** The first two steps of all that a document says: `locals.image`. */
export function indexOf(root: HclValue): ReadonlyMap<string, readonly HclValue[]> {
  const index = new Map<string, HclValue[]>();
  const add = (key: string, value: HclValue) => {
    const values = index.get(key);
    if (values) values.push(value);
    else index.set(key, [value]);
  };
  if (root.kind !== 'object') return index;
  for (const { key, value } of root.entries) {
    add(key, value);
    for (const object of value.kind === 'list' ? value.items : [value]) {
      if (object.kind === 'object') for (const inner of object.entries) add(`${key}.${inner.key}`, inner.value);
    }
  }
  return index;
}
