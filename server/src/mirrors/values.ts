/** Strict picks out of what somebody's file says: everything else counts as not there. */

const mostEntries = 500;

export type Table = Readonly<Record<string, unknown>>;

export function isTable(value: unknown): value is Table {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An own property, so that `__proto__` and its like are nothing special. */
export function at(table: Table, key: string): unknown {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

export function textAt(table: Table, key: string): string | undefined {
  const value = at(table, key);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export function isTrueAt(table: Table, key: string): boolean {
  return at(table, key) === true;
}

export function textsAt(table: Table, key: string): readonly string[] {
  return listAt(table, key).filter(each => typeof each === 'string');
}

export function tablesAt(table: Table, key: string): readonly Table[] {
  return listAt(table, key).filter(isTable);
}

function listAt(table: Table, key: string): readonly unknown[] {
  const value = at(table, key);
  return Array.isArray(value) ? value.slice(0, mostEntries) : [];
}

/** The tables below a table, in the order of the file. */
export function entriesAt(table: Table, key: string): readonly (readonly [string, Table])[] {
  const value = at(table, key);
  if (!isTable(value)) return [];
  return Object.entries(value).slice(0, mostEntries).filter((entry): entry is [string, Table] => isTable(entry[1]));
}
