import { doneOf, kindOf, readWord, startOf, take, type Parser } from './cursor';
import { readExpression } from './expression';
import { nested, openers, skipLine } from './recovery';
import { readText } from './template';
import { decodeText } from './text';
import type { HclEntry, HclObject, HclValue } from './tree';

/** Attributes and blocks, up to behind the brace. */
export function readBody(p: Parser, top: boolean): HclObject {
  const start = startOf(p);
  const entries: HclEntry[] = [];
  for (;;) {
    const kind = kindOf(p);
    if (kind === '' || (kind === 'header' && !top)) {
      p.broken ||= !top;
      break;
    }
    if (kind === '}' && !top) break;
    if (kind === 'id' || kind === '"') {
      const entry = readEntry(p);
      if (entry) entries.push(entry);
      continue;
    }
    p.broken ||= kind === '}' || openers.has(kind);
    p.at += 1;
  }
  const range = { start, end: startOf(p) };
  take(p, '}');
  return { kind: 'object', range, entries };
}

/** `key = value`, or `type "label" { … }`. */
function readEntry(p: Parser): HclEntry | undefined {
  const keys = [readKey(p)];
  if (take(p, '=')) {
    const value = readExpression(p, true);
    skipLine(p);
    return { key: keys[0] as string, value };
  }
  while (kindOf(p) === 'id' || kindOf(p) === '"') keys.push(readKey(p));
  if (!take(p, '{')) {
    p.broken = true;
    skipLine(p);
    return undefined;
  }
  const start = startOf(p);
  const body = nested<HclObject>(p, () => readBody(p, false), () => ({ kind: 'object', range: { start, end: start }, entries: [] }));
  const nest = (value: HclValue, key: string): HclObject => ({ kind: 'object', range: body.range, entries: [{ key, value }] });
  const value = keys.slice(1).reduceRight(nest, body);
  return { key: keys[0] as string, value };
}

function readKey(p: Parser): string {
  if (kindOf(p) === 'id') return readWord(p);
  p.at += 1;
  return decodeText(p.source, readText(p, doneOf(p))).text;
}
