import type { Range } from '../../core/range';
import { makeHoles } from './holes';

export interface MakeAssignment {
  readonly name: string;
  /** Of the value, without a comment behind it. */
  readonly value: Range;
  /** One that counts everywhere, and whatever conditions say. */
  readonly always: boolean;
}

export interface Makefile {
  /** Each is a script of its own: what stands behind the tab and the signs `@`, `-` and `+`. */
  readonly recipes: readonly Range[];
  /** Values that begin as a command does, which recipes run by the name of the variable. */
  readonly kept: readonly Range[];
  readonly comments: readonly Range[];
  readonly assignments: readonly MakeAssignment[];
  /** Of the lines with those that continue them. */
  readonly lineStarts: readonly number[];
}

const modifiers = String.raw`[ \t]*(?:(?:export|override|private)[ \t]+)*`;
const assignment = new RegExp(String.raw`^${modifiers}([^\s:#=!?+$(){}]+)[ \t]*(\?|\+|!|:{1,3})?=[ \t]*`);
const ofTarget = new RegExp(String.raw`^[^\t#:=][^#:=]*::?${modifiers}([^\s:#=!?+$(){}]+)[ \t]*(?:\?|\+|!|:{1,3})?=`);
const definition = new RegExp(String.raw`^${modifiers}define[ \t]+([^\s=:]+)`);
const condition = /^[ \t]*(?:ifn?eq|ifn?def)\b/;
const directive = /^[ \t]*(?:-?include|sinclude|vpath|export|unexport|undefine)\b/;
const runs = /^(?:\\\r?\n[ \t]*)*@?(?:sudo[ \t]+)?(?:docker|podman|nerdctl|\$[({]\w*(?:docker|podman|nerdctl|container)\w*[)}])[ \t]+(?:container[ \t]+)?(?:run|create|pull)\b/i;
const longestName = 100;
const signs = /[ \t@+-]*/y;
/** No honest line before a recipe is longer. */
const longestHead = 2_000;

/** The lines of a Makefile, told apart as GNU make does it. */
export function readMakefile(text: string): Makefile {
  const recipes: Range[] = [];
  const comments: Range[] = [];
  const assignments: MakeAssignment[] = [];
  const lineStarts: number[] = [];
  const kept: Range[] = [];
  let inRule = false;
  let conditions = 0;
  let definitions = 0;
  for (const line of logicalLines(text)) {
    lineStarts.push(line.start);
    const head = text.slice(line.start, Math.min(line.end, line.start + longestHead));
    if (definitions > 0) {
      if (/^[ \t]*endef\b/.test(head)) definitions -= 1;
      else if (definition.test(head)) definitions += 1;
    } else if (inRule && head.startsWith('\t')) {
      const recipe = behindSigns(text, line);
      if (text[recipe.start] === '#') comments.push(recipe);
      else recipes.push(recipe, ...shellCalls(text, recipe));
    } else if (/^[ \t]*#/.test(head)) {
      comments.push({ start: line.start + head.indexOf('#'), end: line.end });
    } else if (condition.test(head)) {
      conditions += 1;
    } else if (/^[ \t]*endif\b/.test(head)) {
      conditions = Math.max(0, conditions - 1);
    } else if (definition.test(head)) {
      definitions = 1;
      inRule = false;
      assignments.push({ name: definition.exec(head)?.[1] ?? '', value: { start: line.start, end: line.start }, always: false });
    } else {
      const found = readAssignment(text, line, head);
      if (found) assignments.push({ ...found, always: found.always && conditions === 0 });
      recipes.push(...shellCalls(text, line));
      if (found && runs.test(text.slice(found.value.start, found.value.start + longestName))) kept.push(found.value);
      const isRule = !found && head.includes(':');
      if (isRule) recipes.push(...inlineRecipe(text, line));
      if (found || directive.test(head)) inRule = false;
      else if (isRule) inRule = true;
    }
  }
  return { recipes, kept, comments, assignments, lineStarts };
}

function* logicalLines(text: string): Generator<Range> {
  for (let start = 0; start < text.length; ) {
    let end = start;
    do {
      const feed = text.indexOf('\n', end);
      end = feed < 0 ? text.length + 1 : feed + 1;
    } while (end <= text.length && isContinued(text, end - 1));
    yield { start, end: text[end - 2] === '\r' ? end - 2 : end - 1 };
    start = end;
  }
}

/** Whether an odd number of backslashes stands before the line end. */
function isContinued(text: string, feed: number): boolean {
  let at = text[feed - 1] === '\r' ? feed - 2 : feed - 1;
  const last = at;
  while (text[at] === '\\') at -= 1;
  return (last - at) % 2 === 1;
}

function behindSigns(text: string, { start, end }: Range): Range {
  signs.lastIndex = start;
  signs.test(text);
  return { start: Math.min(signs.lastIndex, end), end };
}

function readAssignment(text: string, line: Range, head: string): MakeAssignment | undefined {
  const [, target] = ofTarget.exec(head) ?? [];
  if (target !== undefined) return { name: target, value: { start: line.start, end: line.start }, always: false };
  const match = assignment.exec(head);
  if (!match) return undefined;
  const [all, name = '', operator = ''] = match;
  const written = text.slice(line.start + all.length, line.end);
  const comment = written.search(/(?:^|[ \t])#/);
  const value = (comment < 0 ? written : written.slice(0, comment)).trimEnd();
  const start = line.start + all.length;
  return { name, value: { start, end: start + value.length }, always: operator !== '+' && operator !== '!' && value !== '' };
}

const call = /\$\(shell[ \t]/g;
/** Calls within calls are read so deep. */
const deepestCall = 3;

/** What is given to a shell while the line is read: `$(shell …)`. */
function shellCalls(text: string, { start, end }: Range): Range[] {
  const holes = makeHoles(text, end);
  const found: Range[] = [];
  let open: number[] = [];
  for (const match of text.slice(start, end).matchAll(call)) {
    const at = start + match.index;
    open = open.filter(each => each > at);
    if (open.length >= deepestCall) continue;
    const close = holes.endAt(at) ?? Infinity;
    if (close > end) break;
    open.push(close);
    found.push({ start: at + match[0].length, end: close - ')'.length });
  }
  return found;
}

/** `target: prerequisites ; recipe`. */
function inlineRecipe(text: string, { start, end }: Range): Range[] {
  const at = text.slice(start, end).search(/;/);
  return at < 0 ? [] : [behindSigns(text, { start: start + at + 1, end })];
}
