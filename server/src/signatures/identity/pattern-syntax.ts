export type Node =
  | { readonly kind: 'take'; readonly test: (character: string) => boolean }
  | { readonly kind: 'start' }
  | { readonly kind: 'end' }
  | { readonly kind: 'sequence'; readonly parts: readonly Node[] }
  | { readonly kind: 'either'; readonly branches: readonly Node[] }
  | { readonly kind: 'repeat'; readonly body: Node; readonly min: number; readonly max: number | undefined };

interface Cursor {
  readonly signs: readonly string[];
  at: number;
}

/** Thrown and caught in this file alone. */
class Unsupported extends Error {}

type Test = (character: string) => boolean;

const maxRepeat = 1000;

const digit: Test = (character) => character >= '0' && character <= '9';
const word: Test = (character) => /^\w$/.test(character);
const space: Test = (character) => /^[\t\n\f\r ]$/.test(character);
const not =
  (test: Test): Test =>
  (character) =>
    !test(character);

const classEscapes: ReadonlyMap<string, Test> = new Map([
  ['d', digit],
  ['D', not(digit)],
  ['w', word],
  ['W', not(word)],
  ['s', space],
  ['S', not(space)],
]);

/** Undefined when the text is no pattern that the engine knows. */
export function parsePattern(source: string): Node | undefined {
  const cursor: Cursor = { signs: [...source], at: 0 };
  try {
    const node = parseEither(cursor);
    return cursor.at === cursor.signs.length ? node : undefined;
  } catch (error) {
    if (error instanceof Unsupported) return undefined;
    throw error;
  }
}

function parseEither(cursor: Cursor): Node {
  const branches = [parseSequence(cursor)];
  while (skip(cursor, '|')) branches.push(parseSequence(cursor));
  return branches.length === 1 ? (branches[0] as Node) : { kind: 'either', branches };
}

function parseSequence(cursor: Cursor): Node {
  const parts: Node[] = [];
  for (let sign = peek(cursor); sign !== undefined && sign !== '|' && sign !== ')'; sign = peek(cursor)) {
    parts.push(parseRepeats(cursor, parseAtom(cursor)));
  }
  return { kind: 'sequence', parts };
}

function parseAtom(cursor: Cursor): Node {
  const sign = take(cursor);
  switch (sign) {
    case '(':
      return parseGroup(cursor);
    case '[':
      return { kind: 'take', test: parseClass(cursor) };
    case '.':
      return { kind: 'take', test: (character) => character !== '\n' };
    case '^':
      return { kind: 'start' };
    case '$':
      return { kind: 'end' };
    case '\\':
      return { kind: 'take', test: parseEscape(cursor) };
    default:
      if ('*+?{}]'.includes(sign)) throw new Unsupported();
      return { kind: 'take', test: (character) => character === sign };
  }
}

function parseGroup(cursor: Cursor): Node {
  // Only the plain and the non-capturing group: flags, names and look-around would change what the rest means.
  if (skip(cursor, '?') && !skip(cursor, ':')) throw new Unsupported();
  const node = parseEither(cursor);
  if (!skip(cursor, ')')) throw new Unsupported();
  return node;
}

function parseRepeats(cursor: Cursor, body: Node): Node {
  const bounds = parseBounds(cursor);
  if (bounds === undefined) return body;
  // Lazy or greedy is the same where only the whole text can match.
  skip(cursor, '?');
  if (['*', '+', '?', '{'].includes(peek(cursor) ?? '')) throw new Unsupported();
  return { kind: 'repeat', body, ...bounds };
}

function parseBounds(cursor: Cursor): { min: number; max: number | undefined } | undefined {
  if (skip(cursor, '*')) return { min: 0, max: undefined };
  if (skip(cursor, '+')) return { min: 1, max: undefined };
  if (skip(cursor, '?')) return { min: 0, max: 1 };
  if (!skip(cursor, '{')) return undefined;
  const min = parseNumber(cursor);
  const max = skip(cursor, ',') ? (peek(cursor) === '}' ? undefined : parseNumber(cursor)) : min;
  if (!skip(cursor, '}') || (max !== undefined && max < min)) throw new Unsupported();
  return { min, max };
}

function parseNumber(cursor: Cursor): number {
  let digits = '';
  while (digit(peek(cursor) ?? ' ')) digits += take(cursor);
  const value = Number(digits);
  if (digits === '' || value > maxRepeat) throw new Unsupported();
  return value;
}

function parseClass(cursor: Cursor): Test {
  const negated = skip(cursor, '^');
  const tests: Test[] = [];
  do tests.push(parseClassItem(cursor));
  while (!skip(cursor, ']'));
  const any: Test = (character) => tests.some((test) => test(character));
  return negated ? not(any) : any;
}

function parseClassItem(cursor: Cursor): Test {
  const first = take(cursor);
  // `[:alpha:]` and nested sets read differently in every dialect.
  if (first === '[' || first === ']') throw new Unsupported();
  if (first === '\\' && classEscapes.has(peek(cursor) ?? '')) return parseEscape(cursor);
  const low = first === '\\' ? literalEscape(take(cursor)) : first;
  if (peek(cursor) !== '-' || cursor.signs[cursor.at + 1] === ']') return (character) => character === low;
  cursor.at++;
  const sign = take(cursor);
  const high = sign === '\\' ? literalEscape(take(cursor)) : sign;
  if (high < low) throw new Unsupported();
  return (character) => character >= low && character <= high;
}

function parseEscape(cursor: Cursor): Test {
  const sign = take(cursor);
  const known = classEscapes.get(sign);
  if (known !== undefined) return known;
  const literal = literalEscape(sign);
  return (character) => character === literal;
}

/** Letters and digits behind a backslash mean something that is not known here; signs mean themselves. */
function literalEscape(sign: string): string {
  if (!/^[!-/:-@[-`{-~]$/.test(sign)) throw new Unsupported();
  return sign;
}

function peek(cursor: Cursor): string | undefined {
  return cursor.signs[cursor.at];
}

function take(cursor: Cursor): string {
  const sign = cursor.signs[cursor.at++];
  if (sign === undefined) throw new Unsupported();
  return sign;
}

function skip(cursor: Cursor, sign: string): boolean {
  if (peek(cursor) !== sign) return false;
  cursor.at++;
  return true;
}
