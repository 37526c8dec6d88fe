import { readItems, readList, readObject } from './collections';
import { doneOf, kindOf, readWord, startOf, take, type Parser } from './cursor';
import { closers, nested, skip } from './recovery';
import { readText } from './template';
import type { HclValue } from './tree';

/** Behind what these end, `.name` and `[0]` take a part of it. */
const partSigns: ReadonlySet<string> = new Set(['.', '[']);

/** Up to the sign that ends it; `lines`: its line ends it too. */
export function readExpression(p: Parser, lines: boolean): HclValue {
  const start = startOf(p);
  let only: HclValue | undefined;
  let terms = 0;
  for (; !endsExpression(p, lines); terms += 1) {
    if (take(p, '\n')) terms -= 1;
    else only = readTerm(p);
  }
  const end = Math.max(start, doneOf(p));
  return terms === 1 && only ? only : { kind: 'other', range: { start, end: terms === 0 ? start : end } };
}

function endsExpression(p: Parser, lines: boolean): boolean {
  const kind = kindOf(p);
  if (kind === '' || kind === 'header' || kind === ',' || closers.has(kind)) return true;
  return kind === '\n' && (lines || beforeAttribute(p));
}

/** In brackets lines go on, but no attribute stands there: the bracket's end is still missing. */
export function beforeAttribute(p: Parser): boolean {
  return kindOf(p) === '\n' && p.tokens[p.at + 1]?.kind === 'id' && p.tokens[p.at + 2]?.kind === '=';
}

export function readTerm(p: Parser): HclValue {
  const start = startOf(p);
  let value = primary(p);
  while (partSigns.has(kindOf(p))) {
    value = { kind: 'other', range: { start, end: 0 } };
    if (!take(p, '.')) brackets(p);
    else if (kindOf(p) === 'id' || kindOf(p) === 'number' || kindOf(p) === '*') p.at += 1;
  }
  return value.kind === 'other' ? { kind: 'other', range: { start, end: doneOf(p) } } : value;
}

function primary(p: Parser): HclValue {
  const kind = kindOf(p);
  const start = startOf(p);
  const other = (): HclValue => ({ kind: 'other', range: { start, end: doneOf(p) } });
  if (kind === 'id') return named(p);
  p.at += 1;
  if (kind === '"' || kind === '<<') return nested<HclValue>(p, () => readText(p, doneOf(p), kind === '<<' ? start : undefined), other);
  if (kind === '{') return nested(p, () => readObject(p, start), other);
  if (kind === '[') return nested(p, () => readList(p, start), other);
  if (kind === '(') return nested(p, () => parenthesis(p), other);
  return kind === 'number' ? { kind: 'number', range: { start, end: doneOf(p) } } : other();
}

/** A call, or a path of names. */
function named(p: Parser): HclValue {
  const start = startOf(p);
  let name = readWord(p);
  while (kindOf(p) === '::' && p.tokens[p.at + 1]?.kind === 'id') {
    p.at += 1;
    name += `::${readWord(p)}`;
  }
  if (take(p, '(')) {
    const args = nested(p, () => readItems(p, ')'), () => []);
    return { kind: 'call', range: { start, end: doneOf(p) }, name, args };
  }
  const steps = [name];
  while (partSigns.has(kindOf(p))) {
    const step = readStep(p);
    if (step === undefined) break;
    steps.push(step);
  }
  return { kind: 'path', range: { start, end: doneOf(p) }, steps };
}

/** `.name` or `["name"]`; undefined for others, which are not taken. */
function readStep(p: Parser): string | undefined {
  const [second, third, fourth] = p.tokens.slice(p.at + 1, p.at + 4);
  if (kindOf(p) === '.') {
    if (second?.kind !== 'id') return undefined;
    p.at += 1;
    return readWord(p);
  }
  if (second?.kind !== '"' || third?.kind !== 'literal' || fourth?.kind !== 'end' || p.tokens[p.at + 4]?.kind !== ']') return undefined;
  p.at += 5;
  return p.source.slice(third.start, third.end);
}

function brackets(p: Parser): void {
  p.at += 1;
  skip(p);
}

function parenthesis(p: Parser): HclValue {
  const value = readExpression(p, false);
  if (!take(p, ')')) p.broken = true;
  return value;
}
