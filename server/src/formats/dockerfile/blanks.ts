/** What Go's `unicode.IsSpace` takes for white space, which is not what `\s` means here (U+0085, U+FEFF). */
const space = /[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;

export function isSpace(char: string): boolean {
  return space.test(char);
}

/** Index of the first character from `start` on that is no white space, or `end`. */
export function skipSpace(text: string, start: number, end: number): number {
  let index = start;
  while (index < end && isSpace(text.charAt(index))) index += 1;
  return index;
}

/** Index behind the last character before `end` that is no white space, or `start`. */
export function trimSpace(text: string, start: number, end: number): number {
  let index = end;
  while (index > start && isSpace(text.charAt(index - 1))) index -= 1;
  return index;
}

/** The blanks that separate the words of an instruction: white space of ASCII alone. */
export function isBlank(char: string): boolean {
  return char === ' ' || char === '\t' || char === '\r' || char === '\v' || char === '\f';
}
