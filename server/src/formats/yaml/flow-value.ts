/** Texts of which nothing needs to be known but that they end. */
const word = /"[^"\\\n\r]*"|'[^'\n\r]*'|[\w./][\w./=-]*/y;
/** Far below the guard of the parser, which reads what is deeper. */
const deepest = 10;
const longestKey = 200;

/**
 * Behind the list or mapping at `start`: words, quoted texts and more such collections, on one line. Undefined where only the
 * parser can tell.
 */
export function flowEnd(text: string, start: number, depth = 0): number | undefined {
  const isList = text[start] === '[';
  const close = isList ? ']' : '}';
  let at = skipBlanks(text, start + 1);
  while (text[at] !== close) {
    const end = isList ? valueEnd(text, at, depth) : pairEnd(text, at, depth);
    if (end === undefined) return undefined;
    at = skipBlanks(text, end);
    if (text[at] === ',') at = skipBlanks(text, at + 1);
    else if (text[at] !== close) return undefined;
  }
  return at + 1;
}

function pairEnd(text: string, start: number, depth: number): number | undefined {
  const end = wordEnd(text, start);
  if (end === undefined || end - start > longestKey || text[end] !== ':' || text[end + 1] !== ' ') return undefined;
  return valueEnd(text, skipBlanks(text, end + 1), depth);
}

function valueEnd(text: string, start: number, depth: number): number | undefined {
  if (text[start] !== '[' && text[start] !== '{') return wordEnd(text, start);
  return depth < deepest ? flowEnd(text, start, depth + 1) : undefined;
}

function wordEnd(text: string, start: number): number | undefined {
  word.lastIndex = start;
  return word.test(text) ? word.lastIndex : undefined;
}

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (text[at] === ' ') at += 1;
  return at;
}
