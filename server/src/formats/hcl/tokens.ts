import type { Range } from '../../core/range';

/**
 * `id`, `number`, `\n`, signs as they are written (`{`, `==`), and of texts: `"` and `<<` open one, `${` and `%{` a hole in it, which `$}`
 * closes; `literal` is what is written out, `end` is the end of the text, without characters where that is missing. `header`
 * says that what was open above is given up (see `giveUp`).
 */
export interface Token extends Range {
  readonly kind: string;
}

export interface Tokens {
  readonly tokens: readonly Token[];
  /** Those of a line, from their sign to the end of that line, and those between signs. */
  readonly comments: readonly Range[];
  /** A text was still open at the end. */
  readonly open: boolean;
}

export interface TokenOptions {
  readonly start?: number;
  readonly end?: number;
  /** The stretch is what stands between two quotes. */
  readonly inQuotes?: boolean;
  /**
   * For a broken document: a block's header at the very start of a line begins anew, whatever is open above it. A sound one may
   * have such a line in a text.
   */
  readonly giveUp?: boolean;
}

/** What is read at the moment: code, at the top or in a hole, where `braces` are open; or a text. */
type Mode = { readonly in: 'code'; readonly quoted: boolean; braces: number } | { readonly in: 'quotes' } | { readonly in: 'heredoc'; readonly marker: string };

