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
  readonly tooDeep: boolean;
}

/** Reads what it can of any text. A broken one is read again, so that what is open in one block does not swallow the next. */
export function parseHcl(text: string): ParsedHcl {
  const first = parseOnce(text, false);
  return first.broken ? parseOnce(text, true) : first;
}

function parseOnce(text: string, giveUp: boolean): ParsedHcl & { readonly broken: boolean } {
  const { tokens, comments, open } = readTokens(text, { giveUp });
  const parser = new Parser(text, tokens);
  const root = parser.body(true);
  return { root, tokens, comments, tooDeep: parser.tooDeep, broken: parser.broken || open };
}

/** The text between two quotes, with its holes. */
export function parseTemplate(text: string, { start, end }: Range): HclText {
  const { tokens } = readTokens(text, { start, end, inQuotes: true });
  return { ...new Parser(text, tokens).text(start), range: { start, end } };
}

const openers: ReadonlySet<string> = new Set(['{', '[', '(', '${', '%{', '"', '<<']);
const closers: ReadonlySet<string> = new Set(['}', ']', ')', '$}', 'end']);
/** Behind what these end, `.name` and `[0]` take a part of it. */
const partSigns: ReadonlySet<string> = new Set(['.', '[']);

class Parser {
  readonly source: string;
  readonly tokens: readonly Token[];
  at = 0;
  depth = 0;
  broken = false;
  tooDeep = false;

  constructor(source: string, tokens: readonly Token[]) {
    this.source = source;
    this.tokens = tokens;
  }

  get kind(): string {
    return this.tokens[this.at]?.kind ?? '';
  }

  get start(): number {
    return this.tokens[this.at]?.start ?? this.source.length;
  }

  /** Where the last token that was taken ends. */
  get done(): number {
    return this.tokens[this.at - 1]?.end ?? 0;
  }

  take(kind: string): boolean {
    if (this.kind !== kind) return false;
    this.at += 1;
    return true;
  }

  word(): string {
    const { start, end } = this.tokens[this.at] as Token;
    this.at += 1;
    return this.source.slice(start, end);
  }

  /** Runs one level deeper, or passes over what stands there, up to its end. */
  nested<T>(run: () => T, instead: () => T): T {
    if (this.depth >= deepestDocument) {
      this.tooDeep = true;
      this.skip();
      return instead();
    }
    this.depth += 1;
    const result = run();
    this.depth -= 1;
    return result;
  }

  /** Behind the end of what was just opened. */
  skip(): void {
    for (let open = 1; open > 0 && this.kind !== '' && this.kind !== 'header'; this.at += 1) {
      if (openers.has(this.kind)) open += 1;
      if (closers.has(this.kind)) open -= 1;
    }
  }

  /** To the end of the line or of the block. */
  skipLine(): void {
    while (!['', 'header', '\n', '}'].includes(this.kind)) {
      const opens = openers.has(this.kind);
      this.at += 1;
      if (opens) this.skip();
    }
  }

  /** Attributes and blocks, up to behind the brace. */
  body(top: boolean): HclObject {
    const start = this.start;
    const entries: HclEntry[] = [];
    for (;;) {
      const { kind } = this;
      if (kind === '' || (kind === 'header' && !top)) {
        this.broken ||= !top;
        break;
      }
      if (kind === '}' && !top) break;
      if (kind === 'id' || kind === '"') {
        const entry = this.entry();
        if (entry) entries.push(entry);
        continue;
      }
      this.broken ||= kind === '}' || openers.has(kind);
      this.at += 1;
    }
    const range = { start, end: this.start };
    this.take('}');
    return { kind: 'object', range, entries };
  }

  /** `key = value`, or `type "label" { … }`. */
  entry(): HclEntry | undefined {
    const keys = [this.key()];
    if (this.take('=')) {
      const value = this.expression(true);
      this.skipLine();
      return { key: keys[0] as string, value };
    }
    while (this.kind === 'id' || this.kind === '"') keys.push(this.key());
    if (!this.take('{')) {
      this.broken = true;
      this.skipLine();
      return undefined;
    }
    const start = this.start;
    const body = this.nested<HclObject>(() => this.body(false), () => ({ kind: 'object', range: { start, end: start }, entries: [] }));
    const nest = (value: HclValue, key: string): HclObject => ({ kind: 'object', range: body.range, entries: [{ key, value }] });
    const value = keys.slice(1).reduceRight(nest, body);
    return { key: keys[0] as string, value };
  }

  key(): string {
    if (this.kind === 'id') return this.word();
    this.at += 1;
    return decodeText(this.source, this.text(this.done)).text;
  }

  /** Up to the sign that ends it; `lines`: its line ends it too. */
  expression(lines: boolean): HclValue {
    const { start } = this;
    let only: HclValue | undefined;
    let terms = 0;
    for (; !this.endsExpression(lines); terms += 1) {
      if (this.take('\n')) terms -= 1;
      else only = this.term();
    }
    const end = Math.max(start, this.done);
    return terms === 1 && only ? only : { kind: 'other', range: { start, end: terms === 0 ? start : end } };
  }

  endsExpression(lines: boolean): boolean {
    const { kind } = this;
    if (kind === '' || kind === 'header' || kind === ',' || closers.has(kind)) return true;
    return kind === '\n' && (lines || this.beforeAttribute());
  }

  /** In brackets lines go on, but no attribute stands there: the bracket's end is still missing. */
  beforeAttribute(): boolean {
    return this.kind === '\n' && this.tokens[this.at + 1]?.kind === 'id' && this.tokens[this.at + 2]?.kind === '=';
  }

