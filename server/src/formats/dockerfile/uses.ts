import type { BuildStage, ImageRole, ImageUse, Site } from '../../core/image-use';
import { message, type Message } from '../../core/message';
import type { Range } from '../../core/range';
import { findSyntax } from './directives';
import type { Expansion } from './expand';
import { triggeredInstruction, type Instruction, type Instructions, type ParsedInstruction } from './instructions';
import { meaningOfBase, meaningOfSource, meaningOfText } from './meaning';
import { mountSource } from './mounts';
import { readBuild, type Build, type Stage } from './stages';
import { isContiguous, sliceTraced, spanOf, type Traced } from './traced';

export const formatId = 'dockerfile';

/** Every image that the document names, in the order in which they stand there. */
export function readUses(text: string, read: Instructions): ImageUse[] {
  const build = readBuild(text, read);
  const inStages = build.stages.flatMap((stage) => [
    ...baseUse(text, stage, build),
    ...stage.body.flatMap((instruction) => sourceUses(text, instruction, { stage, build, escape: read.escape })),
  ]);
  return [...syntaxUse(text), ...inStages];
}

function syntaxUse(text: string): ImageUse[] {
  const directive = findSyntax(text);
  if (!directive || directive.value.start === directive.value.end) return [];
  const raw = slice(text, directive.value);
  const place = { range: directive.value, raw };
  return [{ format: formatId, role: 'syntax', ...place, ...meaningOfText(directive.meaning), site: place }];
}

function baseUse(text: string, stage: Stage, build: Build): ImageUse[] {
  const { base, expansion, internal, from } = stage;
  if (!base || !expansion || internal) return [];
  const range = spanOf(base);
  const raw = slice(text, range);
  const platform = constantPlatform(from);
  return [{
    format: formatId,
    role: 'base',
    range,
    raw,
    ...meaningOfBase(raw, expansion),
    ...siteOfBase(text, { base, expansion }, build),
    ...(platform === undefined ? {} : { platform }),
    stage: toBuildStage(stage, build),
  }];
}

interface ResolvedBase {
  readonly base: Traced;
  readonly expansion: Expansion;
}

const inPieces = message('The reference is put together from several parts; there is no one place to edit.');
const perPlatform = message('The reference depends on the platform of the build.');
const notContiguous = message('The reference does not stand in one piece.');

/** Where the base is edited: its own word, the value of the ARG that supplies it, or the default inside `${x:-…}`. */
function siteOfBase(text: string, { base, expansion }: ResolvedBase, build: Build): { site: Site; fixDisabled?: Message } {
  const own = spanOf(base);
  const ownSite = { range: own, raw: slice(text, own) };
  if (!expansion.hasVariables) return isContiguous(base) ? { site: ownSite } : { site: ownSite, fixDisabled: notContiguous };
  if (expansion.used.some((variable) => variable.perPlatform)) return { site: ownSite, fixDisabled: perPlatform };
  const { whole, holder } = expansion;
  if (!whole || expansion.text === '') return { site: ownSite, fixDisabled: inPieces };
  const inside = own.start <= whole.start && whole.end <= own.end;
  const site = { range: whole, raw: slice(text, whole), ...(inside ? {} : { related: message('Used by this FROM.') }) };
  return holder && build.shared.has(holder)
    ? { site, fixDisabled: message('The build argument {0} is used for something else as well.', holder.name) }
    : { site };
}

function constantPlatform({ flags }: Instruction): string | undefined {
  const value = flagValues(flags, 'platform')[0]?.text;
  return value === undefined || value === '' || value.includes('$') ? undefined : value;
}

function toBuildStage({ index, name }: Stage, { stages }: Build): BuildStage {
  return { index, ...(name === undefined ? {} : { name }), final: index === stages.length - 1 };
}

interface Surroundings {
  readonly stage: Stage;
  readonly build: Build;
  readonly escape: string;
}

/** The images of COPY and RUN, and of those two behind ONBUILD: there the stages of this file do not count. */
function sourceUses(text: string, instruction: Instruction, { stage, build, escape }: Surroundings): ImageUse[] {
  const isTrigger = instruction.keyword === 'onbuild';
  // Only flags name images, and most lines have none.
  if (!isTrigger && instruction.flags.length === 0) return [];
  const inner = isTrigger ? triggeredInstruction(instruction, escape) : instruction;
  const buildStage = toBuildStage(stage, build);
  return sourcesOf(inner).flatMap(({ value, role, mayBeIndex }) => {
    const isStage = (mayBeIndex && stageIndex.test(value.text)) || (!isTrigger && build.names.has(value.text.toLowerCase()));
    if (isStage || value.text === 'scratch') return [];
    return [{ ...useOfSource(text, value, isTrigger ? 'onbuild' : role), stage: buildStage }];
  });
}

/** What Go's `Atoi` reads as a number. */
const stageIndex = /^[+-]?[0-9]{1,18}$/;

interface Source {
  readonly value: Traced;
  readonly role: ImageRole;
  /** COPY takes a number for a stage, a mount takes it for an image. */
  readonly mayBeIndex: boolean;
}

function sourcesOf({ keyword, flags }: ParsedInstruction): Source[] {
  if (keyword === 'copy') {
    const values = flagValues(flags, 'from').filter((value) => value.text !== '');
    return values.slice(0, 1).map((value) => ({ value, role: 'stage-copy', mayBeIndex: true }));
  }
  if (keyword !== 'run') return [];
  return flagValues(flags, 'mount').flatMap((mount) => {
    const value = mountSource(mount);
    return value ? [{ value, role: 'mount', mayBeIndex: false }] : [];
  });
}

function flagValues(flags: readonly Traced[], name: string): Traced[] {
  const start = `--${name}=`;
  return flags.filter((flag) => flag.text.startsWith(start)).map((flag) => sliceTraced(flag, start.length));
}

function useOfSource(text: string, value: Traced, role: ImageRole): ImageUse {
  const range = spanOf(value);
  const place = { range, raw: slice(text, range) };
  const whole = isContiguous(value);
  return {
    format: formatId,
    role,
    ...place,
    ...meaningOfSource(value.text),
    site: place,
    ...(whole ? {} : { fixDisabled: notContiguous }),
  };
}

function slice(text: string, { start, end }: Range): string {
  return text.slice(start, end);
}
