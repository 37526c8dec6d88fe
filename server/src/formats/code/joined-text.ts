import type { Range } from '../../core/range';
import type { Token } from './scan';
import { stretchesOf } from './strings';

/** A part of a text: what stands in the document, a sign that an escape means, or undefined for what something else supplies. */
export type Part = Range | string | undefined;

/** A program's tokens, and for each bracket that opens the one that closes it. */
export interface Program {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly closers: ReadonlyMap<number, number>;
}

const opening = '([{';
const closing = ')]}';
/** Methods that leave the words of a text as they are, or fill its holes. */
const harmless: ReadonlySet<string> = new Set(['format', 'strip', 'lstrip', 'rstrip']);
/** Parentheses in parentheses deeper than this hold no text. */
const deepest = 50;

export function programOf(text: string, tokens: readonly Token[]): Program {
  const closers = new Map<number, number>();
  const open: number[] = [];
  for (const [index, { kind, start }] of tokens.entries()) {
    const sign = kind === 'sign' ? (text[start] as string) : ' ';
    if (opening.includes(sign)) open.push(index);
    else if (closing.includes(sign) && text[tokens[open.at(-1) ?? -1]?.start ?? -1] === opening[closing.indexOf(sign)]) closers.set(open.pop() as number, index);
  }
  return { text, tokens, closers };
}

interface Place {
  /** Index of its first token. */
  readonly at: number;
  /** It stands in brackets, where lines end nothing. */
  readonly inBrackets: boolean;
}

/** The text that a value says: one in quotes, several that are joined with `+` or stand side by side, `' '.join([…])`. */
export function textAt(program: Program, place: Place): readonly Part[] | undefined {
  const reader = new JoinedReader(program, place);
  const parts = reader.sum(0);
  return parts?.some(part => part !== undefined) && reader.isAtEnd ? parts : undefined;
}

/** The texts of a list, one for each item. */
export function textsAt(program: Program, place: Place): readonly (readonly Part[])[] | undefined {
  const reader = new JoinedReader(program, place);
  const items = reader.items(0);
  return items && reader.isAtEnd ? items : undefined;
}

/** What stands between many items stands there many times. */
function isShort(parts: readonly Part[]): boolean {
  return parts.length < 10 && parts.every(part => typeof part === 'string' || (part !== undefined && part.end - part.start < 10));
}

/** Reads a value from its first token on; each method ends behind what it read, or gives undefined. */
class JoinedReader {
  readonly #program: Program;
  #at: number;
  /** Brackets around it. */
  #open: number;

  constructor(program: Program, { at, inBrackets }: Place) {
    this.#program = program;
    this.#at = at;
    this.#open = inBrackets ? 1 : 0;
  }

  get isAtEnd(): boolean {
    const { kind, sign } = this.#next();
    return kind === undefined || kind === 'line' || ',;'.includes(sign) || closing.includes(sign);
  }

