import { CST, Lexer } from 'yaml';
import type { Range } from '../../core/range';
import { splitDocuments } from './documents';
import { yamlLines } from './lines';
import { hasTemplate, maskTemplate } from './template';

/** JSON has no comments, and a flow collection at the top is most likely that; but for the action of a template. */
const startsLikeJson = /^\uFEFF?\s*(?:\[|\{(?!\{))/;

/**
 * The start of the line that holds `offset`, or of the one that opens the block scalar around it. Undefined where a line
 * in between would become part of a scalar.
 */
export function commentPlace(text: string, offset: number): number | undefined {
  if (startsLikeJson.test(text)) return undefined;
  const document = splitDocuments(text).find(({ start, end }) => start <= offset && offset < end);
  if (!document) return undefined;
  const part = text.slice(document.start, document.end);
  const line = ownLine(part, offset - document.start);
  if (!line) return undefined;
  const place = part.startsWith('\uFEFF', line.start) ? line.start + 1 : line.start;
  return takesComment(part, place) ? document.start + place : undefined;
}

function ownLine(text: string, offset: number): Range | undefined {
  let own: Range | undefined;
  for (const { range, kind } of yamlLines(text)) {
    if (range.start > offset) break;
    if (kind === 'text') own = range;
    else if (range.end >= offset && kind !== 'block-scalar') return undefined;
  }
  return own;
}

const probe = '# \n';

/** Whether the lexer, which knows quotes and block scalars, would take a comment at `place` for one. */
function takesComment(text: string, place: number): boolean {
  const masked = hasTemplate(text) ? maskTemplate(text) : text;
  let at = 0;
  for (const lexeme of new Lexer().lex(masked.slice(0, place) + indentAt(text, place) + probe + masked.slice(place))) {
    if (isMark(lexeme)) continue;
    if (at >= place && CST.tokenType(lexeme) !== 'space') return CST.tokenType(lexeme) === 'comment';
    at += lexeme.length;
    if (at > place && CST.tokenType(lexeme) !== 'space') return false;
  }
  return false;
}

/** What the lexer says between the characters of the document. */
function isMark(lexeme: string): boolean {
  return lexeme === CST.DOCUMENT || lexeme === CST.FLOW_END || lexeme === CST.SCALAR;
}

function indentAt(text: string, place: number): string {
  return /^[ \t]*/.exec(text.slice(place, place + 200))?.[0] ?? '';
}
