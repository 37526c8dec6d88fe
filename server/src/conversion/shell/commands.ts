import { baseName } from '../../core/path';
import type { Range } from '../../core/range';
import { tokensOf, type Token } from './words';

/** A simple command: a program with its arguments. */
export interface Command extends Range {
  /** `NAME=value` before the program. */
  readonly assignments: readonly Token[];
  /** The program and its arguments, without redirections. */
  readonly words: readonly Token[];
  /** The operators around it; none at an end of the text. */
  readonly before?: Token;
  readonly after?: Token;
  /** Whether it stands in a list of `&&`, `;` and line ends, so that its neighbours do without it. */
  readonly removable: boolean;
  readonly redirected: readonly Token[];
}

export interface Script {
  readonly commands: readonly Command[];
  readonly comments: readonly Token[];
}

const openers: ReadonlySet<string> = new Set(['if', 'while', 'until', 'for', 'case', '{', 'select', 'function']);
const closers: ReadonlySet<string> = new Set(['fi', 'done', 'esac', '}']);
/** Words behind which a command begins. */
const between: ReadonlySet<string> = new Set(['then', 'else', 'elif', 'do', '!', 'time']);
const redirections: ReadonlySet<string> = new Set(['<', '>', '>>', '<<', '>&', '<&', '&>', '&>>', '>|']);
const listOperators: ReadonlySet<string> = new Set(['&&', ';', '\n']);
const assignment = /^[A-Za-z_]\w*=/;

/** The commands of a shell text. Undefined when it cannot be read. */
export function readScript(text: string): Script | undefined {
  const tokens = tokensOf(text);
  if (!tokens) return undefined;
  const reader = new Reader(tokens);
  return reader.read();
}

interface Draft {
  assignments: Token[];
  words: Token[];
  redirected: Token[];
  before: Token | undefined;
  end: number;
}

class Reader {
  readonly #tokens: readonly Token[];
  readonly #commands: Command[] = [];
  #depth = 0;
  #draft: Draft | undefined;
  #before: Token | undefined;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  read(): Script {
    const code = this.#tokens.filter(({ kind }) => kind !== 'comment');
    for (let index = 0; index < code.length; index += 1) {
      const token = code[index] as Token;
      if (token.kind === 'operator' && redirections.has(token.text)) this.#redirect(token, code[++index]);
      else if (token.kind === 'operator') this.#operator(token);
      else if (!this.#keyword(token)) this.#word(token, code[index + 1]);
    }
    this.#close(undefined);
    return { commands: this.#commands, comments: this.#tokens.filter(({ kind }) => kind === 'comment') };
  }

  #redirect(sign: Token, target: Token | undefined): void {
    const draft = this.#open(sign);
    if (!target) return;
    draft.redirected.push(target);
    draft.end = target.end;
  }

  #operator(token: Token): void {
    if (token.text === '(') {
      this.#close(undefined);
      this.#depth += 1;
    } else {
      this.#close(token);
      if (token.text === ')') this.#depth -= 1;
    }
    this.#before = token;
  }

  /** Keywords of the shell are no programs. */
  #keyword(token: Token): boolean {
    if (this.#draft) return false;
    const { text } = token;
    if (!openers.has(text) && !closers.has(text) && !between.has(text)) return false;
    if (openers.has(text)) this.#depth += 1;
    if (closers.has(text)) this.#depth -= 1;
    this.#before = token;
    return true;
  }

  #word(token: Token, next: Token | undefined): void {
    // `2>file`: the number belongs to the sign.
    if (/^\d+$/.test(token.text) && next?.start === token.end && redirections.has(next.text)) return;
    const draft = this.#open(token);
    if (draft.words.length === 0 && assignment.test(token.text)) draft.assignments.push(token);
    else draft.words.push(token);
    draft.end = token.end;
  }

  #open(token: Token): Draft {
    this.#draft ??= { assignments: [], words: [], redirected: [], before: this.#before, end: token.end };
    return this.#draft;
  }

  #close(after: Token | undefined): void {
    const draft = this.#draft;
    this.#draft = undefined;
    const first = draft && (draft.assignments[0] ?? draft.words[0] ?? draft.redirected[0]);
    if (!draft || !first) return;
    const { assignments, words, redirected, before, end } = draft;
    const isList = (token: Token | undefined): boolean => token === undefined || listOperators.has(token.text);
    this.#commands.push({
      assignments, words, redirected, start: first.start, end,
      ...(before ? { before } : {}),
      ...(after ? { after } : {}),
      removable: this.#depth === 0 && isList(before) && isList(after),
    });
  }
}

/** The last part of a program's path; undefined when a variable names it. */
export function programOf({ words: [first] }: Pick<Command, 'words'>): string | undefined {
  const value = first?.value;
  return value === undefined ? undefined : baseName(value);
}

const substitution = /\$\(([^()]*(?:\([^()]*\)[^()]*)*)\)|`([^`]*)`/g;

/** The commands of a script with those inside of its substitutions: to see what is called, never to edit by. */
export function everyCommand(text: string, depth = 0): readonly Command[] {
  const script = readScript(text);
  if (!script || depth > 3) return [];
  const inner = [...text.matchAll(substitution)].map(([, dollar, ticks]) => dollar ?? ticks ?? '');
  return [...script.commands, ...inner.flatMap(each => everyCommand(each, depth + 1))];
}
