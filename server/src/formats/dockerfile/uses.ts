import { movedUse, type BuildStage, type ImageUse } from '../../core/image-use';
import { formatId, useOfBase } from './base';
import type { SyntaxDirective } from './directives';
import { meaningOfText } from './meaning';
import type { PlacedPart } from './parts';
import { readBuild, type Build, type Stage } from './stages';
import { movedTraced } from './traced';

export interface ReadParts {
  readonly parts: readonly PlacedPart[];
  readonly syntax: SyntaxDirective | undefined;
}

/** Every image that the document names, in the order in which they stand there. */
export function readUses(text: string, { parts, syntax }: ReadParts): ImageUse[] {
  const build = readBuild(text, parts);
  const uses = syntaxUse(text, syntax);
  for (const each of build.stages) {
    const stage = toBuildStage(each, build);
    const base = baseUse(text, each, build);
    if (base) uses.push({ ...base, stage });
    for (const { use, stageName } of each.text.sources) {
      if (stageName === undefined || !build.names.has(stageName)) uses.push({ ...movedUse(use, each.offset), stage });
    }
  }
  return uses;
}

/**
 * The bases of the stages but for the last that hold no variable. COPY and RUN may name a stage that is not there yet, an ARG
 * may be used again further below, and the last stage may go on.
 */
export function readLiteralBases(text: string, parts: readonly PlacedPart[]): ImageUse[] {
  const build = readBuild(text, parts);
  return build.stages.slice(0, -1).flatMap((stage) => {
    const base = stage.text.literal && baseUse(text, stage, build);
    return base ? [{ ...base, stage: toBuildStage(stage, build) }] : [];
  });
}

function syntaxUse(text: string, directive: SyntaxDirective | undefined): ImageUse[] {
  if (!directive || directive.value.start === directive.value.end) return [];
  const place = { range: directive.value, raw: text.slice(directive.value.start, directive.value.end) };
  return [{ format: formatId, role: 'syntax', ...place, ...meaningOfText(directive.meaning), site: place }];
}

function baseUse(text: string, { text: { base, literal, platform }, expansion, internal, offset }: Stage, build: Build): ImageUse | undefined {
  if (!base || !expansion || internal) return undefined;
  if (literal) return movedUse(literal.use, offset);
  return useOfBase({ text, word: movedTraced(base, offset), expansion, platform }, build.shared);
}

function toBuildStage({ index, text: { name } }: Stage, { stages }: Build): BuildStage {
  return { index, ...(name === undefined ? {} : { name }), final: index === stages.length - 1 };
}
