import type { Comment } from '../../core/document';
import type { Range } from '../../core/range';
import { isBlank, skipSpace } from './blanks';
import { directiveIn } from './directives';
import { endsHeredoc, heredocsOf } from './heredoc';
import { commentStart, continuationSign, Lines, type Line } from './lines';
import { sliceTraced, traced, TracedBuilder, type Traced } from './traced';
import { splitFlags, trimmed } from './words';

export interface Instruction {
  /** In lower case. */
  readonly keyword: string;
  readonly flags: readonly Traced[];
  /** What follows the flags, without white space around it. */
  readonly args: Traced;
  /** All its physical lines, heredocs included, without the last line end. */
  readonly range: Range;
}

export interface Instructions {
  readonly escape: '\\' | '`';
  readonly instructions: readonly Instruction[];
  readonly comments: readonly Comment[];
}

/** Cuts a document into instructions, as BuildKit's parser does, but goes on where that one gives up. */
export function readInstructions(text: string): Instructions {
  if (last?.text === text) return last.read;
  const read = new Reader(text).read();
  last = text.length > largestRemembered ? undefined : { text, read };
  return read;
}

/** One change of a document asks several questions about it. Of a document beyond this length (UTF-16 units) nothing is kept. */
const largestRemembered = 500_000;
let last: { readonly text: string; readonly read: Instructions } | undefined;

/** A comment that does not yet know what it governs. */
type LooseComment = Omit<Comment, 'governs'>;

class Reader {
  readonly #text: string;
  readonly #lines: Lines;
  readonly #instructions: Instruction[] = [];
  readonly #comments: Comment[] = [];
  #loose: LooseComment[] = [];
  #escape: '\\' | '`' = '\\';
  #inDirectives = true;
  readonly #directives = new Set<string>();

  constructor(text: string) {
    this.#text = text;
    this.#lines = new Lines(text);
  }

  read(): Instructions {
    for (let line = this.#lines.next(); line; line = this.#lines.next()) {
      const comment = commentStart(this.#text, line);
      if (this.#inDirectives && this.#readDirective(line)) continue;
      if (comment !== undefined) this.#addComment(comment, line);
      else if (skipSpace(this.#text, line.start, line.end) < line.end) this.#readInstruction(line);
    }
    this.#bindComments({ start: this.#text.length, end: this.#text.length });
    return { escape: this.#escape, instructions: this.#instructions, comments: this.#comments };
  }

  #readDirective(line: Line): boolean {
    const start = skipSpace(this.#text, line.start, line.end);
    const directive = directiveIn(this.#text, { start, end: line.end }, '#');
    this.#inDirectives = directive !== undefined && !this.#directives.has(directive.name);
    if (!directive || !this.#inDirectives) return false;
    this.#directives.add(directive.name);
    const value = this.#text.slice(directive.value.start, directive.value.end);
    if (directive.name === 'escape' && (value === '\\' || value === '`')) this.#escape = value;
    return true;
  }

  #addComment(start: number, line: Line): void {
    this.#loose.push({ text: this.#text.slice(start + 1, line.end).trim(), range: { start, end: line.end } });
  }

  #bindComments(governs: Range): void {
    for (const comment of this.#loose) this.#comments.push({ ...comment, governs });
    this.#loose = [];
  }

  #readInstruction(first: Line): void {
    const { line, last } = this.#joinLines(first);
    const instruction = parseInstruction(line, this.#escape);
    const end = this.#passHeredocs(instruction, line) ?? last;
    const range = { start: first.start, end };
    this.#bindComments(range);
    if (instruction.keyword !== '') this.#instructions.push({ ...instruction, range });
  }

  /** The logical line that starts in `first`, and where its last physical line ends. */
  #joinLines(first: Line): { line: Traced; last: number } {
    const start = skipSpace(this.#text, first.start, first.end);
    if (continuationSign(this.#text, first, this.#escape) === undefined) {
      return { line: traced(this.#text.slice(start, first.end), start), last: first.end };
    }
    const whole = new TracedBuilder();
    let last = first.end;
    let stretch: Range | undefined = { start, end: first.end };
    while (stretch) {
      const sign: number | undefined = continuationSign(this.#text, stretch, this.#escape);
      whole.add(this.#text.slice(stretch.start, sign ?? stretch.end), stretch.start);
      if (sign === undefined) break;
      stretch = this.#continuation();
      last = stretch?.end ?? last;
    }
    return { line: whole.build(start), last };
  }

  /** The next line that is neither comment nor empty: those two may stand between continuation lines. */
  #continuation(): Line | undefined {
    for (let line = this.#lines.next(); line; line = this.#lines.next()) {
      const comment = commentStart(this.#text, line);
      if (comment !== undefined) this.#addComment(comment, line);
      else if (skipSpace(this.#text, line.start, line.end) < line.end) return line;
    }
    return undefined;
  }

  /** Where the last heredoc of the instruction ends; undefined when it has none. */
  #passHeredocs(instruction: ParsedInstruction, line: Traced): number | undefined {
    if (!mayHaveHeredoc(instruction, this.#escape)) return undefined;
    let end: number | undefined;
    for (const heredoc of heredocsOf(line)) {
      for (let body = this.#lines.next(); body; body = this.#lines.next()) {
        end = body.end;
        if (endsHeredoc(this.#text, body, heredoc)) break;
      }
    }
    return end;
  }
}

export type ParsedInstruction = Omit<Instruction, 'range'>;

export function parseInstruction(line: Traced, escape: string): ParsedInstruction {
  const whole = trimmed(line);
  const { text } = whole;
  let end = 0;
  while (end < text.length && !isBlank(text.charAt(end))) end += 1;
  const { flags, rest } = splitFlags(sliceTraced(whole, end), escape);
  return { keyword: text.slice(0, end).toLowerCase(), flags, args: rest };
}

/** The instruction behind ONBUILD, which is written like any other. */
export function triggeredInstruction({ args }: ParsedInstruction, escape: string): ParsedInstruction {
  return parseInstruction(args, escape);
}

const heredocKeywords: ReadonlySet<string> = new Set(['run', 'copy', 'add']);

function mayHaveHeredoc(instruction: ParsedInstruction, escape: string): boolean {
  if (!['onbuild', ...heredocKeywords].includes(instruction.keyword) || !instruction.args.text.includes('<<')) return false;
  const { keyword, args } = instruction.keyword === 'onbuild' ? triggeredInstruction(instruction, escape) : instruction;
  return heredocKeywords.has(keyword) && !isJsonList(args.text);
}

function isJsonList(args: string): boolean {
  if (!args.startsWith('[')) return false;
  try {
    return Array.isArray(JSON.parse(args));
  } catch {
    return false;
  }
}
