import type { Scalar } from 'yaml';
import { scalarText, type ScalarSource, type ScalarText } from '../yaml/scalar';

/** `name=web image="nginx:1"`; what a template fills may have blanks in it, and what stands in quotes arguments of its own. */
const argument = /(?<!\S)([A-Za-z_]\w{0,60})=(?:"((?:[^"\\]|\\[^])*)"|'((?:[^'\\]|\\[^])*)'|((?:\{\{[^}\n]{0,200}\}\}|[^\s'"])*))(?!\S)/g;

/** The arguments of a module that are written in a row; the last one of a name counts. */
export function argumentsOf(scalar: Scalar, source: ScalarSource): ReadonlyMap<string, ScalarText> {
  const found = new Map<string, ScalarText>();
  const text = scalarText(scalar, source);
  const isQuoted = scalar.type === 'QUOTE_DOUBLE' || scalar.type === 'QUOTE_SINGLE';
  if (!text || (isQuoted && text.value !== text.raw)) return found;
  for (const { 0: whole, 1: key = '', 2: double, 3: single, 4: plain = '', index } of text.raw.matchAll(argument)) {
    const raw = double ?? single ?? plain;
    const end = text.range.start + index + whole.length - (plain === raw ? 0 : 1);
    if (raw !== '') found.set(key, { range: { start: end - raw.length, end }, raw, value: raw });
  }
  return found;
}
