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
  /** There are more tokens than anybody writes; the rest is not read. */
  readonly tooMany: boolean;
}

/** Of one document: over a second's work, and twice what the largest published ones have. */
export const mostTokens = 600_000;

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
  const { start = 0, end = text.length, inQuotes = false, giveUp = false } = options;
  const scanner: Scanner = { text: end < text.length ? text.slice(0, end) : text, giveUp, tokens: [], comments: [], modes: [{ in: 'code', quoted: false, braces: 0 }], at: start };
  if (inQuotes) scanner.modes.push({ in: 'quotes' });
  while (scanner.at < scanner.text.length && scanner.tokens.length < mostTokens) step(scanner);
  return { tokens: scanner.tokens, comments: scanner.comments, open: scanner.modes.length > 1, tooMany: scanner.at < scanner.text.length };
}

interface Scanner {
  readonly text: string;
  readonly giveUp: boolean;
  readonly tokens: Token[];
  readonly comments: Range[];
  readonly modes: Mode[];
  at: number;
}

function step(s: Scanner): void {
  if (s.giveUp && atLineStart(s) && match(header, s.text, s.at)) beginAnew(s);
  const mode = s.modes.at(-1) as Mode;
  if (mode.in === 'code') code(s, mode);
  else if (mode.in === 'quotes') quotes(s);
  else heredocLine(s, mode.marker);
}

function atLineStart(s: Scanner): boolean {
  return s.at === 0 || s.text[s.at - 1] === '\n';
}

function beginAnew(s: Scanner): void {
  while (s.modes.length > 1) close(s);
  if (s.tokens.at(-1)?.kind !== 'header') emit(s, 'header', s.at);
}

function emit(s: Scanner, kind: string, end: number): void {
  s.tokens.push({ kind, start: s.at, end });
  s.at = end;
}

/** Ends a text or a hole that has no end. */
function close(s: Scanner): void {
  emit(s, s.modes.pop()?.in === 'code' ? '$}' : 'end', s.at);
}

function code(s: Scanner, mode: Extract<Mode, { in: 'code' }>): void {
  const { text, at } = s;
  const blank = match(blanks, text, at);
  const char = text[at] as string;
  if (blank) s.at += blank[0].length;
  else if (char === '\n') newline(s, mode);
  else if (char === '#' || (char === '/' && '/*'.includes(text[at + 1] ?? ' '))) comment(s, text[at + 1] === '*' && char === '/');
  else if (char === '"') open(s, { in: 'quotes' }, '"', at + 1);
  else if (char === '<' && text[at + 1] === '<') heredocStart(s);
  else if (char === '}' && mode.braces === 0 && s.modes.length > 1) closeHole(s);
  else wordOrSign(s, mode, char);
}

function newline(s: Scanner, { quoted, braces }: Extract<Mode, { in: 'code' }>): void {
  emit(s, '\n', s.at + 1);
  if (!quoted || braces > 0 || !match(otherLine, s.text, s.at)) return;
  // The line end belongs to what is around the text.
  const feed = s.tokens.pop() as Token;
  s.at = feed.start;
  close(s);
  close(s);
}

function comment(s: Scanner, between: boolean): void {
  const found = s.text.indexOf(between ? '*/' : '\n', s.at + (between ? 2 : 0));
  const end = found < 0 ? s.text.length : found + (between ? 2 : 0);
  s.comments.push({ start: s.at, end });
  s.at = end;
}

function open(s: Scanner, mode: Mode, kind: string, end: number): void {
  emit(s, kind, end);
  s.modes.push(mode);
}

function heredocStart(s: Scanner): void {
  const found = match(heredoc, s.text, s.at);
  if (found) open(s, { in: 'heredoc', marker: found[1] as string }, '<<', s.at + found[0].length);
  else emit(s, '<', s.at + 1);
}

function closeHole(s: Scanner): void {
  emit(s, '$}', s.at + 1);
  s.modes.pop();
}

function wordOrSign(s: Scanner, mode: Extract<Mode, { in: 'code' }>, char: string): void {
  const { text, at } = s;
  const found = match(word, text, at);
  if (found) return emit(s, 'id', at + found[0].length);
  const digits = match(number, text, at);
  if (digits) return emit(s, 'number', at + digits[0].length);
  if (char === '{') mode.braces += 1;
  if (char === '}') mode.braces -= 1;
  const kind = match(sign, text, at)?.[0] ?? char;
  emit(s, kind, at + kind.length);
}

function quotes(s: Scanner): void {
  const { text, at } = s;
  const end = run(quotedLiteral, text, at);
  if (end > at) return emit(s, 'literal', end);
  if (text[at] === '"') {
    emit(s, 'end', at + 1);
    s.modes.pop();
  } else if ('\r\n\\'.includes(text[at] as string)) {
    // Quotes end with their line.
    if (text[at] === '\\') emit(s, 'literal', at + 1);
    close(s);
  } else {
    open(s, { in: 'code', quoted: true, braces: 0 }, `${text[at]}{`, at + 2);
  }
}

function heredocLine(s: Scanner, marker: string): void {
  const { text, at } = s;
  if (atLineStart(s)) {
    const feed = text.indexOf('\n', at);
    const line = text.slice(at, feed < 0 ? text.length : feed);
    if (line.trim() === marker) {
      emit(s, 'end', at + line.length);
      s.modes.pop();
      return;
    }
  }
  const end = run(heredocLiteral, text, at);
  if (end === at && text[at] !== '\n') open(s, { in: 'code', quoted: false, braces: 0 }, `${text[at]}{`, at + 2);
  else emit(s, 'literal', text[end] === '\n' ? end + 1 : end);
}