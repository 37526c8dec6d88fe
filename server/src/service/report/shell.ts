/** Words that a shell takes as they stand. */
const plain = /^[A-Za-z0-9_@%+=:,./-]+$/;
/** In a terminal these do something, whatever stands around them, or hide what is there. */
const unprintable = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}\p{Default_Ignorable_Code_Point}]/u;
/** Longer ones nobody would look through before running them. */
const longest = 1000;

/** One word for a POSIX shell. Undefined for a text that no quotes make safe to paste. */
export function quoted(word: string): string | undefined {
  if (word.length > longest || unprintable.test(word)) return undefined;
  return plain.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

/** A command line; undefined when there are no words, or one of its words cannot be pasted safely. */
export function commandLine(words: readonly string[]): string | undefined {
  const safe = words.map(quoted);
  return safe.length > 0 && safe.every(word => word !== undefined) ? safe.join(' ') : undefined;
}
