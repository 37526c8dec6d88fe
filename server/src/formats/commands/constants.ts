import type { Range } from '../../core/range';

/** A text that a document gives a name to. */
export interface Constant {
  readonly name: string;
  readonly value: string;
  /** Of the value alone, without quotes. */
  readonly range: Range;
}

/** What a hole is filled with. */
export interface Filling {
  readonly text: string;
  /** Where the document has that text. */
  readonly range?: Range;
  /** The constant that is used; absent where the text is the hole's own default. */
  readonly constant?: Constant;
}

/** How often each name is found by the first group of a pattern. */
export function countNames(text: string, pattern: RegExp): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const match of text.matchAll(pattern)) {
    const name = match.slice(1).find(group => group !== undefined);
    if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}
