import type { Range } from '../../core/range';
import { readTokens, type Token } from './tokens';
import { decodeText, isWritten } from './text';
import type { HclEntry, HclObject, HclText, HclValue } from './tree';

/** What is nested deeper is passed over: no honest document comes near. */
export const deepestDocument = 200;

export interface ParsedHcl {
  readonly root: HclObject;
  readonly tokens: readonly Token[];
  readonly comments: readonly Range[];
  readonly limited?: 'too-large' | 'too-deep';
}

/** Reads what it can of any text. A broken one is read again, so that what is open in one block does not swallow the next. */
export function parseHcl(text: string): ParsedHcl {
  const first = parseOnce(text, false);
  return first.broken ? parseOnce(text, true) : first;
}

function parseOnce(text: string, giveUp: boolean): ParsedHcl & { readonly broken: boolean } {
  const { tokens, comments, open, tooMany } = readTokens(text, { giveUp });
  const parser = parserOf(text, tokens);
  const root = readBody(parser, true);
  const limited = tooMany ? 'too-large' : parser.tooDeep ? 'too-deep' : undefined;
  // A second look at what is too large would take as long again.
  return { root, tokens, comments, ...(limited ? { limited } : {}), broken: !tooMany && (parser.broken || open) };
}

/** The text between two quotes, with its holes. */
export function parseTemplate(text: string, { start, end }: Range): HclText {
  const { tokens } = readTokens(text, { start, end, inQuotes: true });
  return { ...readText(parserOf(text, tokens), start), range: { start, end } };
}

const openers: ReadonlySet<string> = new Set(['{', '[', '(', '${', '%{', '"', '<<']);
const closers: ReadonlySet<string> = new Set(['}', ']', ')', '$}', 'end']);
/** Behind what these end, `.name` and `[0]` take a part of it. */
const partSigns: ReadonlySet<string> = new Set(['.', '[']);

interface Parser {
  readonly source: string;
  readonly tokens: readonly Token[];
  at: number;
  depth: number;
  broken: boolean;
  tooDeep: boolean;
}

function parserOf(source: string, tokens: readonly Token[]): Parser {
  return { source, tokens, at: 0, depth: 0, broken: false, tooDeep: false };
}

function kindOf(p: Parser): string {
  return p.tokens[p.at]?.kind ?? '';
}

function startOf(p: Parser): number {
  return p.tokens[p.at]?.start ?? p.source.length;
}

/** Where the last token that was taken ends. */
function doneOf(p: Parser): number {
  return p.tokens[p.at - 1]?.end ?? 0;
}

function take(p: Parser, kind: string): boolean {
  if (kindOf(p) !== kind) return false;
  p.at += 1;
  return true;
}

function readWord(p: Parser): string {
  const { start, end } = p.tokens[p.at] as Token;
  p.at += 1;
  return p.source.slice(start, end);
}

/** Runs one level deeper, or passes over what stands there, up to its end. */
function nested<T>(p: Parser, run: () => T, instead: () => T): T {
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
function skip(p: Parser): void {
  for (let open = 1; open > 0 && kindOf(p) !== '' && kindOf(p) !== 'header'; p.at += 1) {
    if (openers.has(kindOf(p))) open += 1;
    if (closers.has(kindOf(p))) open -= 1;
  }
}

/** To the end of the line or of the block. */
function skipLine(p: Parser): void {
  while (!['', 'header', '\n', '}'].includes(kindOf(p))) {
    const opens = openers.has(kindOf(p));
    p.at += 1;
    if (opens) skip(p);
  }
}

/** Attributes and blocks, up to behind the brace. */
function readBody(p: Parser, top: boolean): HclObject {
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

/** Up to the sign that ends it; `lines`: its line ends it too. */
function readExpression(p: Parser, lines: boolean): HclValue {
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
function beforeAttribute(p: Parser): boolean {
  return kindOf(p) === '\n' && p.tokens[p.at + 1]?.kind === 'id' && p.tokens[p.at + 2]?.kind === '=';
}

function readTerm(p: Parser): HclValue {
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

function readList(p: Parser, start: number): HclValue {
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

function readItems(p: Parser, closer: string): readonly HclValue[] {
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

function readObject(p: Parser, start: number): HclValue {
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
    if (key !== undefined) entries.push({ key, value });
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

/** The rest of a text from behind its sign on, which stands at `heredoc` where it is one. */
function readText(p: Parser, start: number, heredoc?: number): HclText {
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