import type { Build } from '../../core/build';
import { buildOf } from '../../core/document';
import { message, type Message } from '../../core/message';
import { applyEdits } from '../../core/range';
import { unchanged, type Conversion, type ConversionLeft } from '../conversion';
import type { ConversionInput, Converter } from './engine';
import type { Suits } from './offers-for';
import { inVain, isToRun, told, withSecondStage } from './one-stage';
import { decide, type Decision } from './plan';
import { changesOf, leftOf } from './report';
import { convertTaken } from './taken';
import { sortUses, type Sorted } from './units';

export type { ConversionEngine, ConversionInput, Converter } from './engine';

export function createConverter(): Converter {
  return { convert };
}

async function convert(input: ConversionInput): Promise<Conversion> {
  const build = buildOf(input.document);
  if (!build) return unchanged(input.document.text);
  const sorted = sortUses(input, build);
  const second = withSecondStage(sorted.units, build, input);
  const document = second && 'text' in second ? input.engine.read(second.text) : undefined;
  let reason: Message | undefined = second && 'template' in second ? second : undefined;
  if (document && second && 'text' in second) {
    const own = { ...input, document };
    const done = await convertStages(own, buildOf(document) as Build, { suits: (offer, { stages }) => !stages.some(({ final }) => final) || isToRun(offer) });
    reason = inVain(done.decisions);
    if (!reason) return told(input.document.text, second, done.conversion);
  }
  const { conversion, decisions } = await convertStages(input, build, { sorted });
  return reason && matters(decisions) ? { ...conversion, left: [...conversion.left, oneStage(sorted, reason)] } : conversion;
}

/** A second stage would have made it smaller: it has a shell, or everything to build with. */
function matters([decision]: readonly Decision[]): boolean {
  const image = decision?.chosen?.offer;
  if (image) return image.contents?.shell !== '';
  return !['node', 'python'].includes(decision?.unit.upstream.name ?? '');
}

/** That it stays one stage keeps nothing from being converted. */
function oneStage({ units: [unit] }: Sorted, reason: Message): ConversionLeft {
  const { use } = unit as Sorted['units'][number];
  return { range: use.range, reference: use.raw, kind: 'skipped', reason: message('it stays one stage: {0}', reason) };
}

interface Done {
  readonly conversion: Conversion;
  readonly decisions: readonly Decision[];
}

interface How {
  readonly sorted?: Sorted;
  readonly suits?: Suits;
}

async function convertStages(input: ConversionInput, build: Build, { sorted = sortUses(input, build), suits = () => true }: How): Promise<Done> {
  const { document } = input;
  const { others, left } = sorted;
  const decisions = await decide(sorted, build, input, suits);
  const taken = await Promise.all(others.map(use => convertTaken(use, input)));
  const edits = [...decisions.flatMap(decision => decision.edits), ...taken.flatMap(each => each.edits)];
  const conversion = {
    text: applyEdits(document.text, edits),
    edits,
    changes: inOrder([...changesOf(decisions, build, input), ...taken.flatMap(({ change }) => (change ? [change] : []))]),
    left: inOrder([...left, ...leftOf(decisions), ...taken.flatMap(each => (each.left ? [each.left] : []))]),
  };
  return { conversion, decisions };
}

function inOrder<T extends { readonly range: { readonly start: number } }>(all: readonly T[]): readonly T[] {
  return [...all].sort((a, b) => a.range.start - b.range.start);
}
