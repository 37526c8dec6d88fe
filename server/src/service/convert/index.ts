import { buildOf } from '../../core/document';
import { applyEdits } from '../../core/range';
import { unchanged, type Conversion } from '../conversion';
import type { ConversionInput, Converter } from './engine';
import { decide } from './plan';
import { changesOf, leftOf } from './report';
import { convertTaken } from './taken';
import { sortUses } from './units';

export type { ConversionEngine, ConversionInput, Converter } from './engine';

export function createConverter(): Converter {
  return { convert };
}

async function convert(input: ConversionInput): Promise<Conversion> {
  const { document } = input;
  const build = buildOf(document);
  if (!build) return unchanged(document.text);
  const { units, others, left } = sortUses(input, build);
  const decisions = await decide(units, build, input);
  const taken = await Promise.all(others.map(use => convertTaken(use, input)));
  const edits = [...decisions.flatMap(decision => decision.edits), ...taken.flatMap(each => each.edits)];
  const inOrder = <T extends { readonly range: { readonly start: number } }>(all: readonly T[]): readonly T[] => [...all].sort((a, b) => a.range.start - b.range.start);
  return {
    text: applyEdits(document.text, edits),
    edits,
    changes: inOrder([...changesOf(decisions, build, input), ...taken.flatMap(({ change }) => (change ? [change] : []))]),
    left: inOrder([...left, ...leftOf(decisions), ...taken.flatMap(each => (each.left ? [each.left] : []))]),
  };
}
