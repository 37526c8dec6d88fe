import type { SourceText } from '../../core/build';
import type { Range, TextEdit } from '../../core/range';
import { sourceAt, sourceRange } from '../source';

/** A shell text, and the document that it stands in. */
export interface ShellText {
  readonly document: string;
  readonly text: SourceText;
}

export interface Removal extends Range {
  /** Where what stays before it ends, and what stays behind it begins; undefined at an end of the text. */
  readonly previousEnd?: number | undefined;
  readonly nextStart?: number | undefined;
}

/** Takes a stretch of a shell text out, with the blanks and line ends that joined it to its neighbours. Comment lines stay. */
export function removalEdit({ document, text }: ShellText, removal: Removal): TextEdit {
  const own = sourceRange(text, removal.start, removal.end);
  const lines = wholeLines(document, own);
  if (lines && removal.nextStart !== undefined && removal.previousEnd !== undefined) return keepingComments(document, lines, 'before');
  if (removal.nextStart !== undefined) {
    const upToNext = { start: own.start, end: sourceAt(text, removal.nextStart) };
    return hasComments(document, upToNext) ? { range: withBlanks(document, own), newText: '' } : { range: upToNext, newText: '' };
  }
  const start = removal.previousEnd === undefined ? own.start : sourceAt(text, removal.previousEnd - 1) + 1;
  return keepingComments(document, { start, end: own.end }, 'behind');
}

/** The lines of a range that stands on lines of its own: nothing around it but blanks and the sign that joins lines. */
function wholeLines(document: string, { start, end }: Range): Range | undefined {
  const from = document.lastIndexOf('\n', start - 1) + 1;
  const newline = document.indexOf('\n', end);
  if (newline < 0 || document.slice(from, start).trim() !== '') return undefined;
  return /^[ \t]*[\\`]?[ \t]*\r?$/.test(document.slice(end, newline)) ? { start: from, end: newline + 1 } : undefined;
}

const commentLine = /^[ \t]*#/;

function commentsIn(document: string, { start, end }: Range): readonly string[] {
  const [first = '', ...others] = document.slice(start, end).split('\n');
  const isLineStart = start === 0 || document.charAt(start - 1) === '\n';
  return (isLineStart ? [first, ...others] : others).filter(line => commentLine.test(line)).map(line => line.replace(/\r$/, ''));
}

function hasComments(document: string, range: Range): boolean {
  return commentsIn(document, range).length > 0;
}

function withBlanks(document: string, { start, end }: Range): Range {
  let stop = end;
  while (/[ \t]/.test(document.charAt(stop))) stop += 1;
  return { start, end: stop };
}

/** `before`: the comments are lines before what follows; `behind`: lines behind what came before. */
function keepingComments(document: string, range: Range, place: 'before' | 'behind'): TextEdit {
  const lineEnd = document.slice(range.start).includes('\r\n') ? '\r\n' : '\n';
  const comments = commentsIn(document, range);
  const newText = comments.map(line => (place === 'before' ? line + lineEnd : lineEnd + line)).join('');
  return { range, newText };
}
