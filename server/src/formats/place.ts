import type { Range } from '../core/range';

/** Longer lines are no place where somebody types a reference. */
const longestLine = 2048;
const signs = String.raw`[\w.\-/:@[\]]*`;
const before = new RegExp(`${signs}$`);
const after = new RegExp(`^${signs}(?=[\\s"',}]|$)`);

export interface FoundReference {
  /** Of the reference as far as it is there. */
  readonly range: Range;
  /** Where its line begins, behind a byte order mark. */
  readonly line: number;
  /** What `opening` found before it. */
  readonly match: RegExpExecArray;
}

/** The reference around `offset`, when its line says `opening` before it and nothing but a reference stands there. */
export function referenceAt(text: string, offset: number, opening: RegExp): FoundReference | undefined {
  const first = text.lastIndexOf('\n', offset - 1) + 1;
  const line = text[first] === '\uFEFF' ? first + 1 : first;
  if (offset < line || offset - line > longestLine) return undefined;
  const left = text.slice(line, offset);
  const [typed = ''] = before.exec(left) ?? [];
  const match = opening.exec(left.slice(0, left.length - typed.length));
  const rest = after.exec(text.slice(offset, offset + longestLine));
  return match && rest ? { range: { start: offset - typed.length, end: offset + rest[0].length }, line, match } : undefined;
}
