import { limits } from './limits';

export type JsonObject = Readonly<Record<string, unknown>>;

/**
 * JSON as RFC 8259 has it and every reader agrees on: valid UTF-8, no byte order mark, no key twice in one object,
 * bounded depth. Readers that differ on these points see different documents under one signature.
 * Undefined when the bytes are anything else.
 */
export function parseStrictJson(bytes: Uint8Array | string): unknown {
  try {
    const text = typeof bytes === 'string' ? bytes : decodeUtf8(bytes);
    const value: unknown = JSON.parse(text);
    return hasCleanStructure(text) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** As `parseStrictJson`, and undefined for anything but an object. */
export function parseStrictObject(bytes: Uint8Array | string): JsonObject | undefined {
  return asObject(parseStrictJson(bytes));
}

/** Throws a TypeError for bytes that are not UTF-8. */
export function decodeUtf8(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
}

export function asObject(value: unknown): JsonObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined;
}

export function asArray(value: unknown): readonly unknown[] | undefined {
  return Array.isArray(value) ? value : undefined;
}

/** The value of an own key, whatever the object is; `__proto__` and the like are only ever data here. */
export function property(value: unknown, key: string): unknown {
  const object = asObject(value);
  return object !== undefined && Object.hasOwn(object, key) ? object[key] : undefined;
}

/** Follows own keys and array indexes down. */
export function dig(value: unknown, ...path: (string | number)[]): unknown {
  return path.reduce<unknown>(
    (current, step) => (typeof step === 'number' ? asArray(current)?.[step] : property(current, step)),
    value,
  );
}

/** True when the object has all of `required`, and nothing besides them and `optional`. */
export function hasOnlyKeys(object: JsonObject, required: readonly string[], optional: readonly string[] = []): boolean {
  const keys = Object.keys(object);
  return required.every((key) => keys.includes(key)) && keys.every((key) => required.includes(key) || optional.includes(key));
}

/** `text` is known to be valid JSON, so quotes, braces and brackets are all there is to look at. */
function hasCleanStructure(text: string): boolean {
  const open: (Set<string> | undefined)[] = [];
  for (let at = 0; at < text.length; at++) {
    const sign = text[at];
    if (sign === '{' || sign === '[') {
      if (open.push(sign === '{' ? new Set() : undefined) > limits.jsonDepth) return false;
    } else if (sign === '}' || sign === ']') {
      open.pop();
    } else if (sign === '"') {
      const end = endOfString(text, at);
      if (isKey(text, end) && !addKey(open.at(-1), text.slice(at, end))) return false;
      at = end - 1;
    }
  }
  return true;
}

/** Offset behind the closing quote. */
function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at + 1;
}

function isKey(text: string, from: number): boolean {
  let at = from;
  while (text[at] === ' ' || text[at] === '\t' || text[at] === '\n' || text[at] === '\r') at++;
  return text[at] === ':';
}

function addKey(keys: Set<string> | undefined, quoted: string): boolean {
  const key = JSON.parse(quoted) as string;
  if (keys === undefined || keys.has(key)) return false;
  keys.add(key);
  return true;
}
