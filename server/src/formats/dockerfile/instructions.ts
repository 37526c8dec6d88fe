import type { Comment } from '../../core/document';
import type { Range } from '../../core/range';
import { skipSpace } from './blanks';
import { directiveIn } from './directives';
import { endsHeredoc, heredocsOf } from './heredoc';
import { parseInstruction, passedOver, type Escape, type Instruction, type ParsedInstruction } from './instruction';
import { commentStart, continuationSign, Lines, type Line } from './lines';
import { traced, TracedBuilder, type Traced } from './traced';

export interface Instructions {
  /** The sign that counts behind the text. */
  readonly escape: Escape;
  readonly instructions: readonly Instruction[];
  /** Those at the end, which no instruction follows, govern the empty range there. */
  readonly comments: readonly Comment[];
  /** The last instruction ends only because the text does: a line or a heredoc would go on in what follows. */
  readonly isOpen: boolean;
}

/** What an instruction must hold to name an image, to fill a variable or to open a heredoc. Most hold nothing of it. */
const telling = /from|arg|onbuild|--|<</i;

/**
 * Cuts a text into instructions, as BuildKit's parser does, but goes on where that one gives up. `escape` counts until the
 * text itself says otherwise.
 */
export function readInstructions(text: string, escape: Escape): Instructions {
  return new Reader(text, escape, telling).read();
}

/** As `readInstructions`, with flags and arguments of those instructions too that name no image. */
export function readEveryInstruction(text: string): Instructions {
  return new Reader(text, '\\', /(?:)/).read();
}

/** A comment that does not yet know what it governs. */
type LooseComment = Omit<Comment, 'governs'>;

class Reader {
  readonly #text: string;
  readonly #lines: Lines;
  readonly #telling: RegExp;
  readonly #instructions: Instruction[] = [];
  readonly #comments: Comment[] = [];
  #loose: LooseComment[] = [];
  #escape: Escape;
  #inDirectives = true;
  #isOpen = false;
  readonly #directives = new Set<string>();

  constructor(text: string, escape: Escape, telling: RegExp) {
    this.#text = text;
    this.#telling = telling;
    this.#escape = escape;
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
    return { escape: this.#escape, instructions: this.#instructions, comments: this.#comments, isOpen: this.#isOpen };
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
    if (this.#loose.length === 0) return;
    for (const comment of this.#loose) this.#comments.push({ ...comment, governs });
    this.#loose = [];
  }

  #readInstruction(first: Line): void {
    const { line, last } = this.#joinLines(first);
    const instruction = this.#telling.test(line.text) ? parseInstruction(line, this.#escape) : passedOver(line);
    const end = this.#passHeredocs(instruction, line) ?? last;
    const range = { start: first.start, end };
    this.#bindComments(range);
    const { keyword, flags, args } = instruction;
    if (keyword !== '') this.#instructions.push({ keyword, flags, args, range });
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
    this.#isOpen = true;
    return undefined;
  }

  /** Where the last heredoc of the instruction ends; undefined when it has none. */
  #passHeredocs(instruction: ParsedInstruction, line: Traced): number | undefined {
    let end: number | undefined;
    for (const heredoc of heredocsOf(line, instruction, this.#escape)) {
      let body = this.#lines.next();
      for (; body && !endsHeredoc(this.#text, body, heredoc); body = this.#lines.next()) end = body.end;
      if (body) end = body.end;
      else this.#isOpen = true;
    }
    return end;
  }
}
