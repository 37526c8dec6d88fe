import { flowEnd } from './flow-value';

/** What stands behind a key on its line, as far as that is beyond doubt. */
export type SimpleValue =
  | { readonly kind: 'none' | 'block' | 'flow' }
  | { readonly kind: 'scalar'; readonly start: number; readonly end: number; readonly source: string; readonly style: 'PLAIN' | 'QUOTE_DOUBLE' | 'QUOTE_SINGLE' };

const none: SimpleValue = { kind: 'none' };
const block: SimpleValue = { kind: 'block' };
const flow: SimpleValue = { kind: 'flow' };

const quoted = /"[^"\\\n\r]*"|'[^'\n\r]*'/y;
const blockHeader = /[|>][-+]?(?= *(?:\r?\n|$))/y;
/** Signs that begin a plain scalar and nothing else. */
const plainStart = /[\w./$(+<=^;\\~]|-[\w./$-]/y;

/** The value in `text` from `from` to `end` of its line; undefined when only the parser can tell. */
export function simpleValue(text: string, from: number, end: number): SimpleValue | undefined {
  let start = from;
  while (start < end && text.charCodeAt(start) === 0x20) start += 1;
  if (start === end) return none;
  switch (text[start]) {
    case '#':
      return start > from ? none : undefined;
    case '"':
    case "'":
      return quotedValue(text, start, end);
    case '|':
    case '>':
      return matches(blockHeader, text, start) === undefined ? undefined : block;
    case '[':
    case '{':
      return endsLine(text, flowEnd(text, start), end) ? flow : undefined;
    default:
      return plainValue(text, start, end);
  }
}

function quotedValue(text: string, start: number, lineEnd: number): SimpleValue | undefined {
  const end = matches(quoted, text, start);
  if (end === undefined || !endsLine(text, end, lineEnd)) return undefined;
  const style = text[start] === '"' ? 'QUOTE_DOUBLE' : 'QUOTE_SINGLE';
  return { kind: 'scalar', start, end, source: text.slice(start + 1, end - 1), style };
}

function plainValue(text: string, start: number, lineEnd: number): SimpleValue | undefined {
  if (matches(plainStart, text, start) === undefined) return undefined;
  const line = text.slice(start, lineEnd);
  const comment = line.indexOf(' #');
  const source = withoutBlanks(comment < 0 ? line : line.slice(0, comment));
  if (source.includes(': ') || source.endsWith(':')) return undefined;
  return { kind: 'scalar', start, end: start + source.length, source, style: 'PLAIN' };
}

function withoutBlanks(text: string): string {
  let end = text.length;
  while (end > 0 && text.charCodeAt(end - 1) === 0x20) end -= 1;
  return text.slice(0, end);
}

/** The end of what `pattern` (sticky) finds at `start`. */
function matches(pattern: RegExp, text: string, start: number): number | undefined {
  pattern.lastIndex = start;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}

/** Whether nothing but a comment follows on the line. */
function endsLine(text: string, from: number | undefined, end: number): boolean {
  if (from === undefined) return false;
  let at = from;
  while (at < end && text.charCodeAt(at) === 0x20) at += 1;
  return at >= end || (at > from && text[at] === '#');
}
