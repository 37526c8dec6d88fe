import { mostForms, product } from './functions';
import type { At, Forms, Run } from './scope';
import { usedElsewhere } from './uses';
import { distinct, other, segmentsOf, textOf, unknown, type Value } from './value';

/** Steps that one chart may take: of published charts the largest needs a third. */
const mostSteps = 150_000;
/** Helpers that call helpers deeper than this are not followed. */
const deepest = 40;

/** The chart is given up. */
export class TooMuch extends Error {}

export function takeStep(run: Run): void {
  run.steps += 1;
  if (run.steps > mostSteps) throw new TooMuch();
}

export function checkDepth(depth: number): void {
  if (depth > deepest) throw new TooMuch();
}

/** Each once; where there are too many, whatever is in them may be anywhere. */
export function few(values: readonly Value[], at: At): readonly Value[] {
  const each = distinct(values);
  if (each.length <= mostForms) return each;
  usedElsewhere(each, at);
  return [other];
}

/** Too many forms are not followed: whatever is in them may be anywhere. */
export function joined(parts: readonly Forms[], at: At): Forms {
  const forms = product(parts);
  if (forms) return forms.length < 2 ? forms : distinct(forms.map(textOf)).map(segmentsOf);
  for (const part of parts) usedElsewhere(part.map(textOf), at);
  return [[unknown]];
}
