/**
 * Globs, run as a state machine over the characters: no regular expression is made of anybody's text, and the time is
 * bounded by (length of the glob) x (length of the text), whatever the two are.
 */

/** A character of the glob, or one of the three stars: any text within a segment, any text, any number of whole segments. */
type Step = string;

const within = '*';
const across = '**';
const folders = '**/';

export function globMatches(glob: string, text: string): boolean {
  const star = glob.indexOf('*');
  if (star < 0) return glob === text;
  return text.startsWith(glob.slice(0, star)) && run(stepsOf(glob), [...text]);
}

/** True only when everything that `narrow` matches is matched by `wide`; a `*` of `narrow` needs a star of `wide` to take it. */
export function globCovers(wide: string, narrow: string): boolean {
  const star = wide.indexOf('*');
  if (star < 0) return wide === narrow;
  return narrow.startsWith(wide.slice(0, star)) && run(stepsOf(wide), stepsOf(narrow));
}

/** `**` counts only as a whole segment; other runs of stars are one star. */
function stepsOf(glob: string): Step[] {
  const segments = glob.split('/');
  return segments.flatMap((segment, index) => {
    const last = index === segments.length - 1;
    if (segment === across) return [last ? across : folders];
    const steps = [...segment.replace(/\*+/g, within)];
    return last ? steps : [...steps, '/'];
  });
}

/** A state is twice the index of the next step of `glob`, plus one in the midst of a segment that `folders` takes. */
function run(glob: readonly Step[], text: readonly Step[]): boolean {
  let states = closure(glob, [0]);
  for (const symbol of text) {
    if (states.size === 0) return false;
    states = closure(glob, [...states].flatMap(state => advance(glob, state, symbol)));
  }
  return states.has(2 * glob.length);
}

/** Adds the states that are reached without reading: every star may stand for nothing. */
function closure(glob: readonly Step[], states: readonly number[]): ReadonlySet<number> {
  const reached = new Set(states);
  for (const state of reached) {
    const step = glob[state >> 1];
    if (state % 2 === 0 && (step === within || step === across || step === folders)) reached.add(state + 2);
  }
  return reached;
}

function advance(glob: readonly Step[], state: number, symbol: Step): readonly number[] {
  const step = glob[state >> 1];
  const base = state - (state % 2);
  if (step === across) return [base];
  if (step === folders) {
    if (symbol === folders && state === base) return [base];
    if (symbol === across || symbol === folders) return [];
    if (symbol === '/') return state === base ? [] : [base];
    return [base + 1];
  }
  if (step === within) return symbol === '/' || symbol === across || symbol === folders ? [] : [base];
  return step === symbol ? [base + 2] : [];
}
