import { jsonWords, type Build, type BuildInstruction, type Stage } from '../../core/build';
import { skipSpace } from './blanks';
import type { Instruction } from './instruction';
import { readEveryInstruction } from './instructions';
import { readParts } from './parts';
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
  const read = readEveryInstruction(text);
  const instructions = read.instructions.map(instruction => toInstruction(text, instruction));
  const froms = instructions.flatMap(({ keyword }, index) => (keyword === 'from' ? [index] : []));
  const { stages } = readBuild(text, readParts(text));
  return {
    escape: read.escape,
    before: instructions.slice(0, froms[0]),
    stages: froms.map((from, index) => toStage(stages, index, instructions.slice(from, froms[index + 1]))),
  };
}

/** `instructions`: the FROM, and those behind it. */
function toStage(all: readonly ReadStage[], index: number, [from, ...instructions]: readonly BuildInstruction[]): Stage {
  const { text: { name }, internal, expansion } = all[index] as ReadStage;
  // Of several stages with one name the last before counts; `scratch` is none.
  const base = internal ? all.slice(0, index).findLast(stage => stage.text.name === expansion?.text)?.index : undefined;
  return {
    index,
    ...(name === undefined ? {} : { name }),
    ...(base === undefined ? {} : { base }),
    final: index === all.length - 1,
    from: from as BuildInstruction,
    instructions,
  };
}

function toInstruction(text: string, { keyword, flags, args, range }: Instruction): BuildInstruction {
  const exec = jsonWords(args.text);
  const start = skipSpace(text, range.start, range.end);
  const end = args.text === '' ? range.end : sourceOf(args, args.text.length - 1) + 1;
  return { keyword, flags, args, range, words: { start, end: Math.min(end, range.end) }, ...(exec ? { exec } : {}) };
}
