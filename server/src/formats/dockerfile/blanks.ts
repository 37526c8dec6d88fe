/** What Go's `unicode.IsSpace` takes for white space, which is not what `\s` means here (U+0085, U+FEFF). */
const space = /[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;

export function isSpace(char: string): boolean {
  return isSpaceCode(char.charCodeAt(0), char);
}

/** The pattern is asked about nothing but the rare characters beyond ASCII: this runs for every character of a line. */
function isSpaceCode(code: number, char: string): boolean {
  if (code < 0x80) return code === 0x20 || (code >= 0x09 && code <= 0x0d);
  return space.test(char);
}

/** Index of the first character from `start` on that is no white space, or `end`. */
export function skipSpace(text: string, start: number, end: number): number {
  let index = start;
  while (index < end && isSpaceCode(text.charCodeAt(index), text.charAt(index))) index += 1;
  return index;
}

/** Index behind the last character before `end` that is no white space, or `start`. */
export function trimSpace(text: string, start: number, end: number): number {
  let index = end;
  while (index > start && isSpaceCode(text.charCodeAt(index - 1), text.charAt(index - 1))) index -= 1;
  return index;
}

/** The blanks that separate the words of an instruction: white space of ASCII alone. */
export function isBlank(char: string): boolean {
  return char === ' ' || char === '\t' || char === '\r' || char === '\v' || char === '\f';
}
