import type { Range } from '../../core/range';
import { commandFrame, type Block, type CommandFrame, type Frame, type TextFrame } from './frame';
import { readHeredoc, skipHeredocs, type Heredoc } from './heredoc';
import type { Holes } from './holes';
import { afterBody, afterPattern, afterWord } from './keywords';
import { WordBuilder, type Word } from './word';

/** A simple command: assignments, the command's name, its arguments; redirections are left out. */
export interface Command {
  readonly words: readonly Word[];
  readonly block: Block;
  /** It runs whatever the commands before it answer, and in the shell itself. */
  readonly sure: boolean;
}

export interface ScanOptions extends Range {
  /** What a shell's own variables begin with: `$`, or `$$` in Make. */
  readonly dollar: string;
  readonly holes: Holes;
}

export interface Scanned {
  readonly commands: readonly Command[];
  /** On lines of their own. */
  readonly comments: readonly Range[];
  /** Of the lines as a shell counts them: continued ones, and texts in quotes, belong to the line before. */
  readonly lineStarts: readonly number[];
}

/** Deeper texts are left alone from there on. */
const deepest = 100;
/** A command with more words than this is none. */
const mostWords = 2_000;
/** No honest script has more; what follows is left alone. */
const mostCommands = 100_000;

const plain = {
  commands: /[^ \t\r\n\\#'"$`;|&()<>{]+/y,
  double: /[^"\\$`{]+/y,
  brace: /[^}"'\\$`{]+/y,
  arithmetic: /[^()$`]+/y,
};
const withinLine = /[^\n]*/y;
const withinBacktick = /[^\n`]*/y;
const variable = /[A-Za-z_]\w*|[0-9@*#?$!-]/y;
/** `${X#…}`, `${X/…}` and their like take a pattern, in which quotes are quotes even within quotes. */
const patternOperator = /^!?[\w@*]+(?:\[[^\]]*\])?[#%/^,]/;
const longestName = 200;
const assignment = /^[A-Za-z_]\w*(?:\[.*\])?\+?=$/s;

/** The simple commands of a shell script, in the order in which they end. Never throws; takes as long as the text is. */
export function scanCommands(text: string, options: ScanOptions): Scanned {
  const scanner = new Scanner(text, options);
  scanner.run();
  return scanner.found();
}

class Scanner {
  #at: number;
  #stopped = false;
  readonly #frames: Frame[];
  readonly #commands: (Command & { readonly end: number })[] = [];
  readonly #comments: Range[] = [];
  readonly #lineStarts: number[];
  #heredocs: Heredoc[] = [];
  /** Where the first quoted text begins that goes on for more than a line. */
  #longQuote = Infinity;

  readonly text: string;
  readonly options: ScanOptions;

  constructor(text: string, options: ScanOptions) {
    this.text = text;
    this.options = options;
    this.#at = options.start;
    this.#frames = [commandFrame({ start: options.start })];
    this.#lineStarts = [options.start];
  }

  run(): void {
    const { end } = this.options;
    while (this.#at < end && !this.#stopped) {
      const frame = this.#frames.at(-1) as Frame;
      const sign = this.text[this.#at] as string;
      const handler = signs[frame.kind][sign];
      if (handler) handler(this, frame as never);
      else this.#addPlain(plain[frame.kind]);
    }
    for (const frame of this.#frames.toReversed()) {
      if (frame.kind === 'commands') this.#endCommand(frame, '');
      else if (frame.kind === 'double') this.#noteQuote(frame.start, Infinity);
    }
  }

  /** Where some quote has no end, the one that lacks it may be any but what stands on one line. */
  found(): Scanned {
    const isOpen = this.#stopped || this.#frames.some(({ kind }) => kind === 'double');
    const until = isOpen ? this.#longQuote : Infinity;
    return {
      commands: this.#commands.filter(({ end }) => end <= until),
      comments: this.#comments.filter(({ end }) => end <= until),
      lineStarts: this.#lineStarts,
    };
  }

  get #top(): Frame {
    return this.#frames.at(-1) as Frame;
  }

  #push(frame: Frame): void {
    this.#frames.push(frame);
    if (this.#frames.length > deepest) this.#stopped = true;
  }

  /** The commands that the text at this place belongs to. */
  #owner(): CommandFrame {
    const top = this.#top;
    return top.kind === 'commands' ? top : top.owner;
  }

  #word(): WordBuilder {
    return (this.#owner().word ??= new WordBuilder(this.#at));
  }

  #add(start: number, end: number, hole = false): void {
    const top = this.#top;
    if (top.kind === 'commands' || !top.inHole) this.#word().add(start, end, hole);
    this.#at = end;
  }

  #addPlain(pattern: RegExp): void {
    pattern.lastIndex = this.#at;
    const end = pattern.test(this.text) ? pattern.lastIndex : this.#at + 1;
    this.#add(this.#at, Math.min(end, this.options.end));
  }

  /** Whether a hole begins here; it is taken then. */
  takeHole(): boolean {
    const end = this.options.holes.endAt(this.#at);
    if (end === undefined) return false;
    if (end > this.options.end) this.#stopped = true;
    else this.#add(this.#at, end, true);
    return true;
  }

  brace(): void {
    if (!this.takeHole()) this.#add(this.#at, this.#at + 1);
  }

  blank(frame: CommandFrame): void {
    this.#endWord(frame);
    this.#at += 1;
  }

  newline(frame: CommandFrame): void {
    this.#endWord(frame);
    // A condition goes on behind these alone; one that is half typed ends.
    if (frame.test) frame.test = /(?:&&|\|\||\()[ \t\r]*$/.test(this.text.slice(Math.max(0, this.#at - 20), this.#at));
    const state = frame.cases.at(-1);
    if (!frame.list && !frame.test && state !== 'subject' && state !== 'pattern') this.#endCommand(frame, '\n');
    this.#at += 1;
    if (this.#heredocs.length > 0) this.#at = Math.min(this.options.end, skipHeredocs(this.text, this.#at, this.#heredocs));
    this.#heredocs = [];
    if (!frame.test) this.#lineStarts.push(this.#at);
  }

  escape(frame: Frame): void {
    const next = this.#at + 1;
    const feed = this.text.startsWith('\r\n', next) ? 2 : this.text[next] === '\n' ? 1 : 0;
    if (feed > 0) {
      this.#at = next + feed;
    } else if (frame.kind === 'double' && !'$`"\\'.includes(this.text[next] ?? ' ')) {
      this.#add(this.#at, next);
    } else {
      this.#word().quote();
      this.#at = next;
      this.#add(next, Math.min(next + 1, this.options.end));
    }
  }

  comment(frame: CommandFrame): void {
    if (frame.word) return this.#add(this.#at, this.#at + 1);
    const rest = frame.backtick ? withinBacktick : withinLine;
    rest.lastIndex = this.#at;
    rest.test(this.text);
    const end = Math.min(rest.lastIndex, this.options.end);
    const start = this.#at;
    this.#at = end;
    if (frame.backtick || this.text.slice(this.#lineStarts.at(-1), start).trim() !== '') return;
    this.#comments.push({ start, end: this.text[end - 1] === '\r' ? end - 1 : end });
  }

  single(frame: Frame): void {
    if (frame.kind !== 'commands' && (frame).plainQuotes) return this.#add(this.#at, this.#at + 1);
    const start = this.#at;
    this.#word().quote();
    this.#at += 1;
    for (let end = -1; ; ) {
      if (end < this.#at) end = this.text.indexOf("'", this.#at);
      if (end < 0 || end >= this.options.end) return this.#giveUp(start);
      const hole = this.text.slice(this.#at, end).search(/[{$]/);
      this.#add(this.#at, hole < 0 ? end : this.#at + hole);
      if (hole < 0) break;
      this.brace();
    }
    this.#at += 1;
    this.#noteQuote(start, this.#at);
  }

  double(frame: Frame): void {
    if (frame.kind === 'double') {
      this.#frames.pop();
      this.#at += 1;
      return this.#noteQuote(frame.start, this.#at);
    }
    this.#word().quote();
    this.#pushText({ kind: 'double', start: this.#at, hole: false });
    this.#at += 1;
  }

  #noteQuote(start: number, end: number): void {
    if (start < this.#longQuote && (end === Infinity || this.text.slice(start, end).includes('\n'))) this.#longQuote = start;
  }

  /** A quote without its end. */
  #giveUp(start: number): void {
    this.#noteQuote(start, Infinity);
    this.#stopped = true;
    this.#at = this.options.end;
  }

  /** `quotes`: whether single ones quote there; as around it, where nothing is said. */
  #pushText({ kind, start, hole, quotes = false }: Pick<TextFrame, 'kind' | 'start' | 'hole'> & { readonly quotes?: boolean }): void {
    const around = this.#top.kind === 'commands' ? undefined : this.#top;
    const plainQuotes = !quotes && (kind === 'double' || around?.plainQuotes === true);
    this.#word();
    this.#push({ kind, start, hole, owner: this.#owner(), inHole: hole || around?.inHole === true, plainQuotes, depth: 0 });
  }

  dollar(frame: Frame): void {
    if (this.takeHole()) return;
    const { text } = this;
    const start = this.#at;
    const next = start + this.options.dollar.length;
    if (!text.startsWith(this.options.dollar, start)) return this.#add(start, start + 1);
    if (text.startsWith('((', next)) {
      this.#pushText({ kind: 'arithmetic', start, hole: true });
      this.#at = next + 2;
    } else if (text[next] === '(') {
      this.#enterCommands(start, next + 1, ')');
    } else if (text[next] === '{') {
      this.#pushText({ kind: 'brace', start, hole: true, quotes: patternOperator.test(text.slice(next + 1, next + longestName)) });
      this.#at = next + 1;
    } else if (frame.kind === 'commands' && text[next] === "'") {
      this.#ansiQuote(next + 1);
    } else if (frame.kind === 'commands' && text[next] === '"') {
      this.#at = next;
    } else {
      variable.lastIndex = next;
      if (variable.test(text)) this.#add(start, Math.min(variable.lastIndex, this.options.end), true);
      else this.#add(start, Math.min(next, this.options.end));
    }
  }

  /** `$'…'`: what its escapes stand for is not looked up. */
  #ansiQuote(from: number): void {
    const start = this.#at;
    for (let at = from; at < this.options.end; at += 1) {
      if (this.text[at] === '\\') at += 1;
      else if (this.text[at] === "'") return this.#add(start, at + 1, true);
    }
    this.#giveUp(start);
  }

  /** Commands whose output is filled in. */
  #enterCommands(start: number, from: number, close: ')' | '`', list = false): void {
    this.#word();
    this.#push(commandFrame({ start, close, list, hole: true, around: this.#owner() }));
    this.#at = from;
  }

  backtick(frame: Frame): void {
    const owner = frame.kind === 'commands' ? frame : frame.owner;
    if (!owner.backtick) return this.#enterCommands(this.#at, this.#at + 1, '`');
    while (this.#top.kind !== 'commands' || this.#top.close !== '`') this.#leave(this.#top, 0);
    this.#leave(this.#top, 1);
  }

  /** The frame at the top ends behind so many signs. */
  #leave(frame: Frame, length: number): void {
    if (frame.kind === 'commands') this.#endCommand(frame, frame.close);
    this.#frames.pop();
    const end = Math.min(this.#at + length, this.options.end);
    if (frame.hole) this.#add(frame.start, end, true);
    this.#at = end;
  }

  closeBrace(frame: TextFrame): void {
    this.#leave(frame, 1);
  }

  parenthesis(frame: TextFrame): void {
    const isOpen = this.text[this.#at] === '(';
    if (!isOpen && frame.depth === 0) return this.#leave(frame, this.text[this.#at + 1] === ')' ? 2 : 1);
    frame.depth += isOpen ? 1 : -1;
    this.#at += 1;
  }

  separator(frame: CommandFrame): void {
    const [sign = ';'] = /^(?:;;&|;;|;&|\|\||\|&|&&|[;|&])/.exec(this.text.slice(this.#at, this.#at + 3)) ?? [];
    this.#endWord(frame);
    const isRedirection = sign === '&' && this.text[this.#at + 1] === '>';
    const isInside = frame.list || frame.test || frame.cases.at(-1) === 'pattern';
    if (!isRedirection && !isInside) this.#endCommand(frame, sign);
    this.#at += sign.length;
    if (sign.length > 1 && sign.startsWith(';')) afterBody(frame);
  }

  open(frame: CommandFrame): void {
    const { text } = this;
    const start = this.#at;
    const word = frame.word?.simple(text);
    if (frame.test) return this.blank(frame);
    if (word !== undefined && (assignment.test(word) || /.[?*+@!]$|^[?*+@]$/.test(word))) return this.#enterCommands(start, start + 1, ')', true);
    if (frame.cases.at(-1) === 'pattern') return this.blank(frame);
    const closing = /^[ \t]{0,20}\)/.exec(text.slice(start + 1, start + 22));
    if (closing && !frame.list) return this.#startFunction(frame, closing[0].length);
    this.blank(frame);
    const first = frame.words[0]?.value;
    if (text[start + 1] === '(' && (first === undefined || first === 'for')) {
      this.#pushText({ kind: 'arithmetic', start, hole: false });
      this.#at += 1;
    } else {
      this.#push(commandFrame({ start, close: ')', list: frame.list, around: frame }));
    }
  }

  /** `name()`: what follows is a command again. */
  #startFunction(frame: CommandFrame, length: number): void {
    frame.word = undefined;
    frame.words = [];
    this.#at += 1 + length;
  }

  close(frame: CommandFrame): void {
    if (frame.test) return this.blank(frame);
    if (frame.cases.at(-1) === 'pattern') {
      this.blank(frame);
      if (frame.cases.at(-1) === 'pattern') return afterPattern(frame);
      this.#at -= 1;
    }
    if (frame.close === ')') return this.#leave(frame, 1);
    this.#endCommand(frame, ')');
    this.#at += 1;
  }

  redirect(frame: CommandFrame): void {
    const { text } = this;
    if (frame.test || this.takeHole()) return frame.test ? this.blank(frame) : undefined;
    if (text[this.#at + 1] === '(') return this.#enterCommands(this.#at, this.#at + 2, ')');
    if (/^(?:[0-9]+|\{\w+\})$/.test(frame.word?.simple(text) ?? '')) frame.word = undefined;
    this.#endWord(frame);
    const heredoc = text.startsWith('<<<', this.#at) ? undefined : readHeredoc(text, this.#at);
    if (heredoc) {
      this.#heredocs.push(heredoc.heredoc);
      this.#at = Math.min(heredoc.end, this.options.end);
      return;
    }
    this.#at += /^(?:<<<|>>|>\||[<>]&|<>|[<>])/.exec(text.slice(this.#at, this.#at + 3))?.[0].length ?? 1;
    frame.redirect = true;
  }

  #endWord(frame: CommandFrame): void {
    const { word } = frame;
    if (!word) return;
    frame.word = undefined;
    if (frame.redirect) frame.redirect = false;
    else if (!frame.list && frame.words.length < mostWords) {
      frame.words.push(word.build(this.text, this.#at));
      const simple = word.simple(this.text);
      if (frame.test) frame.test = simple !== ']]';
      else if (simple !== undefined) afterWord(frame, simple);
    }
  }

  #endCommand(frame: CommandFrame, sign: string): void {
    this.#endWord(frame);
    const { words, block, before } = frame;
    const isSure = !conditional.has(before) && !apart.has(sign);
    if (words.length > 0 && !frame.list) this.#commands.push({ words, block, sure: isSure, end: this.#at });
    if (this.#commands.length > mostCommands) this.#stopped = true;
    frame.words = [];
    frame.redirect = false;
    frame.test = false;
    frame.before = sign;
  }
}

/** Between commands: what makes the next one depend on the one before, and what runs the one before beside the shell. */
const conditional = new Set(['&&', '||', '|', '|&']);
const apart = new Set(['|', '|&', '&']);

type Handler = (scanner: Scanner, frame: never) => void;

const textSigns: Readonly<Record<string, Handler>> = {
  '"': (scanner, frame: TextFrame) => scanner.double(frame),
  '\\': (scanner, frame: TextFrame) => scanner.escape(frame),
  $: (scanner, frame: TextFrame) => scanner.dollar(frame),
  '`': (scanner, frame: TextFrame) => scanner.backtick(frame),
  '{': scanner => scanner.brace(),
};

/** What is done at a sign, by the kind of the stretch that it stands in. All others are text. */
const signs: Readonly<Record<Frame['kind'], Readonly<Record<string, Handler>>>> = {
  double: textSigns,
  brace: { ...textSigns, "'": (scanner, frame: TextFrame) => scanner.single(frame), '}': (scanner, frame: TextFrame) => scanner.closeBrace(frame) },
  arithmetic: {
    $: (scanner, frame: TextFrame) => scanner.dollar(frame),
    '`': (scanner, frame: TextFrame) => scanner.backtick(frame),
    '(': (scanner, frame: TextFrame) => scanner.parenthesis(frame),
    ')': (scanner, frame: TextFrame) => scanner.parenthesis(frame),
  },
  commands: {
    ...textSigns,
    ...Object.fromEntries([' ', '\t', '\r'].map(sign => [sign, (scanner: Scanner, frame: CommandFrame) => scanner.blank(frame)])),
    ...Object.fromEntries([';', '&', '|'].map(sign => [sign, (scanner: Scanner, frame: CommandFrame) => scanner.separator(frame)])),
    ...Object.fromEntries(['<', '>'].map(sign => [sign, (scanner: Scanner, frame: CommandFrame) => scanner.redirect(frame)])),
    '\n': (scanner, frame: CommandFrame) => scanner.newline(frame),
    '#': (scanner, frame: CommandFrame) => scanner.comment(frame),
    "'": (scanner, frame: CommandFrame) => scanner.single(frame),
    '(': (scanner, frame: CommandFrame) => scanner.open(frame),
    ')': (scanner, frame: CommandFrame) => scanner.close(frame),
  },
};
