import type { Range } from '../../core/range';

/** A word of a shell text, or an operator between words. Offsets are those of the text. */
export interface Token extends Range {
  readonly kind: 'word' | 'operator' | 'comment';
  /** As it stands there, quotes included. */
  readonly text: string;
  /** What the word means, when that is certain: no variables, patterns or substitutions in it. */
  readonly value?: string;
}

const operators = ['&&', '||', ';;', '&>>', '&>', '>&', '<&', '>>', '<<', '>|', '|&', ';', '|', '&', '(', ')', '<', '>', '\n'];
const blank = /[ \t\r]/;

/** Cuts the text of a shell command into words and operators, as far as that needs no shell. Undefined when a quote stays open. */
export function tokensOf(text: string): readonly Token[] | undefined {
  const tokens: Token[] = [];
  let index = 0;
  while (index < text.length) {
    const skipped = skipBlanks(text, index);
    if (skipped > index) {
      index = skipped;
      continue;
    }
    const end = endOfToken(text, index);
    if (end === undefined) return undefined;
    tokens.push(tokenAt(text, index, end));
    index = end;
  }
  return tokens;
}

/** Blanks, and line ends behind a backslash. */
function skipBlanks(text: string, start: number): number {
  let index = start;
  for (;;) {
    const continued = /^\\\r?\n/.exec(text.slice(index, index + 3));
    if (continued) index += continued[0].length;
    else if (index < text.length && blank.test(text.charAt(index))) index += 1;
    else return index;
  }
}

function endOfToken(text: string, start: number): number | undefined {
  if (text.charAt(start) === '#') return endOfLine(text, start);
  const operator = operators.find(each => text.startsWith(each, start));
  return operator === undefined ? endOfWord(text, start) : start + operator.length;
}

function endOfLine(text: string, start: number): number {
  const end = text.indexOf('\n', start);
  return end < 0 ? text.length : end;
}

function tokenAt(text: string, start: number, end: number): Token {
  const own = text.slice(start, end);
  if (own.startsWith('#')) return { kind: 'comment', text: own, start, end };
  if (operators.includes(own)) return { kind: 'operator', text: own, start, end };
  const value = meaningOf(own);
  return { kind: 'word', text: own, start, end, ...(value === undefined ? {} : { value }) };
}

function endOfWord(text: string, start: number): number | undefined {
  let index = start;
  while (index < text.length) {
    const char = text.charAt(index);
    if (blank.test(char) || operators.some(each => text.startsWith(each, index))) break;
    const end = endOfPart(text, index);
    if (end === undefined) return undefined;
    index = end;
  }
  return index;
}

/** Behind one character of a word, or behind the quotes or the substitution that begin there. */
function endOfPart(text: string, start: number): number | undefined {
  const char = text.charAt(start);
  if (char === '\\') return Math.min(start + 2, text.length);
  if (char === "'") return closing(text, start, "'");
  if (char === '"') return endOfQuotes(text, start);
  if (char === '`') return closing(text, start, '`');
  if (text.startsWith('$(', start)) return endOfGroup(text, start + 1, '(', ')');
  if (text.startsWith('${', start)) return endOfGroup(text, start + 1, '{', '}');
  return start + 1;
}

function closing(text: string, start: number, quote: string): number | undefined {
  const end = text.indexOf(quote, start + 1);
  return end < 0 ? undefined : end + 1;
}

function endOfQuotes(text: string, start: number): number | undefined {
  let index = start + 1;
  while (index < text.length && text.charAt(index) !== '"') {
    const end = text.charAt(index) === "'" ? index + 1 : endOfPart(text, index);
    if (end === undefined) return undefined;
    index = end;
  }
  return index < text.length ? index + 1 : undefined;
}

function endOfGroup(text: string, start: number, open: string, close: string): number | undefined {
  let depth = 0;
  let index = start;
  while (index < text.length) {
    const char = text.charAt(index);
    if (char === open) depth += 1;
    if (char === close && --depth === 0) return index + 1;
    const end = char === open || char === close ? index + 1 : endOfPart(text, index);
    if (end === undefined) return undefined;
    index = end;
  }
  return undefined;
}

/** The word without its quotes; undefined where a shell would put something in its place. */
function meaningOf(word: string): string | undefined {
  let meaning = '';
  for (let index = 0; index < word.length; ) {
    const end = endOfPart(word, index) ?? word.length;
    const part = word.slice(index, end);
    const plain = meaningOfPart(part);
    if (plain === undefined) return undefined;
    meaning += plain;
    index = end;
  }
  return meaning;
}

function meaningOfPart(part: string): string | undefined {
  if (part.startsWith("'")) return part.slice(1, -1);
  if (part.startsWith('\\')) return part.slice(1);
  if (part.startsWith('"')) return /[$`\\]/.test(part) ? undefined : part.slice(1, -1);
  return /[$`*?[{]/.test(part) ? undefined : part;
}
