import type { Comment } from '../../core/document';
import type { ImageUse } from '../../core/image-use';
import type { Range } from '../../core/range';
import { importedNames } from './arguments';
import { useOfBase } from './base';
import { expandWord, type Expansion } from './expand';
import type { Escape, Instruction } from './instruction';
import { readInstructions } from './instructions';
import { flagValues, sourcesOf, type Source } from './sources';
import type { Traced } from './traced';
import { insideQuotes, splitAtBlanks } from './words';

/** A stage as far as its own text tells. */
export interface StageText {
  /** In lower case; absent when there is none, or no valid one. */
  readonly name?: string;
  /** The word behind FROM as it is written; absent in a bare FROM. */
  readonly word?: Traced;
  /** The same without quotes around it. */
  readonly base?: Traced;
  /** What the base means where no variable has a say in it, and the use that it then is if it is no other stage. */
  readonly literal?: { readonly expansion: Expansion; readonly use: ImageUse };
  readonly platform?: string;
  readonly sources: readonly Source[];
  /** Names that the stage takes over from before the first FROM. */
  readonly imports: ReadonlySet<string>;
  /** The instructions behind the FROM. */
  readonly body: Range;
}

/** A stretch of the document. Offsets count from its own start, so that it can move. */
export interface Part {
  /** The sign that counts behind it. */
  readonly escape: Escape;
  /** It is not over where its text ends. */
  readonly isOpen: boolean;
  /** Where its instructions stand. */
  readonly instructions: readonly Range[];
  readonly comments: readonly Comment[];
  /** The ARGs before its first FROM. */
  readonly before: readonly Instruction[];
  readonly stages: readonly StageText[];
}

/** Reads a stretch by itself, as if nothing came before but what set the escape sign. */
export function readPart(text: string, escape: Escape): Part {
  const read = readInstructions(text, escape);
  const { instructions, comments, isOpen } = read;
  const starts = instructions.flatMap(({ keyword }, index) => (keyword === 'from' ? [index] : []));
  const stages = starts.map((start, index) => readStage(text, instructions.slice(start, starts[index + 1]), read.escape));
  const before = instructions.slice(0, starts[0]).filter(isArgument);
  return { escape: read.escape, isOpen, instructions: instructions.map(({ range }) => range), comments, before, stages };
}

function isArgument({ keyword }: Instruction): boolean {
  return keyword === 'arg';
}

const stageName = /^[a-z][a-z0-9\-_.]*$/;

function readStage(text: string, instructions: readonly Instruction[], escape: Escape): StageText {
  const [from, ...body] = instructions as [Instruction, ...Instruction[]];
  const [word, as, named] = splitAtBlanks(from.args, 3);
  const name = as?.text.toLowerCase() === 'as' ? named?.text.toLowerCase() : undefined;
  const platform = constantPlatform(from);
  return {
    ...(name !== undefined && stageName.test(name) ? { name } : {}),
    ...(word ? { word, base: insideQuotes(word, escape), ...literalBase(text, { word, platform, escape }) } : {}),
    ...(platform === undefined ? {} : { platform }),
    sources: body.flatMap((instruction) => sourcesOf(text, instruction, escape)),
    imports: new Set(body.filter(isArgument).flatMap((instruction) => importedNames(instruction, escape))),
    body: { start: from.range.end, end: (body.at(-1) ?? from).range.end },
  };
}

interface Word {
  readonly word: Traced;
  readonly platform: string | undefined;
  readonly escape: Escape;
}

function literalBase(text: string, { word, platform, escape }: Word): Pick<StageText, 'literal'> {
  if (word.text.includes('$')) return {};
  const expansion = expandWord(word, { escape, variables: new Map(), budget: { left: 0 } });
  return { literal: { expansion, use: useOfBase({ text, word: insideQuotes(word, escape), expansion, platform }, new Set()) } };
}

function constantPlatform({ flags }: Instruction): string | undefined {
  const value = flagValues(flags, 'platform')[0]?.text;
  return value === undefined || value === '' || value.includes('$') ? undefined : value;
}
