/** A hole in a word: `$(…)`, `${…}`, `{{…}}`, as shells, make, just and Task write them. It may hold blanks. */
const hole = String.raw`\$\([^()\n]{0,200}\)|\$\{[^{}\n]{0,200}\}|\$\{\{[^\n]{0,200}?\}\}|\{\{[^\n]{0,200}?\}\}`;
const piece = new RegExp(String.raw`(?:${hole})|\\\r?\n|\\[^\n]|"(?:${hole}|\\[^]|[^"\\\n])*"?|'[^'\n]*'?|[ \t]+|[\r\n;|&)]|\x60|[^]`, 'y');
/** Longer commands are cut off here, so that a text of nothing but commands costs no more than its length. */
const longestCommand = 4_096;

export interface ShellCommand {
  /** Quotes removed. */
  readonly words: readonly string[];
  /** Offset behind the last word. */
  readonly end: number;
}

/** The rest of a command from `start` on; it ends with its line or at `;`, `|`, `&`, `)`. */
export function readCommand(text: string, start: number): ShellCommand {
  const words: string[] = [];
  let word: string | undefined;
  const rest = text.slice(start, start + longestCommand);
  let end = start;
  piece.lastIndex = 0;
  for (let match = piece.exec(rest); match; match = piece.exec(rest)) {
    const [sign] = match;
    const ends = /^[\r\n;|&)\x60]$/.test(sign) || (sign === '#' && word === undefined);
    if (ends) break;
    end += sign.length;
    if (/^(?:[ \t]+|\\\r?\n)$/.test(sign)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else {
      word = (word ?? '') + unquoted(sign);
    }
  }
  if (word !== undefined) words.push(word);
  return { words, end };
}

function unquoted(piece: string): string {
  if (piece.startsWith("'")) return piece.slice(1, piece.length > 1 && piece.endsWith("'") ? -1 : undefined);
  if (piece.startsWith('"')) return piece.slice(1, piece.length > 1 && piece.endsWith('"') ? -1 : undefined);
  return /^\\./.test(piece) ? piece.slice(1) : piece;
}
