import { defineArguments, noteSharing, noteUsesInStages, type SharedDefinitions } from './arguments';
import { moved } from '../../core/range';
import { expandWord, type Expansion, type ExpandOptions } from './expand';
import type { StageText } from './part';
import type { PlacedPart } from './parts';
import { movedTraced } from './traced';
import { predefinedVariables } from './variables';

export interface Stage {
  readonly index: number;
  readonly text: StageText;
  /** What `text` counts its offsets from. */
  readonly offset: number;
  /** Of the base; absent in a bare FROM. */
  readonly expansion?: Expansion;
  /** Set when the base is nothing external: an earlier stage, or `scratch`. */
  readonly internal: boolean;
}

export interface Build {
  readonly stages: readonly Stage[];
  /** Names of all stages, for COPY and RUN, which may look ahead. */
  readonly names: ReadonlySet<string>;
  readonly shared: SharedDefinitions;
}

/** Flat, and per character of the document: what honest files never come near. */
const budgetFor = (text: string): number => 1_000_000 + 16 * text.length;

/** Works out what every FROM means. */
export function readBuild(text: string, placed: readonly PlacedPart[]): Build {
  const raw = placed.flatMap(({ part, range }) => part.stages.map((stage) => ({ text: stage, offset: range.start })));
  const escape = placed.at(-1)?.part.escape ?? '\\';
  const variables = predefinedVariables(raw.at(-1)?.text.name);
  const options: ExpandOptions = { escape, variables, budget: { left: budgetFor(text) } };
  const shared: SharedDefinitions = new Set();
  // Every other part begins with a FROM, and the first one has no offset.
  defineArguments(placed[0]?.part.before ?? [], options, shared);
  const names = new Set<string>();
  const stages = raw.map((stage, index) => {
    const resolved = resolveStage({ ...stage, index }, names, options);
    if (resolved.expansion) noteSharing(resolved.expansion, shared);
    if (stage.text.name !== undefined) names.add(stage.text.name);
    return resolved;
  });
  noteUsesInStages(text, raw.map(({ text: { body, imports }, offset }) => ({ range: moved(body, offset), imports })), { variables, shared });
  return { stages, names, shared };
}

/** A FROM finds the stages before it, by their exact text. */
function resolveStage(stage: Omit<Stage, 'internal'>, earlier: ReadonlySet<string>, options: ExpandOptions): Stage {
  const { word, literal } = stage.text;
  if (!word) return { ...stage, internal: false };
  const expansion = literal?.expansion ?? expandWord(movedTraced(word, stage.offset), options);
  const internal = expansion.problem === undefined && (earlier.has(expansion.text) || expansion.text === 'scratch');
  return { ...stage, expansion, internal };
}
