import type { Range } from '../../core/range';
import { shells } from '../../core/shells';

export interface JustAssignment {
  readonly name: string;
  /** Of the text between its quotes; absent where it is no constant. */
  readonly value?: Range;
}

export interface Justfile {
  /** Each is a script of its own: a line of a recipe behind `@` and `-`, or all of a recipe that begins with `#!`. */
  readonly scripts: readonly Range[];
  readonly comments: readonly Range[];
  readonly assignments: readonly JustAssignment[];
  readonly lineStarts: readonly number[];
  /** Names that recipes give other values: their parameters. */
  readonly parameters: ReadonlySet<string>;
}

const assignment = /^(?:export[ \t]+)?([A-Za-z_][\w-]*)[ \t]*:=[ \t]*(.*)$/s;
const constant = /^(?:'([^'\n]*)'|"([^"\\\n]*)")[ \t]*(?:#.*)?$/;
const header = /^@?[A-Za-z_][\w-]*(?:[ \t]+[^:\n]*(?::(?!=)[^:\n]*)*)?:(?!=)/;
const shellSetting = /^set[ \t]+shell[ \t]*:=[ \t]*\[[ \t]*["']([^"'\n]*)["']/m;
const interpreterSetting = /^set[ \t]+script-interpreter[ \t]*:=[ \t]*\[[ \t]*["']([^"'\n]*)["']/m;
const scriptAttribute = /^\[[^\]\n]*\bscript\b(?:[ \t]*\([ \t]*["']([^"']*)["'])?/;
const longestHead = 2_000;

/** The lines of a justfile, told apart by their indentation. */
export function readJustfile(text: string): Justfile {
  const scripts: Range[] = [];
  const comments: Range[] = [];
  const assignments: JustAssignment[] = [];
  const parameters = new Set<string>();
  const lineStarts: number[] = [];
  const runs = isShell(shellSetting.exec(text)?.[1] ?? 'sh');
  const interpreter = interpreterSetting.exec(text)?.[1] ?? 'sh';
  // Of the recipe that is being read: its lines, unless something else than a shell runs them.
  let body: Range[] | undefined;
  let attribute: string | undefined;
  let quote: string | undefined;
  const settle = (): void => {
    const own = body ? scriptsOf(text, body, { lines: runs && attribute === undefined, whole: isShell(attribute ?? '') }) : [];
    for (const script of own) scripts.push(script);
    body = undefined;
    attribute = undefined;
  };
  for (const line of logicalLines(text)) {
    const head = text.slice(line.start, Math.min(line.end, line.start + longestHead));
    if (quote !== undefined) {
      if (head.includes(quote)) quote = undefined;
      continue;
    }
    lineStarts.push(line.start);
    if (/^[ \t]*\r?$/.test(head)) continue;
    if (/^[ \t]/.test(head)) {
      const start = line.start + head.search(/[^ \t]/);
      if (text[start] === '#' && text[start + 1] !== '!') comments.push({ start, end: line.end });
      body?.push(line);
      continue;
    }
    const script = scriptAttribute.exec(head);
    if (body) settle();
    if (script) attribute = script[1] ?? interpreter;
    if (head.startsWith('#')) {
      comments.push({ start: line.start, end: line.end });
      continue;
    }
    quote = openQuote(head);
    const found = assignment.exec(head);
    if (found) assignments.push(readAssignment(found, line));
    else if (header.test(head)) {
      body = [];
      for (const [name] of head.slice(0, head.lastIndexOf(':')).matchAll(/[A-Za-z_][\w-]*/g)) parameters.add(name);
    }
  }
  settle();
  return { scripts, comments, assignments, lineStarts, parameters };
}

function* logicalLines(text: string): Generator<Range> {
  for (let start = 0; start < text.length; ) {
    let end = start;
    do {
      const feed = text.indexOf('\n', end);
      end = feed < 0 ? text.length + 1 : feed + 1;
    } while (end <= text.length && /\\\r?$/.test(text.slice(Math.max(start, end - 4), end - 1)));
    yield { start, end: text[end - 2] === '\r' ? end - 2 : end - 1 };
    start = end;
  }
}

/** A text in three quotes that goes on behind the line. */
function openQuote(head: string): string | undefined {
  return ["'''", '"""'].find(quote => head.split(quote).length % 2 === 0);
}

function readAssignment([all, name = '', written = '']: RegExpExecArray, line: Range): JustAssignment {
  const match = constant.exec(written.trimEnd());
  const value = match?.[1] ?? match?.[2];
  if (value === undefined) return { name };
  const start = line.start + all.length - written.length + 1;
  return { name, value: { start, end: start + value.length } };
}

function isShell(program: string): boolean {
  return shells.has(program.replace(/^.*[/\\]/, '').replace(/\s.*$/s, ''));
}

interface Runners {
  /** Whether a shell runs each line. */
  readonly lines: boolean;
  /** Whether a shell runs all of them together, as the recipe's attribute says. */
  readonly whole: boolean;
}

function scriptsOf(text: string, body: readonly Range[], { lines, whole }: Runners): readonly Range[] {
  const [first] = body;
  if (!first) return [];
  const all = { start: first.start, end: body.at(-1)?.end ?? first.end };
  const program = /^[ \t]*#!(?:[ \t]*(\S+))(?:[ \t]+(?:-S[ \t]+)?(\S+))?/.exec(text.slice(first.start, Math.min(first.end, first.start + 200)));
  if (program) return isShell(/(?:^|\/)env$/.test(program[1] ?? '') ? (program[2] ?? '') : (program[1] ?? '')) ? [all] : [];
  if (whole) return [all];
  return lines ? body.map(line => behindSigns(text, line)) : [];
}

function behindSigns(text: string, { start, end }: Range): Range {
  const [signs = ''] = /^[ \t]*[@-]*[ \t]*/.exec(text.slice(start, Math.min(end, start + longestHead))) ?? [];
  return { start: start + signs.length, end };
}
