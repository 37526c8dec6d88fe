/** What stands between `{{` and `}}`, as Go's text/template reads it. */
export interface Pipe {
  readonly commands: readonly Command[];
}

export interface Command {
  /** The function that is called; absent where a value stands alone, or is called as a method is. */
  readonly name?: string;
  readonly operands: readonly Operand[];
}

export type Operand =
  /** `.a.b`, `$x.a`, `(…).a` */
  | { readonly kind: 'dot' | 'variable' | 'paren'; readonly name: string; readonly pipe?: Pipe; readonly fields: readonly string[] }
  | { readonly kind: 'string'; readonly text: string }
  | { readonly kind: 'other' };

interface Token {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const tokenPattern = /"(?:[^"\\]|\\[^])*"|'(?:[^'\\]|\\[^])*'|`[^`]*`|:=|[=|(),]|\$\w*|\.\w+|\.|[\w+-][\w.+-]*/g;
/** Calls in calls deeper than this are nobody's. */
const deepest = 30;

export class ExpressionReader {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(text: string) {
    this.#tokens = [...text.matchAll(tokenPattern)].map(match => ({ text: match[0], start: match.index, end: match.index + match[0].length }));
  }

  /** The word that comes next, when it is this one. */
  take(text: string): boolean {
    if (this.#tokens[this.#at]?.text !== text) return false;
    this.#at += 1;
    return true;
  }

  /** `$a, $b :=` or `$a =` */
  assignment(): { readonly names: readonly string[]; readonly declares: boolean } | undefined {
    const names: string[] = [];
    let at = this.#at;
    for (let token = this.#tokens[at]; token?.text.startsWith('$'); token = this.#tokens[at]) {
      names.push(token.text);
      at += 1;
      if (this.#tokens[at]?.text === ',') at += 1;
    }
    const sign = this.#tokens[at]?.text;
    if (names.length === 0 || (sign !== ':=' && sign !== '=')) return undefined;
    this.#at = at + 1;
    return { names, declares: sign === ':=' };
  }

  pipe(depth = 0): Pipe {
    const commands = [this.#command(depth)];
    while (this.take('|')) commands.push(this.#command(depth));
    return { commands };
  }

  #command(depth: number): Command {
    const operands: Operand[] = [];
    let name: string | undefined;
    for (let token = this.#tokens[this.#at]; token && token.text !== '|' && token.text !== ')'; token = this.#tokens[this.#at]) {
      if (operands.length === 0 && name === undefined && /^[A-Za-z_]/.test(token.text) && !/^(?:true|false|nil)$/.test(token.text)) {
        name = token.text;
        this.#at += 1;
      } else operands.push(this.#operand(token, depth));
    }
    return { ...(name === undefined ? {} : { name }), operands };
  }

  #operand({ text, end }: Token, depth: number): Operand {
    this.#at += 1;
    if (text === '(') {
      const pipe = depth > deepest ? { commands: [] } : this.pipe(depth + 1);
      const close = this.#tokens[this.#at];
      this.take(')');
      return { kind: 'paren', name: '', pipe, fields: this.#fields(close?.end ?? end) };
    }
    if (text.startsWith('$')) return { kind: 'variable', name: text, fields: this.#fields(end) };
    if (text === '.') return { kind: 'dot', name: '', fields: [] };
    if (text.startsWith('.')) return { kind: 'dot', name: '', fields: [text.slice(1), ...this.#fields(end)] };
    return /^["`]/.test(text) ? { kind: 'string', text: text.slice(1, -1) } : { kind: 'other' };
  }

  /** Fields follow without a blank. */
  #fields(end: number): string[] {
    const fields: string[] = [];
    let from = end;
    for (let token = this.#tokens[this.#at]; token?.start === from && /^\.\w/.test(token.text); token = this.#tokens[this.#at]) {
      fields.push(token.text.slice(1));
      from = token.end;
      this.#at += 1;
    }
    return fields;
  }
}
