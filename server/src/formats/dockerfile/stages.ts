import { defineArguments, importedNames, noteSharing, noteUsesInStages, type SharedDefinitions } from './arguments';
import { expandWord, type Expansion, type ExpandOptions } from './expand';
import type { Instruction, Instructions } from './instructions';
import type { Traced } from './traced';
import { predefinedVariables } from './variables';
import { insideQuotes, splitAtBlanks } from './words';

export interface Stage {
  readonly index: number;
  /** In lower case; absent when there is none, or no valid one. */
  readonly name?: string;
  readonly from: Instruction;
  /** The word that names the base, without quotes around it; absent in a bare FROM. */
  readonly base?: Traced;
  readonly expansion?: Expansion;
  /** Set when `base` is nothing external: an earlier stage, or `scratch`. */
  readonly internal: boolean;
  /** The instructions behind the FROM. */
  readonly body: readonly Instruction[];
}

export interface Build {
  readonly stages: readonly Stage[];
  /** Names of all stages, for COPY and RUN, which may look ahead. */
  readonly names: ReadonlySet<string>;
  readonly shared: SharedDefinitions;
}

interface RawStage {
  readonly from: Instruction;
  readonly words: readonly Traced[];
  readonly name?: string;
  readonly body: readonly Instruction[];
}

const stageName = /^[a-z][a-z0-9\-_.]*$/;
/** Flat, and per character of the document: what honest files never come near. */
const budgetFor = (text: string): number => 1_000_000 + 16 * text.length;

/** Works out what every FROM means. */
export function readBuild(text: string, { escape, instructions }: Instructions): Build {
  const raw = splitStages(instructions);
  const variables = predefinedVariables(raw.at(-1)?.name);
  const options: ExpandOptions = { escape, variables, budget: { left: budgetFor(text) } };
  const shared: SharedDefinitions = new Set();
  const firstFrom = raw[0]?.from;
  const before = firstFrom ? instructions.slice(0, instructions.indexOf(firstFrom)) : instructions;
  defineArguments(before.filter(({ keyword }) => keyword === 'arg'), options, shared);
  const names = new Set<string>();
  const stages = raw.map((stage, index) => {
    const resolved = resolveStage(stage, { index, earlier: names }, options);
    if (resolved.expansion) noteSharing(resolved.expansion, shared);
    if (stage.name !== undefined) names.add(stage.name);
    return resolved;
  });
  noteUsesInStages(text, raw.map((stage) => textOf(stage, escape)), { variables, shared });
  return { stages, names, shared };
}

function splitStages(instructions: readonly Instruction[]): RawStage[] {
  const stages: (RawStage & { body: Instruction[] })[] = [];
  for (const instruction of instructions) {
    if (instruction.keyword !== 'from') {
      stages.at(-1)?.body.push(instruction);
      continue;
    }
    const words = splitAtBlanks(instruction.args, 3);
    const name = words[1]?.text.toLowerCase() === 'as' ? words[2]?.text.toLowerCase() : undefined;
    const isName = name !== undefined && stageName.test(name);
    stages.push({ from: instruction, words, body: [], ...(isName ? { name } : {}) });
  }
  return stages;
}

interface Position {
  readonly index: number;
  /** Names of the stages before. */
  readonly earlier: ReadonlySet<string>;
}

/** A FROM finds the stages before it, by their exact text. */
function resolveStage(raw: RawStage, { index, earlier }: Position, options: ExpandOptions): Stage {
  const { from, words: [word], name, body } = raw;
  const stage = { index, from, body, ...(name === undefined ? {} : { name }) };
  if (!word) return { ...stage, internal: false };
  const expansion = expandWord(word, options);
  const internal = expansion.problem === undefined && (earlier.has(expansion.text) || expansion.text === 'scratch');
  return { ...stage, base: insideQuotes(word, options.escape), expansion, internal };
}

function textOf({ from, body }: RawStage, escape: string): { range: { start: number; end: number }; imports: Set<string> } {
  const end = body.at(-1)?.range.end ?? from.range.end;
  return { range: { start: from.range.end, end }, imports: new Set(body.flatMap((instruction) => importedNames(instruction, escape))) };
}
