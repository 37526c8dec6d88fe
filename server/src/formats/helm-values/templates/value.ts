/** Keys from `.Values` down; `*` stands for any key or item. */
export type ValuePath = readonly string[];

/** What a text is made of: literal text, the text of a value, the chart's appVersion, or what nobody knows here. */
export type Segment = string | { readonly path: ValuePath } | typeof appVersion | typeof fileText | typeof unknown;

export const appVersion = Symbol('appVersion');
/** The text of another file of the chart, which may be a template for `tpl`. */
export const fileText = Symbol('fileText');
export const unknown = Symbol('unknown');

/** What an expression of a template may stand for. */
export type Value =
  /** What every template is given: `.Values` and the rest. */
  | { readonly kind: 'root' }
  | { readonly kind: 'chart' }
  | { readonly kind: 'path'; readonly path: ValuePath }
  | { readonly kind: 'dict'; readonly entries: ReadonlyMap<string, readonly Value[]>; readonly size: number }
  | { readonly kind: 'text'; readonly segments: readonly Segment[] };

export const root: Value = { kind: 'root' };
export const other: Value = textOf([unknown]);

export function textOf(segments: readonly Segment[]): Value {
  return { kind: 'text', segments };
}

const ofRoot: Readonly<Record<string, Value>> = { Values: { kind: 'path', path: [] }, Chart: { kind: 'chart' }, Files: textOf([fileText]) };

/** Larger mappings are not followed: each may hold what it is made of several times. */
const largestDict = 300;

/** A mapping that a template makes; undefined where that is too large. */
export function dictOf(entries: ReadonlyMap<string, readonly Value[]>): Value | undefined {
  let size = 1;
  for (const value of [...entries.values()].flat()) size += value.kind === 'dict' ? value.size : 1;
  return size > largestDict ? undefined : { kind: 'dict', entries, size };
}

export function fieldOf(value: Value, name: string): readonly Value[] {
  switch (value.kind) {
    case 'root':
      return [Object.hasOwn(ofRoot, name) ? (ofRoot[name] as Value) : other];
    case 'chart':
      return [name === 'AppVersion' ? textOf([appVersion]) : other];
    case 'path':
      return [{ kind: 'path', path: [...value.path, name] }];
    case 'dict':
      return value.entries.get(name) ?? [other];
    default:
      return [hasFileText(value) ? value : other];
  }
}

export function hasFileText(value: Value): boolean {
  return value.kind === 'text' && value.segments.includes(fileText);
}

/** As it comes out where it is printed. A mapping that comes out whole is nothing that can be followed. */
export function segmentsOf(value: Value): readonly Segment[] {
  if (value.kind === 'text') return value.segments;
  return value.kind === 'path' ? [{ path: value.path }] : [unknown];
}

/** Every value that is in it, or below it. */
export function pathsIn(value: Value): readonly ValuePath[] {
  switch (value.kind) {
    case 'root':
      return [[]];
    case 'path':
      return [value.path];
    case 'dict':
      return [...value.entries.values()].flat().flatMap(pathsIn);
    case 'text':
      return value.segments.flatMap(segment => (typeof segment === 'object' ? [segment.path] : []));
    default:
      return [];
  }
}

/** A name for what it stands for: the same for the same. */
export function keyOf(value: Value): string {
  return value.kind === 'root' ? 'root' : JSON.stringify(described(value));
}

function described(value: Value): unknown {
  switch (value.kind) {
    case 'dict':
      return [...value.entries].map(([key, values]) => [key, ...values.map(described)]);
    case 'text':
      return { text: value.segments.map(segment => (typeof segment === 'symbol' ? [segment.description] : segment)) };
    default:
      return value;
  }
}

/** Each once. */
export function distinct(values: readonly Value[]): readonly Value[] {
  return values.length < 2 ? values : [...new Map(values.map(value => [keyOf(value), value])).values()];
}
