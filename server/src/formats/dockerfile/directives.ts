import type { Range } from '../../core/range';
import { skipSpace } from './blanks';
import { Lines } from './lines';

/** `# name=value` at the very top of the file. */
export interface Directive {
  readonly name: string;
  readonly value: Range;
}

const known: ReadonlySet<string> = new Set(['syntax', 'escape', 'check']);
const nameEnd = /[^a-zA-Z0-9]/g;

/** The directive in a line that starts with `sign`, or undefined: the first line that is none ends them for good. */
export function directiveIn(text: string, { start, end }: Range, sign: '#' | '//'): Directive | undefined {
  if (!text.startsWith(sign, start)) return undefined;
  const nameStart = skipSpace(text, start + sign.length, end);
  nameEnd.lastIndex = nameStart;
  const nameStop = Math.min(nameEnd.exec(text)?.index ?? end, end);
  const name = text.slice(nameStart, nameStop).toLowerCase();
  const equals = skipGoSpace(text, nameStop, end);
  if (!known.has(name) || text.charAt(equals) !== '=' || equals >= end) return undefined;
  const value = { start: skipGoSpace(text, equals + 1, end), end };
  while (value.end > value.start && isGoSpace(text.charAt(value.end - 1))) value.end -= 1;
  return value.end > value.start ? { name, value } : undefined;
}

/** What `\s` means in Go's regular expressions. */
function isGoSpace(char: string): boolean {
  return char === ' ' || char === '\t' || char === '\n' || char === '\f' || char === '\r';
}

function skipGoSpace(text: string, start: number, end: number): number {
  let index = start;
  while (index < end && isGoSpace(text.charAt(index))) index += 1;
  return index;
}

/** Where a `syntax` directive names the image that reads this file. */
export interface SyntaxDirective {
  readonly value: Range;
  /** What the value means; differs from the text only in JSON with escapes. */
  readonly meaning: string;
}

/**
 * Looks for it as BuildKit does: `# syntax=`, else `// syntax=`, else a JSON document with the key; a `#!` line before
 * is passed over. The value ends at its first space.
 */
export function findSyntax(text: string): SyntaxDirective | undefined {
  return syntaxAfter(text, '#') ?? syntaxAfter(text, '//') ?? syntaxInJson(text);
}

function syntaxAfter(text: string, sign: '#' | '//'): SyntaxDirective | undefined {
  const lines = new Lines(text);
  const seen = new Set<string>();
  let line = lines.next();
  if (line && text.startsWith('#!', line.start)) line = lines.next();
  for (; line; line = lines.next()) {
    const directive = directiveIn(text, line, sign);
    if (!directive || seen.has(directive.name)) return undefined;
    seen.add(directive.name);
    if (directive.name !== 'syntax') continue;
    const { start, end } = directive.value;
    const space = text.slice(start, end).indexOf(' ');
    const value = { start, end: space < 0 ? end : start + space };
    return { value, meaning: text.slice(value.start, value.end) };
  }
  return undefined;
}

/**
 * Behind the directives, and a `#!` line before them: a comment above would make comments of them as well. Undefined where
 * that is not all that names the reader of the file, as in JSON.
 */
export function directivesEnd(text: string): number | undefined {
  const lines = new Lines(text);
  let end = text.startsWith('\uFEFF') ? 1 : 0;
  for (let line = lines.next(); line; line = lines.next()) {
    const isShebang = line.start <= 1 && text.startsWith('#!', line.start);
    // The parser passes over blanks before `# escape=`, and what looks for `# syntax=` does not.
    const words = { start: skipSpace(text, line.start, line.end), end: line.end };
    if (!isShebang && !directiveIn(text, words, '#') && !directiveIn(text, words, '//')) break;
    end = line.next;
  }
  const syntax = findSyntax(text);
  return syntax && syntax.value.end > end ? undefined : end;
}

/** A longer document is no list of build settings. */
const longestJson = 262_144;
const jsonToken = /"(?:[^"\\]|\\.)*"|[{}[\]:,]/gs;

/** The whole document must be one JSON object; of a key that comes twice, the last counts. */
function syntaxInJson(text: string): SyntaxDirective | undefined {
  const offset = skipSpace(text, text.startsWith('\uFEFF') ? 1 : 0, text.length);
  if (text.charAt(offset) !== '{' || text.length > longestJson) return undefined;
  const meaning = jsonSyntax(text.slice(offset));
  if (meaning === undefined || meaning === '') return undefined;
  let depth = 0;
  let key: string | undefined;
  let value: Range | undefined;
  let last = '';
  for (const { 0: token, index } of text.slice(offset).matchAll(jsonToken)) {
    if (token === '{' || token === '[') depth += 1;
    else if (token === '}' || token === ']') depth -= 1;
    else if (token === ':' && depth === 1) key = last;
    else if (token === ',' && depth === 1) key = undefined;
    else if (token.startsWith('"') && depth === 1) {
      if (key === '"syntax"') value = { start: offset + index + 1, end: offset + index + token.length - 1 };
      last = token;
    }
  }
  return value && { value, meaning };
}

function jsonSyntax(json: string): string | undefined {
  try {
    const parsed: unknown = JSON.parse(json);
    if (typeof parsed !== 'object' || parsed === null || !Object.hasOwn(parsed, 'syntax')) return undefined;
    const value = (parsed as { syntax: unknown }).syntax;
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}
