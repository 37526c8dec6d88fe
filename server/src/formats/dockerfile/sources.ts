import type { ImageRole, ImageUse } from '../../core/image-use';
import { formatId, notContiguous } from './base';
import { triggeredInstruction, type Escape, type Instruction, type ParsedInstruction } from './instruction';
import { meaningOfSource } from './meaning';
import { mountSource } from './mounts';
import { isContiguous, sliceTraced, spanOf, type Traced } from './traced';

/** What COPY or RUN names: an image, or a stage of this file. */
export interface Source {
  /** The use that it is unless a stage has its name. */
  readonly use: ImageUse;
  /** The name of the stage that it would be, in lower case; absent where no stage of this file counts. */
  readonly stageName?: string;
}

/** The sources of COPY and RUN, and of those two behind ONBUILD: there the stages of this file do not count. */
export function sourcesOf(text: string, instruction: Instruction, escape: Escape): Source[] {
  const isTrigger = instruction.keyword === 'onbuild';
  // Only flags name images, and most lines have none.
  if (!isTrigger && instruction.flags.length === 0) return [];
  const inner = isTrigger ? triggeredInstruction(instruction, escape) : instruction;
  return namedBy(inner).flatMap(({ value, role, mayBeIndex }) => {
    if ((mayBeIndex && stageIndex.test(value.text)) || value.text === 'scratch') return [];
    const use = useOfSource(text, value, isTrigger ? 'onbuild' : role);
    return [isTrigger ? { use } : { use, stageName: value.text.toLowerCase() }];
  });
}

/** What Go's `Atoi` reads as a number. */
const stageIndex = /^[+-]?[0-9]{1,18}$/;

interface Named {
  readonly value: Traced;
  readonly role: ImageRole;
  /** COPY takes a number for a stage, a mount takes it for an image. */
  readonly mayBeIndex: boolean;
}

function namedBy({ keyword, flags }: ParsedInstruction): Named[] {
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

export function flagValues(flags: readonly Traced[], name: string): Traced[] {
  const start = `--${name}=`;
  return flags.filter((flag) => flag.text.startsWith(start)).map((flag) => sliceTraced(flag, start.length));
}

function useOfSource(text: string, value: Traced, role: ImageRole): ImageUse {
  const range = spanOf(value);
  const place = { range, raw: text.slice(range.start, range.end) };
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
