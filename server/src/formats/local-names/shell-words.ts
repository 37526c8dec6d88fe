/** A hole in a word: `$(…)`, `${…}`, `{{…}}`, as shells, make, just and Task write them. It may hold blanks. */
const hole = String.raw`\$\([^()\n]{0,200}\)|\$\{[^{}\n]{0,200}\}|\$\{\{[^\n]{0,200}?\}\}|\{\{[^\n]{0,200}?\}\}`;
const piece = new RegExp(String.raw`(?:${hole})|\\\r?\n|\\[^\n]|"(?:${hole}|\\[^]|[^"\\\n])*"?|'[^'\n]*'?|[ \t]+|[\r\n;|&)]|\x60|[^]`, 'y');
/** Longer commands are cut off here, so that a text of nothing but commands costs no more than its length. */
const longestCommand = 4_096;

/** The words of the command that `text` holds from `start` on, quotes removed; it ends with its line or at `;`, `|`, `&`, `)`. */
export function shellWords(text: string, start: number): string[] {
  const words: string[] = [];
  let word: string | undefined;
  const rest = text.slice(start, start + longestCommand);
  piece.lastIndex = 0;
  for (let match = piece.exec(rest); match; match = piece.exec(rest)) {
    const [sign] = match;
    const ends = /^[\r\n;|&)\x60]$/.test(sign) || (sign === '#' && word === undefined);
    if (ends) break;
    if (/^(?:[ \t]+|\\\r?\n)$/.test(sign)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else {
      word = (word ?? '') + unquoted(sign);
    }
  }
  return word === undefined ? words : [...words, word];
}

function unquoted(piece: string): string {
  if (piece.startsWith("'")) return piece.slice(1, piece.length > 1 && piece.endsWith("'") ? -1 : undefined);
  if (piece.startsWith('"')) return piece.slice(1, piece.length > 1 && piece.endsWith('"') ? -1 : undefined);
  return /^\\./.test(piece) ? piece.slice(1) : piece;
}
