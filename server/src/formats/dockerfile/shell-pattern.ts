/**
 * The patterns of `${x#p}`, `${x%p}` and `${x/p/r}`: `*` and `?`, with `\` before a sign that stands for itself.
 * They are matched by hand and not made into a regular expression, so that no pattern takes more than
 * (length of the pattern) times (length of the value) steps.
 */
export type Pattern = readonly Token[];
type Token = string | typeof anyChar | typeof anyText;
const anyChar = 1;
const anyText = 2;

/** Undefined when a `\` stands before a sign that needs none. */
export function compilePattern(text: string): Pattern | undefined {
  const tokens: Token[] = [];
  for (let index = 0; index < text.length; index += 1) {
    const char = text.charAt(index);
    if (char === '*') tokens.push(anyText);
    else if (char === '?') tokens.push(anyChar);
    else if (char !== '\\') tokens.push(char);
    else {
      const next = text.charAt(index + 1);
      if (next === '' || !'}/*?\\'.includes(next)) return undefined;
      tokens.push(next);
      index += 1;
    }
  }
  return tokens;
}

/** `value` without what `pattern` matches at its start: the longest such stretch when `greedy`, else the shortest. */
export function trimPrefix(value: string, pattern: Pattern, greedy: boolean): string {
  const end = matchAt(value, pattern, { start: 0, greedy });
  return end === undefined ? value : value.slice(end);
}

/** The same at its end: both are read backwards. */
export function trimSuffix(value: string, pattern: Pattern, greedy: boolean): string {
  return reverse(trimPrefix(reverse(value), [...pattern].reverse(), greedy));
}

function reverse(text: string): string {
  return text.split('').reverse().join('');
}

/** Puts `replacement` in place of the first match, or of all. An empty match directly behind another is none. */
export function replacePattern(value: string, pattern: Pattern, { replacement, all }: { replacement: string; all: boolean }): string {
  let result = '';
  let done = 0;
  let at = 0;
  while (at <= value.length) {
    const match = search(value, at, pattern);
    if (!match) break;
    if (match.end > done || match.start === 0) result += value.slice(done, match.start) + replacement;
    else result += value.slice(done, match.start);
    done = match.end;
    at = Math.max(match.end, at + 1, match.start === match.end ? match.start + 1 : 0);
    if (!all) break;
  }
  return result + value.slice(done);
}

function search(value: string, from: number, pattern: Pattern): { start: number; end: number } | undefined {
  const [first = []] = segmentsOf(pattern);
  const hasStar = pattern.includes(anyText);
  for (let start = from; start <= value.length; start += 1) {
    const end = matchAt(value, pattern, { start, greedy: true });
    if (end !== undefined) return { start, end };
    // What the stretches behind a `*` do not find from here, they do not find from further on.
    if (hasStar && fits(value, start, first)) return undefined;
  }
  return undefined;
}

/** The stretches between the stars. */
function segmentsOf(pattern: Pattern): Token[][] {
  const segments: Token[][] = [[]];
  for (const token of pattern) {
    if (token === anyText) segments.push([]);
    else segments.at(-1)?.push(token);
  }
  return segments;
}

/**
 * Where a match that starts at `start` ends. Each stretch between stars takes the first place that it fits;
 * only the last one decides between the longest and the shortest match.
 */
function matchAt(value: string, pattern: Pattern, { start, greedy }: { start: number; greedy: boolean }): number | undefined {
  const segments = segmentsOf(pattern);
  const first = segments[0] as Token[];
  if (!fits(value, start, first)) return undefined;
  let at = start + first.length;
  for (let index = 1; index < segments.length; index += 1) {
    const segment = segments[index] as Token[];
    const backwards = greedy && index === segments.length - 1;
    const found = backwards ? findLast(value, at, segment) : findFirst(value, at, segment);
    if (found === undefined) return undefined;
    at = found + segment.length;
  }
  return at;
}

function fits(value: string, at: number, segment: readonly Token[]): boolean {
  return at + segment.length <= value.length && segment.every((token, index) => token === anyChar || token === value.charAt(at + index));
}

function findFirst(value: string, from: number, segment: readonly Token[]): number | undefined {
  for (let at = from; at + segment.length <= value.length; at += 1) if (fits(value, at, segment)) return at;
  return undefined;
}

function findLast(value: string, from: number, segment: readonly Token[]): number | undefined {
  for (let at = value.length - segment.length; at >= from; at -= 1) if (fits(value, at, segment)) return at;
  return undefined;
}
