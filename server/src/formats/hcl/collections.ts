import { doneOf, kindOf, take, type Parser } from './cursor';
import { beforeAttribute, readExpression, readTerm } from './expression';
import { closers, skip, skipLine } from './recovery';
import { decodeText, isWritten } from './text';
import type { HclEntry, HclValue } from './tree';

export function readList(p: Parser, start: number): HclValue {
  const loops = isLoop(p);
  const items = readItems(p, ']');
  const range = { start, end: doneOf(p) };
  return loops ? { kind: 'other', range } : { kind: 'list', range, items };
}

/** `for` makes what nobody can see here. */
function isLoop(p: Parser): boolean {
  let at = p.at;
  while (p.tokens[at]?.kind === '\n') at += 1;
  const token = p.tokens[at];
  return token?.kind === 'id' && p.source.slice(token.start, token.end) === 'for' && p.tokens[at + 1]?.kind === 'id';
}

export function readItems(p: Parser, closer: string): readonly HclValue[] {
  const items: HclValue[] = [];
  for (;;) {
    while (!beforeAttribute(p) && take(p, '\n'));
    if (take(p, closer)) return items;
    items.push(readExpression(p, false));
    if (take(p, ',')) continue;
    if (!take(p, closer)) p.broken = true;
    return items;
  }
}

export function readObject(p: Parser, start: number): HclValue {
  const loops = isLoop(p);
  if (loops) {
    skip(p);
    return { kind: 'other', range: { start, end: doneOf(p) } };
  }
  const entries: HclEntry[] = [];
  while (kindOf(p) !== '' && kindOf(p) !== 'header' && !closers.has(kindOf(p))) {
    if (take(p, '\n') || take(p, ',')) continue;
    const key = objectKey(p);
    if (!take(p, '=') && !take(p, ':')) {
      p.broken = true;
      skipLine(p);
      continue;
    }
    const value = readExpression(p, true);
    entries.push({ key: key ?? '', value });
  }
  if (!take(p, '}')) p.broken = true;
  return { kind: 'object', range: { start, end: doneOf(p) }, entries };
}

/** Undefined for one that is computed. */
function objectKey(p: Parser): string | undefined {
  const isComputed = kindOf(p) === '(';
  const value = readTerm(p);
  if (value.kind === 'path') return value.steps.length === 1 && !isComputed ? value.steps[0] : undefined;
  const isText = value.kind === 'text' && value.pieces.every(isWritten);
  if (!isText && value.kind !== 'number') return undefined;
  return value.kind === 'text' ? decodeText(p.source, value).text : p.source.slice(value.range.start, value.range.end);
}
