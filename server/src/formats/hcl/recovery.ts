import { kindOf, type Parser } from './cursor';

/** What is nested deeper is passed over: no honest document comes near. */
export const deepestDocument = 200;

export const openers: ReadonlySet<string> = new Set(['{', '[', '(', '${', '%{', '"', '<<']);
export const closers: ReadonlySet<string> = new Set(['}', ']', ')', '$}', 'end']);

/** Runs one level deeper, or passes over what stands there, up to its end. */
export function nested<T>(p: Parser, run: () => T, instead: () => T): T {
  if (p.depth >= deepestDocument) {
    p.tooDeep = true;
    skip(p);
    return instead();
  }
  p.depth += 1;
  const result = run();
  p.depth -= 1;
  return result;
}

/** Behind the end of what was just opened. */
export function skip(p: Parser): void {
  for (let open = 1; open > 0 && kindOf(p) !== '' && kindOf(p) !== 'header'; p.at += 1) {
    if (openers.has(kindOf(p))) open += 1;
    if (closers.has(kindOf(p))) open -= 1;
  }
}

/** To the end of the line or of the block. */
export function skipLine(p: Parser): void {
  while (!['', 'header', '\n', '}'].includes(kindOf(p))) {
    const opens = openers.has(kindOf(p));
    p.at += 1;
    if (opens) skip(p);
  }
}
