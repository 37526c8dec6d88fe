import type { Range } from '../../core/range';
import { doneOf, kindOf, startOf, take, type Parser } from './cursor';
import { readExpression } from './expression';
import { nested, skip } from './recovery';
import type { Token } from './tokens';
import type { HclText, HclValue } from './tree';

/** The rest of a text from behind its sign on, which stands at `heredoc` where it is one. */
export function readText(p: Parser, start: number, heredoc?: number): HclText {
  const pieces: (Range | HclValue)[] = [];
  while (!['', 'header', 'end'].includes(kindOf(p))) {
    const token = p.tokens[p.at] as Token;
    p.at += 1;
    if (token.kind === '${' || token.kind === '%{') pieces.push(readHole(p, token));
    else pieces.push({ start: token.start, end: token.end });
  }
  const range = { start, end: startOf(p) };
  if (!take(p, 'end')) p.broken = true;
  const sort = heredoc === undefined ? {} : { heredoc: p.source.startsWith('<<-', heredoc) ? 'indented' : 'as-it-is' } as const;
  return { kind: 'text', range, pieces, ...sort };
}

function readHole(p: Parser, { kind, start }: Token): HclValue {
  const other = (): HclValue => ({ kind: 'other', range: { start, end: doneOf(p) } });
  return nested(p, () => {
    const value = readExpression(p, false);
    const isWhole = kindOf(p) === '$}' && kind === '${';
    if (!take(p, '$}')) skip(p);
    return isWhole ? value : other();
  }, other);
}
