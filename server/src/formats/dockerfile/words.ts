import { isBlank, isSpace, skipSpace, trimSpace } from './blanks';
import { sliceTraced, sourceOf, TracedBuilder, type Traced } from './traced';

/** The text without white space around it. */
export function trimmed(of: Traced): Traced {
  const start = skipSpace(of.text, 0, of.text.length);
  return sliceTraced(of, start, trimSpace(of.text, start, of.text.length));
}

/** At most `limit` words, separated by blanks and nothing else: FROM knows no quotes at this point. */
export function splitAtBlanks(of: Traced, limit: number): Traced[] {
  const { text } = of;
  const words: Traced[] = [];
  let index = 0;
  while (words.length < limit) {
    while (index < text.length && isBlank(text.charAt(index))) index += 1;
    if (index === text.length) break;
    const start = index;
    while (index < text.length && !isBlank(text.charAt(index))) index += 1;
    words.push(sliceTraced(of, start, index));
  }
  return words;
}

/** The words of an ARG: quotes and escapes hold blanks together, and stay in the word. */
export function splitQuoted(of: Traced, escape: string): Traced[] {
  const { text } = of;
  const words: Traced[] = [];
  let index = skipSpace(text, 0, text.length);
  while (index < text.length) {
    const end = endOfQuotedWord(text, index, escape);
    words.push(sliceTraced(of, index, end));
    index = skipSpace(text, end, text.length);
  }
  return words;
}

function endOfQuotedWord(text: string, start: number, escape: string): number {
  let quote = '';
  let index = start;
  for (; index < text.length; index += 1) {
    const char = text.charAt(index);
    if (quote === '' && isSpace(char)) break;
    if (char === escape && quote !== "'") index += 1;
    else if (char === quote) quote = '';
    else if (quote === '' && (char === '"' || char === "'")) quote = char;
  }
  return Math.min(index, text.length);
}

/** The text between a quote and its partner when they enclose the whole word, else the word. */
export function insideQuotes(word: Traced, escape: string): Traced {
  const { text } = word;
  const quote = text.charAt(0);
  const last = text.length - 1;
  if (last < 1 || (quote !== '"' && quote !== "'")) return word;
  let index = 1;
  while (index < text.length && text.charAt(index) !== quote) index += quote === '"' && text.charAt(index) === escape ? 2 : 1;
  return index === last ? sliceTraced(word, 1, last) : word;
}

export interface FlagsAndRest {
  /** `--from=busybox`, without quotes and escapes. */
  readonly flags: readonly Traced[];
  readonly rest: Traced;
}

/** Takes the leading words that start with `--` off; a lone `--` ends them. */
export function splitFlags(of: Traced, escape: string): FlagsAndRest {
  const { text } = of;
  const flags: Traced[] = [];
  let index = skipSpace(text, 0, text.length);
  while (text.startsWith('--', index)) {
    const { word, end } = readFlag(of, index, escape);
    index = skipSpace(text, end, text.length);
    if (word.text === '--') break;
    flags.push(word);
  }
  return { flags, rest: trimmed(sliceTraced(of, index)) };
}

function readFlag(of: Traced, start: number, escape: string): { word: Traced; end: number } {
  const { text } = of;
  const word = new TracedBuilder();
  let quote = '';
  let index = start;
  for (; index < text.length; index += 1) {
    let char = text.charAt(index);
    if (quote === '' && isSpace(char)) break;
    if (char === quote) {
      quote = '';
      continue;
    }
    if (quote === '' && (char === '"' || char === "'")) {
      quote = char;
      continue;
    }
    if (char === escape) {
      index += 1;
      char = text.charAt(index);
    }
    word.add(char, sourceOf(of, Math.min(index, text.length - 1)));
  }
  return { word: word.build(sourceOf(of, start)), end: Math.min(index, text.length) };
}