  term(): HclValue {
    const { start } = this;
    let value = this.primary();
    while (partSigns.has(this.kind)) {
      value = { kind: 'other', range: { start, end: 0 } };
      if (!this.take('.')) this.brackets();
      else if (this.kind === 'id' || this.kind === 'number' || this.kind === '*') this.at += 1;
    }
    return value.kind === 'other' ? { kind: 'other', range: { start, end: this.done } } : value;
  }

  primary(): HclValue {
    const { kind, start } = this;
    const other = (): HclValue => ({ kind: 'other', range: { start, end: this.done } });
    if (kind === 'id') return this.named();
    this.at += 1;
    if (kind === '"' || kind === '<<') return this.nested<HclValue>(() => this.text(this.done, kind === '<<' ? start : undefined), other);
    if (kind === '{') return this.nested(() => this.object(start), other);
    if (kind === '[') return this.nested(() => this.list(start), other);
    if (kind === '(') return this.nested(() => this.parenthesis(), other);
    return kind === 'number' ? { kind: 'number', range: { start, end: this.done } } : other();
  }

  /** A call, or a path of names. */
  named(): HclValue {
    const { start } = this;
    let name = this.word();
    while (this.kind === '::' && this.tokens[this.at + 1]?.kind === 'id') {
      this.at += 1;
      name += `::${this.word()}`;
    }
    if (this.take('(')) {
      const args = this.nested(() => this.items(')'), () => []);
      return { kind: 'call', range: { start, end: this.done }, name, args };
    }
    const steps = [name];
    while (partSigns.has(this.kind)) {
      const step = this.step();
      if (step === undefined) break;
      steps.push(step);
    }
    return { kind: 'path', range: { start, end: this.done }, steps };
  }

  /** `.name` or `["name"]`; undefined for others, which are not taken. */
  step(): string | undefined {
    const [second, third, fourth] = this.tokens.slice(this.at + 1, this.at + 4);
    if (this.kind === '.') {
      if (second?.kind !== 'id') return undefined;
      this.at += 1;
      return this.word();
    }
    if (second?.kind !== '"' || third?.kind !== 'literal' || fourth?.kind !== 'end' || this.tokens[this.at + 4]?.kind !== ']') return undefined;
    this.at += 5;
    return this.source.slice(third.start, third.end);
  }

  brackets(): void {
    this.at += 1;
    this.skip();
  }

  parenthesis(): HclValue {
    const value = this.expression(false);
    if (!this.take(')')) this.broken = true;
    return value;
  }

  list(start: number): HclValue {
    const loops = this.isLoop();
    const items = this.items(']');
    const range = { start, end: this.done };
    return loops ? { kind: 'other', range } : { kind: 'list', range, items };
  }

  /** `for` makes what nobody can see here. */
  isLoop(): boolean {
    let at = this.at;
    while (this.tokens[at]?.kind === '\n') at += 1;
    const token = this.tokens[at];
    return token?.kind === 'id' && this.source.slice(token.start, token.end) === 'for' && this.tokens[at + 1]?.kind === 'id';
  }

  items(closer: string): readonly HclValue[] {
    const items: HclValue[] = [];
    for (;;) {
      while (!this.beforeAttribute() && this.take('\n'));
      if (this.take(closer)) return items;
      items.push(this.expression(false));
      if (this.take(',')) continue;
      if (!this.take(closer)) this.broken = true;
      return items;
    }
  }

  object(start: number): HclValue {
    const loops = this.isLoop();
    if (loops) {
      this.skip();
      return { kind: 'other', range: { start, end: this.done } };
    }
    const entries: HclEntry[] = [];
    while (this.kind !== '' && this.kind !== 'header' && !closers.has(this.kind)) {
      if (this.take('\n') || this.take(',')) continue;
      const key = this.objectKey();
      if (!this.take('=') && !this.take(':')) {
        this.broken = true;
        this.skipLine();
        continue;
      }
      const value = this.expression(true);
      if (key !== undefined) entries.push({ key, value });
    }
    if (!this.take('}')) this.broken = true;
    return { kind: 'object', range: { start, end: this.done }, entries };
  }

  /** Undefined for one that is computed. */
  objectKey(): string | undefined {
    const isComputed = this.kind === '(';
    const value = this.term();
    if (isComputed) return undefined;
    if (value.kind === 'path') return value.steps.length === 1 ? value.steps[0] : undefined;
    const isText = value.kind === 'text' && value.pieces.every(isWritten);
    if (!isText && value.kind !== 'number') return undefined;
    return value.kind === 'text' ? decodeText(this.source, value).text : this.source.slice(value.range.start, value.range.end);
  }

  /** The rest of a text from behind its sign on, which stands at `heredoc` where it is one. */
  text(start: number, heredoc?: number): HclText {
    const pieces: (Range | HclValue)[] = [];
    while (!['', 'header', 'end'].includes(this.kind)) {
      const token = this.tokens[this.at] as Token;
      this.at += 1;
      if (token.kind === '${' || token.kind === '%{') pieces.push(this.hole(token));
      else pieces.push({ start: token.start, end: token.end });
    }
    const range = { start, end: this.start };
    if (!this.take('end')) this.broken = true;
    const sort = heredoc === undefined ? {} : { heredoc: this.source.startsWith('<<-', heredoc) ? 'indented' : 'as-it-is' } as const;
    return { kind: 'text', range, pieces, ...sort };
  }

  hole({ kind, start }: Token): HclValue {
    const other = (): HclValue => ({ kind: 'other', range: { start, end: this.done } });
    return this.nested(() => {
      const value = this.expression(false);
      const isWhole = this.kind === '$}' && kind === '${';
      if (!this.take('$}')) this.skip();
      return isWhole ? value : other();
    }, other);
  }
}
