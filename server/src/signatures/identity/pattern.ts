/**
 * A regular expression engine that cannot hang. Policies bring patterns and certificates bring the text, and JavaScript's
 * own engine takes exponential time on pairs like `(a+)+$`. This one walks all states of the pattern at once, so the time
 * is at most states x characters. It knows the part of RE2's syntax that identities need: literals, `.`, classes, `\d \w \s`,
 * groups, `|`, `* + ?`, `{n,m}`, `^` and `$`. Whatever else is in a pattern makes it unsupported, never a wider match.
 */
import { parsePattern, type Node } from './pattern-syntax';
import { limits } from '../limits';

export interface Pattern {
  /** True when the pattern matches all of `text`, from its first to its last character. */
  matches(text: string): boolean;
}

type Test = (character: string) => boolean;

type Step =
  | { readonly kind: 'take'; readonly test: Test }
  | { readonly kind: 'fork'; next: number; other: number }
  | { readonly kind: 'start' }
  | { readonly kind: 'end' }
  | { readonly kind: 'accept' };

const maxSteps = 4096;
/** Also bounds parts that make no step, such as `(((){1000}){1000}){1000}`. */
const maxVisits = 4 * maxSteps;

interface Program {
  readonly steps: Step[];
  visits: number;
}

/** Undefined when the pattern is too long, not valid, or uses what this engine does not know. */
export function compilePattern(source: string): Pattern | undefined {
  if (source === '' || source.length > limits.patternLength) return undefined;
  const node = parsePattern(source);
  if (node === undefined) return undefined;
  const program: Program = { steps: [], visits: 0 };
  if (!emit(node, program)) return undefined;
  const steps: readonly Step[] = [...program.steps, { kind: 'accept' }];
  return { matches: (text) => run(steps, [...text]) };
}

/** Appends the steps of `node`, which go on at the step behind them. False when there are too many. */
function emit(node: Node, program: Program): boolean {
  if (program.steps.length > maxSteps || ++program.visits > maxVisits) return false;
  switch (node.kind) {
    case 'take':
    case 'start':
    case 'end':
      program.steps.push(node);
      return true;
    case 'sequence':
      return node.parts.every((part) => emit(part, program));
    case 'either':
      return emitEither(node.branches, program);
    case 'repeat':
      return emitRepeat(node, program);
  }
}

function emitEither(branches: readonly Node[], program: Program): boolean {
  const exits: { next: number; other: number }[] = [];
  for (const [index, branch] of branches.entries()) {
    const last = index === branches.length - 1;
    const fork = last ? undefined : pushFork(program);
    if (!emit(branch, program)) return false;
    if (fork === undefined) continue;
    exits.push(pushFork(program));
    fork.other = program.steps.length;
  }
  for (const exit of exits) exit.next = exit.other = program.steps.length;
  return true;
}

function emitRepeat({ body, min, max }: Extract<Node, { kind: 'repeat' }>, program: Program): boolean {
  for (let count = 0; count < min; count++) if (!emit(body, program)) return false;
  if (max === undefined) return emitLoop(body, program);
  const skips: { other: number }[] = [];
  for (let count = min; count < max; count++) {
    skips.push(pushFork(program));
    if (!emit(body, program)) return false;
  }
  for (const skip of skips) skip.other = program.steps.length;
  return true;
}

function emitLoop(body: Node, program: Program): boolean {
  const entry = program.steps.length;
  const fork = pushFork(program);
  if (!emit(body, program)) return false;
  const back = pushFork(program);
  back.next = back.other = entry;
  fork.other = program.steps.length;
  return true;
}

/** A fork whose first way is the step behind it. */
function pushFork(program: Program): { next: number; other: number } {
  const fork: Step = { kind: 'fork', next: program.steps.length + 1, other: program.steps.length + 1 };
  program.steps.push(fork);
  return fork;
}

function run(steps: readonly Step[], text: readonly string[]): boolean {
  let states = close(steps, [0], { start: true, end: text.length === 0 });
  for (const [at, character] of text.entries()) {
    const taken: number[] = [];
    for (const state of states) {
      const step = steps[state];
      if (step?.kind === 'take' && step.test(character)) taken.push(state + 1);
    }
    if (taken.length === 0) return false;
    states = close(steps, taken, { start: false, end: at + 1 === text.length });
  }
  for (const state of states) if (steps[state]?.kind === 'accept') return true;
  return false;
}

/** All states that are reached from `from` without taking a character; each at most once, which is what bounds the time. */
function close(steps: readonly Step[], from: readonly number[], at: { start: boolean; end: boolean }): ReadonlySet<number> {
  const reached = new Set<number>();
  const waiting = [...from];
  for (let state = waiting.pop(); state !== undefined; state = waiting.pop()) {
    if (reached.has(state)) continue;
    reached.add(state);
    const step = steps[state];
    if (step?.kind === 'fork') waiting.push(step.next, step.other);
    else if ((step?.kind === 'start' && at.start) || (step?.kind === 'end' && at.end)) waiting.push(state + 1);
  }
  return reached;
}
