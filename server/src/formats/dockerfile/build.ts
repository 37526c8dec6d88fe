import type { Build, BuildInstruction, Stage } from '../../core/build';
import { readInstructions, type Instruction } from './instructions';
import { readBuild, type Stage as ReadStage } from './stages';
import { sourceOf } from './traced';

/** What the text builds, for those who look at more than its images. The last one is remembered. */
export function readBuildOf(text: string): Build {
  if (last?.text === text) return last.build;
  const build = describe(text);
  last = { text, build };
  return build;
}

let last: { readonly text: string; readonly build: Build } | undefined;

function describe(text: string): Build {
  const read = readInstructions(text);
  const { stages } = readBuild(text, read);
  const first = stages[0]?.from;
  const before = first ? read.instructions.slice(0, read.instructions.indexOf(first)) : read.instructions;
  return {
    escape: read.escape,
    before: before.map(toInstruction),
    stages: stages.map((stage, index) => toStage(stage, stages.slice(0, index), index === stages.length - 1)),
  };
}

function toStage({ index, name, from, body, internal, expansion }: ReadStage, earlier: readonly ReadStage[], final: boolean): Stage {
  // Of several stages with one name the last before counts; `scratch` is none.
  const base = internal ? earlier.findLast(stage => stage.name === expansion?.text)?.index : undefined;
  return {
    index,
    ...(name === undefined ? {} : { name }),
    ...(base === undefined ? {} : { base }),
    final,
    from: toInstruction(from),
    instructions: body.map(toInstruction),
  };
}

function toInstruction({ keyword, flags, args, range }: Instruction): BuildInstruction {
  const exec = execForm(args.text);
  const end = args.text === '' ? range.end : sourceOf(args, args.text.length - 1) + 1;
  return { keyword, flags, args, range, words: { start: range.start, end: Math.min(end, range.end) }, ...(exec ? { exec } : {}) };
}

/** BuildKit takes for the exec form what is a JSON list of texts, and everything else for the shell form. */
function execForm(args: string): readonly string[] | undefined {
  if (!args.startsWith('[')) return undefined;
  try {
    const list: unknown = JSON.parse(args);
    return Array.isArray(list) && list.every(word => typeof word === 'string') ? list : undefined;
  } catch {
    return undefined;
  }
}
