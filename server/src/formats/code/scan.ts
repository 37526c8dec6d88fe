import type { Range } from '../../core/range';
import { quotedText, type QuotedText } from './strings';

/** How a language writes texts and comments. */
export interface Language {
  /** Sticky. */
  readonly comment: RegExp;
  /** Quotes whose texts may have `${}` in them. */
  readonly holes: string;
  /** `/…/` is a text too, where one may stand. */
  readonly slashes: boolean;
}

export const starlark: Language = { comment: /#[^\n]*/y, holes: '', slashes: false };
export const groovy: Language = { comment: /\/\/[^\n]*|\/\*[^]*?(?:\*\/|(?![^]))|(?<![^])#![^\n]*/y, holes: '"', slashes: true };

export interface Token {
  readonly kind: 'word' | 'text' | 'sign' | 'line';
  readonly start: number;
  readonly end: number;
  /** Of a text. */
  readonly quoted?: QuotedText;
}

export interface Scanned {
  readonly tokens: readonly Token[];
  /** Texts and comments over several lines, in order. */
  readonly wholes: readonly Range[];
  /** There are more tokens than anybody writes: what follows was not looked at. */
  readonly limited: boolean;
}

const mostTokens = 300_000;
const word = /[\p{L}_$][\p{L}\p{N}_$]*/uy;
const blanks = /[^\S\n]+/y;
const slashed = /\/(?![*/])(?:[^/\\\n]|\\.){1,1000}\//y;

/** The words, texts and signs of a program, comments left out. Never throws, and takes time by the length of the text alone. */
export function scan(text: string, language: Language): Scanned {
  const tokens: Token[] = [];
  const wholes: Range[] = [];
  let at = text.startsWith('\uFEFF') ? 1 : 0;
  const endOf = (pattern: RegExp): number | undefined => {
    pattern.lastIndex = at;
    return pattern.test(text) ? pattern.lastIndex : undefined;
  };
  while (at < text.length && tokens.length < mostTokens) {
    const start = at;
    const sign = text[at] as string;
    const skipped = endOf(blanks) ?? endOf(language.comment);
    if (skipped !== undefined) {
      at = skipped;
    } else if (sign === '"' || sign === "'") {
      const quoted = quotedText(text, at, language.holes.includes(sign));
      tokens.push({ kind: 'text', start, end: quoted.end, quoted });
      at = quoted.end;
    } else {
      const regular = language.slashes && sign === '/' && mayBeginText(text, tokens.at(-1)) ? endOf(slashed) : undefined;
      const named = regular ?? endOf(word);
      at = named ?? at + 1;
      tokens.push({ kind: regular !== undefined || named === undefined ? kindOf(sign) : 'word', start, end: at });
    }
    if (at - start > 1 && text.slice(start, at).includes('\n')) wholes.push({ start, end: at });
  }
  return { tokens, wholes, limited: at < text.length };
}

function kindOf(sign: string): Token['kind'] {
  return sign === '\n' ? 'line' : 'sign';
}

/** Behind a value a slash divides. */
function mayBeginText(text: string, before: Token | undefined): boolean {
  return before === undefined || before.kind === 'line' || (before.kind === 'sign' && '(,=[:~{;!&|?'.includes(text[before.start] as string));
}