const word = /[\p{ID_Start}_][\p{ID_Continue}-]*/uy;
const number = /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const blanks = /[ \t\r\uFEFF]+/y;
const sign = /\.\.\.|[=!<>]=|=>|&&|\|\||::|[^]/y;
const heredoc = /<<-?([\p{ID_Start}_][\p{ID_Continue}-]*)[ \t\r]*\n/uy;
/** One stretch after the other of what a text in quotes, and a line of a heredoc, may hold up to its next sign: `$${` is none. */
const quotedLiteral = /[^"\\\r\n$%]+|\\[^\n]|\$\$\{|%%\{|[$%](?!\{)|\r(?!\n)/y;
const heredocLiteral = /[^\n$%]+|\$\$\{|%%\{|[$%](?!\{)/y;
const header = /[A-Za-z_][\w-]{0,100}(?:[ \t]{1,20}(?:"[^"\n]{0,200}"|[\w-]{1,200})){0,5}[ \t]{0,20}\{/y;
/** No hole goes on in such a line: the quote before it is still missing. */
const otherLine = /[ \t]{0,100}(?:[A-Za-z_][\w-]{0,100}[ \t]{0,20}=(?![=>])|\}[ \t\r]{0,20}(?:\n|$))/y;

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** Behind all that `pattern` finds from `at` on. */
function run(pattern: RegExp, text: string, at: number): number {
  let end = at;
  for (let found = match(pattern, text, end); found; found = match(pattern, text, end)) end += found[0].length;
  return end;
}

/** Takes a text of HCL apart, in one walk and without calling itself. Never throws. */
export function readTokens(text: string, options: TokenOptions = {}): Tokens {
  const { start = 0, end = text.length, inQuotes = false } = options;
  const scanner = new Scanner(end < text.length ? text.slice(0, end) : text, start, options);
  if (inQuotes) scanner.modes.push({ in: 'quotes' });
  while (scanner.at < scanner.text.length) scanner.step();
  return { tokens: scanner.tokens, comments: scanner.comments, open: scanner.modes.length > 1 };
}

class Scanner {
  readonly tokens: Token[] = [];
  readonly comments: Range[] = [];
  readonly modes: Mode[] = [{ in: 'code', quoted: false, braces: 0 }];
  readonly text: string;
  readonly giveUp: boolean;
  at: number;

  constructor(text: string, start: number, { giveUp = false }: TokenOptions) {
    this.text = text;
    this.at = start;
    this.giveUp = giveUp;
  }

  step(): void {
    if (this.giveUp && this.atLineStart() && match(header, this.text, this.at)) this.beginAnew();
    const mode = this.modes.at(-1) as Mode;
    if (mode.in === 'code') this.code(mode);
    else if (mode.in === 'quotes') this.quotes();
    else this.heredocLine(mode.marker);
  }

  atLineStart(): boolean {
    return this.at === 0 || this.text[this.at - 1] === '\n';
  }

  beginAnew(): void {
    while (this.modes.length > 1) this.close();
    if (this.tokens.at(-1)?.kind !== 'header') this.emit('header', this.at);
  }

  emit(kind: string, end: number): void {
    this.tokens.push({ kind, start: this.at, end });
    this.at = end;
  }

  /** Ends a text or a hole that has no end. */
  close(): void {
    this.emit(this.modes.pop()?.in === 'code' ? '$}' : 'end', this.at);
  }

  code(mode: Extract<Mode, { in: 'code' }>): void {
    const { text, at } = this;
    const blank = match(blanks, text, at);
    const char = text[at] as string;
    if (blank) this.at += blank[0].length;
    else if (char === '\n') this.newline(mode);
    else if (char === '#' || (char === '/' && '/*'.includes(text[at + 1] ?? ' '))) this.comment(text[at + 1] === '*' && char === '/');
    else if (char === '"') this.open({ in: 'quotes' }, '"', at + 1);
    else if (char === '<' && text[at + 1] === '<') this.heredocStart();
    else if (char === '}' && mode.braces === 0 && this.modes.length > 1) this.closeHole();
    else this.wordOrSign(mode, char);
  }

  newline({ quoted, braces }: Extract<Mode, { in: 'code' }>): void {
    this.emit('\n', this.at + 1);
    if (!quoted || braces > 0 || !match(otherLine, this.text, this.at)) return;
    // The line end belongs to what is around the text.
    const feed = this.tokens.pop() as Token;
    this.at = feed.start;
    this.close();
    this.close();
  }

  comment(between: boolean): void {
    const found = this.text.indexOf(between ? '*/' : '\n', this.at + (between ? 2 : 0));
    const end = found < 0 ? this.text.length : found + (between ? 2 : 0);
    this.comments.push({ start: this.at, end });
    this.at = end;
  }

  open(mode: Mode, kind: string, end: number): void {
    this.emit(kind, end);
    this.modes.push(mode);
  }

  heredocStart(): void {
    const found = match(heredoc, this.text, this.at);
    if (found) this.open({ in: 'heredoc', marker: found[1] as string }, '<<', this.at + found[0].length);
    else this.emit('<', this.at + 1);
  }

  closeHole(): void {
    this.emit('$}', this.at + 1);
    this.modes.pop();
  }

  wordOrSign(mode: Extract<Mode, { in: 'code' }>, char: string): void {
    const { text, at } = this;
    const found = match(word, text, at);
    if (found) return this.emit('id', at + found[0].length);
    const digits = match(number, text, at);
    if (digits) return this.emit('number', at + digits[0].length);
    if (char === '{') mode.braces += 1;
    if (char === '}') mode.braces -= 1;
    const kind = match(sign, text, at)?.[0] ?? char;
    this.emit(kind, at + kind.length);
  }

  quotes(): void {
    const { text, at } = this;
    const end = run(quotedLiteral, text, at);
    if (end > at) return this.emit('literal', end);
    if (text[at] === '"') {
      this.emit('end', at + 1);
      this.modes.pop();
    } else if ('\r\n\\'.includes(text[at] as string)) {
      // Quotes end with their line.
      if (text[at] === '\\') this.emit('literal', at + 1);
      this.close();
    } else {
      this.open({ in: 'code', quoted: true, braces: 0 }, `${text[at]}{`, at + 2);
    }
  }

  heredocLine(marker: string): void {
    const { text, at } = this;
    if (this.atLineStart()) {
      const feed = text.indexOf('\n', at);
      const line = text.slice(at, feed < 0 ? text.length : feed);
      if (line.trim() === marker) {
        this.emit('end', at + line.length);
        this.modes.pop();
        return;
      }
    }
    const end = run(heredocLiteral, text, at);
    if (end === at && text[at] !== '\n') this.open({ in: 'code', quoted: false, braces: 0 }, `${text[at]}{`, at + 2);
    else this.emit('literal', text[end] === '\n' ? end + 1 : end);
  }
}