  sum(depth: number): Part[] | undefined {
    const parts: Part[] = [];
    do {
      const term = this.#term(depth);
      if (!term) return undefined;
      for (const part of term) parts.push(part);
    } while (this.#takes('+'));
    return parts;
  }

  /** `[…]`. */
  items(depth: number): (readonly Part[])[] | undefined {
    const items: (readonly Part[])[] = [];
    const end = depth < deepest ? this.#enter('[') : undefined;
    if (end === undefined) return undefined;
    while (this.#next().sign !== ']') {
      items.push(this.#within(() => this.sum(depth + 1)) ?? [undefined]);
      if (!this.#takes(',') && this.#next().sign !== ']') return undefined;
    }
    this.#leave(end);
    return items;
  }

  #term(depth: number): Part[] | undefined {
    const separator = this.#quoted();
    const parts = separator ?? this.#parenthesised(depth) ?? this.#other();
    if (!parts) return undefined;
    const joined = separator && this.#joined(separator, depth);
    return this.#behind(joined ?? parts);
  }

  /** Texts side by side are one. */
  #quoted(): Part[] | undefined {
    const parts: Part[] = [];
    for (let token = this.#next().token; token?.quoted; token = this.#next().token) {
      parts.push(...stretchesOf(this.#program.text, token.quoted));
      this.#at += 1;
    }
    return parts.length > 0 ? parts : undefined;
  }

  /** What is no text, as a tuple is not, is a hole. */
  #parenthesised(depth: number): Part[] | undefined {
    const end = depth < deepest ? this.#enter('(') : undefined;
    if (end === undefined) return undefined;
    const parts = this.#within(() => this.sum(depth + 1));
    const isWhole = this.#next().sign === ')';
    this.#leave(end);
    return isWhole && parts ? parts : [undefined];
  }

  /** A name, a number, a bracket. */
  #other(): Part[] | undefined {
    const { kind, sign } = this.#next();
    if (kind === undefined || !(kind === 'word' || /\d/.test(sign) || opening.includes(sign))) return undefined;
    if (!this.#skipBracket()) this.#at += 1;
    return [undefined];
  }

  /** `.join([…])` behind the text that stands between the items. */
  #joined(separator: readonly Part[], depth: number): Part[] | undefined {
    const [at, open] = [this.#at, this.#open];
    const end = this.#takes('.') && this.#takes('join') ? this.#enter('(') : undefined;
    const items = end === undefined || !isShort(separator) ? undefined : this.items(depth + 1);
    if (end === undefined || !items || this.#next().sign !== ')') {
      [this.#at, this.#open] = [at, open];
      return undefined;
    }
    this.#leave(end);
    return items.flatMap((item, index) => (index === 0 ? item : [...separator, ...item]));
  }

  /** Calls, indexes and `% x` behind a value; others than those that fill holes make another text of it. */
  #behind(parts: Part[]): Part[] {
    let said = parts;
    let isFilled = false;
    for (;;) {
      if (this.#takes('.')) {
        const { token } = this.#next();
        if (!isFilled && !(token && harmless.has(this.#program.text.slice(token.start, token.end)))) said = [undefined];
        this.#at += 1;
        this.#skipBracket();
      } else if (this.#takes('%')) {
        isFilled = true;
        if (!this.#other()) this.#quoted();
      } else if (!this.#skipBracket()) {
        return said;
      } else if (!isFilled) {
        said = [undefined];
      }
    }
  }

  #skipBracket(): boolean {
    this.#next();
    const end = this.#program.closers.get(this.#at);
    if (end !== undefined) this.#at = end + 1;
    return end !== undefined;
  }

  /** Enters a bracket that something closes: there, where its end is known. */
  #enter(sign: string): number | undefined {
    const end = this.#next().sign === sign ? this.#program.closers.get(this.#at) : undefined;
    if (end !== undefined) {
      this.#at += 1;
      this.#open += 1;
    }
    return end;
  }

  #leave(end: number): void {
    this.#at = end + 1;
    this.#open -= 1;
  }

  /** An item that is no text is passed over, to where the next one begins. */
  #within(read: () => Part[] | undefined): Part[] | undefined {
    const open = this.#open;
    const parts = read();
    this.#open = open;
    const isWhole = this.isAtEnd;
    while (!this.isAtEnd) if (!this.#skipBracket()) this.#at += 1;
    return isWhole ? parts : undefined;
  }

  #takes(word: string): boolean {
    const { token } = this.#next();
    const isIt = token !== undefined && token.end - token.start === word.length && this.#program.text.startsWith(word, token.start);
    if (isIt) this.#at += 1;
    return isIt;
  }

  /** The next token; lines that end nothing are passed over. */
  #next(): { readonly token?: Token; readonly kind?: Token['kind']; readonly sign: string } {
    const { text, tokens } = this.#program;
    for (;;) {
      const token = tokens[this.#at];
      const isContinued = token && text[token.start] === '\\' && tokens[this.#at + 1]?.kind === 'line';
      if (isContinued) this.#at += 2;
      else if (token?.kind === 'line' && this.#open > 0) this.#at += 1;
      else return token ? { token, kind: token.kind, sign: token.kind === 'sign' ? (text[token.start] as string) : ' ' } : { sign: ' ' };
    }
  }
}
