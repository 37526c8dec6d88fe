/** A stretch of a Go template: text as it comes out, or what stands between `{{` and `}}`. */
export interface Piece {
  readonly kind: 'text' | 'action';
  readonly text: string;
  /** Offset in the file. */
  readonly start: number;
}

const quoteEnds: Readonly<Record<string, RegExp>> = { '"': /"|\\[^]/g, "'": /'|\\[^]/g, '`': /`/g };

/** The pieces of a template, blanks that `{{-` and `-}}` swallow left out, and comments too. */
export function piecesOf(source: string): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  let trims = false;
  const takeText = (end: number, trimsEnd: boolean) => {
    const text = source.slice(from, end);
    const kept = trims ? text.trimStart() : text;
    if (kept !== '') pieces.push({ kind: 'text', text: trimsEnd ? kept.trimEnd() : kept, start: end - kept.length });
  };
  for (let open = source.indexOf('{{'); open >= 0; open = source.indexOf('{{', from)) {
    const close = endOfAction(source, open + 2);
    if (close === undefined) break;
    const action = source.slice(open + 2, close);
    const trimsBefore = /^-\s/.test(action);
    takeText(open, trimsBefore);
    trims = /\s-$/.test(action);
    const text = action.slice(trimsBefore ? 1 : 0, trims ? -1 : undefined).trim();
    if (!text.startsWith('/*')) pieces.push({ kind: 'action', text, start: open });
    from = close + 2;
  }
  takeText(source.length, false);
  return pieces;
}

/** Where the `}}` stands; texts in quotes may hold one. */
function endOfAction(source: string, from: number): number | undefined {
  if (/^-?\s*\/\*/.test(source.slice(from, from + 8))) {
    const end = source.indexOf('*/', from);
    const close = end < 0 ? -1 : source.indexOf('}}', end);
    return close < 0 ? undefined : close;
  }
  for (let at = from; at < source.length; at += 1) {
    const sign = source[at] as string;
    if (sign === '}' && source[at + 1] === '}') return at;
    const quote = quoteEnds[sign];
    if (quote) at = endOfQuote(source, at + 1, { sign, quote });
  }
  return undefined;
}

function endOfQuote(source: string, from: number, { sign, quote }: { sign: string; quote: RegExp }): number {
  quote.lastIndex = from;
  for (let match = quote.exec(source); match; match = quote.exec(source)) if (match[0] === sign) return match.index;
  return source.length;
}
