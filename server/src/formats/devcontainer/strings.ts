import type { ScalarText } from '../yaml/scalar';

/** A string of a JSON document with comments. */
export interface JsonString extends ScalarText {
  /** The keys that lead to it, its own included; `[]` for the items of a list. */
  readonly path: readonly string[];
  readonly isKey: boolean;
}

/** A string ends with its line where its quote is missing: what follows is not lost while somebody types. */
const piece = /"(?:[^"\\\r\n]|\\[^\r\n])*("?)|\/\/[^\r\n]*|\/\*[^]*?(?:\*\/|$)|[{}[\],]/g;
const colon = /(?:\s|\/\/[^\r\n]*|\/\*(?:[^*]|\*(?!\/))*\*\/)*:/y;
/** Nothing that is asked for lies deeper. */
const deepest = 3;

interface Open {
  readonly close: '}' | ']';
  /** Of an object: the key whose value comes next. */
  key?: string | undefined;
}

/**
 * The strings of a document that are not too deep to matter, in order, however broken it is. A scanner of its own: JSON has little
 * more than strings and brackets, and a stack instead of calls lets any depth pass.
 */
export function* jsonStrings(text: string): Generator<JsonString> {
  const stack: Open[] = [];
  for (const match of text.matchAll(piece)) {
    const [sign, quote] = match;
    const top = stack.at(-1);
    if (sign === '{' || sign === '[') stack.push({ close: sign === '{' ? '}' : ']' });
    else if (sign === '}' || sign === ']') closeUp(stack, sign);
    else if (sign === ',') delete top?.key;
    else if (sign.startsWith('"') && top) {
      const scalar = scalarOf(text, match.index, quote ? sign.length - 1 : withoutEnd(sign));
      const isKey = top.close === '}' && isFollowedByColon(text, match.index + sign.length);
      if (isKey) top.key = scalar.value;
      const isValue = top.close === ']' || top.key !== undefined;
      if (isValue && stack.length <= deepest) yield { ...scalar, path: stack.map(({ key }) => key ?? '[]'), isKey };
      if (!isKey) delete top.key;
    }
  }
}

/** What is still open within is left behind; a bracket that closes nothing is passed over. */
function closeUp(stack: Open[], sign: string): void {
  if (stack.at(-1)?.close !== sign && (stack.length > 100 || !stack.some(({ close }) => close === sign))) return;
  while (stack.pop()?.close !== sign);
  delete stack.at(-1)?.key;
}

function isFollowedByColon(text: string, offset: number): boolean {
  colon.lastIndex = offset;
  return colon.test(text);
}

/** Without what stands behind a string that nobody closed. */
function withoutEnd(sign: string): number {
  let length = sign.length;
  while (length > 1 && ', \t'.includes(sign.charAt(length - 1))) length -= 1;
  return length;
}

function scalarOf(text: string, index: number, length: number): ScalarText {
  const range = { start: index + 1, end: index + length };
  const raw = text.slice(range.start, range.end);
  return { range, raw, value: raw.includes('\\') ? unescaped(raw) : raw };
}

function unescaped(raw: string): string {
  try {
    return String(JSON.parse(`"${raw}"`));
  } catch {
    return raw;
  }
}
