import type { Comment } from '../../core/document';
import type { Range } from '../../core/range';
import type { ParsedHcl } from './parse';

type Read = Pick<ParsedHcl, 'tokens' | 'comments'>;

/** Comments with `#` on lines of their own; each governs the next line that is neither blank nor a comment, and the texts that it opens. */
export function readComments(text: string, read: Read): Comment[] {
  const spans = spansOf(text, read);
  const isAlone = ({ start }: Range) => text[start + 1] !== '*' && text.slice(lineStart(text, start), start).trim() === '' && !spanAround(spans, start);
  const alone = read.comments.filter(isAlone);
  const found: Comment[] = [];
  let next: { readonly start: number; readonly governs: Range } | undefined;
  for (const { start, end } of alone.reverse()) {
    const line = firstWord(text, end);
    const governs = next?.start === line ? next.governs : governedFrom(text, line, spans);
    next = { start, governs };
    const said = text.slice(start, end).trimEnd();
    if (said.startsWith('#')) found.push({ text: said.slice(1).trim(), range: { start, end: start + said.length }, governs });
  }
  return found.reverse();
}

/** The start of the line that holds `offset`, or of the one that opens the text around it. */
export function commentPlace(text: string, offset: number, read: Read): number {
  const spans = spansOf(text, read);
  let line = lineStart(text, offset);
  for (let around = spanAround(spans, line); around; around = spanAround(spans, line)) line = lineStart(text, around.start);
  return text.startsWith('\uFEFF', line) ? line + 1 : line;
}

/** Texts and comments over several lines: no comment can stand in them. */
function spansOf(text: string, { tokens, comments }: Read): readonly Range[] {
  const spans: Range[] = comments.filter(({ start }) => text[start + 1] === '*');
  let open = 0;
  let start = 0;
  for (const token of tokens) {
    if (token.kind === '"' || token.kind === '<<') {
      if (open === 0) start = token.start;
      open += 1;
    }
    if (token.kind !== 'end') continue;
    open -= 1;
    if (open === 0) spans.push({ start, end: token.end });
  }
  return spans.filter(span => text.slice(span.start, span.end).includes('\n')).sort((a, b) => a.start - b.start);
}

/** The last span that begins before `offset`. */
function spanBefore(spans: readonly Range[], offset: number): Range | undefined {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle] as Range).start < offset) low = middle + 1;
    else high = middle;
  }
  return spans[low - 1];
}

function spanAround(spans: readonly Range[], offset: number): Range | undefined {
  const span = spanBefore(spans, offset);
  return span && offset < span.end ? span : undefined;
}

function governedFrom(text: string, start: number, spans: readonly Range[]): Range {
  let end = lineEnd(text, start);
  for (let span = spanAround(spans, end); span; span = spanAround(spans, end)) end = lineEnd(text, span.end);
  return { start: start >= text.length ? text.length : lineStart(text, start), end };
}

function firstWord(text: string, from: number): number {
  let at = from;
  while (at < text.length && ' \t\r\n'.includes(text[at] as string)) at += 1;
  return at;
}

function lineStart(text: string, offset: number): number {
  return offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
}

function lineEnd(text: string, from: number): number {
  const feed = text.indexOf('\n', from);
  const end = feed < 0 ? text.length : feed;
  return end > from && text[end - 1] === '\r' ? end - 1 : end;
}
