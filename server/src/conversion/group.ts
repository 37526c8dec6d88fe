import type { Build, BuildInstruction, Stage } from '../core/build';
import type { Base } from '../core/image-inside';
import type { Message } from '../core/message';
import type { TextEdit } from '../core/range';
import { Lines } from './lines';
import type { Upstream } from './upstream';
import type { Problem } from './problem';
import type { StageState } from './stage-state';
import type { PackageNames, Target } from './target';
import { definedVariables } from './variables';

/** Stages that are built on one image, and what is known of that image. */
export interface Group {
  readonly document: string;
  readonly build: Build;
  readonly stages: readonly Stage[];
  /** Indexes of stages that end up in the image that is built. */
  readonly shipped: ReadonlySet<number>;
  readonly upstream: Upstream;
  readonly base: Base;
  readonly names: PackageNames;
  /** Programs of the old image, where a table tells. */
  readonly old: ReadonlySet<string> | undefined;
}

/** The conversion of a group: what it goes by, and what it has found so far. */
export interface GroupConversion {
  readonly group: Group;
  readonly target: Target;
  readonly lines: Lines;
  /** Variables that the file defines itself. */
  readonly defined: ReadonlySet<string>;
  /** Of the stages that were converted, by their indexes. */
  readonly states: Map<number, StageState>;
  readonly edits: TextEdit[];
  readonly problems: Problem[];
}

export function startConversion(group: Group, target: Target): GroupConversion {
  return { group, target, lines: new Lines(group.document), defined: definedVariables(group.build), states: new Map(), edits: [], problems: [] };
}

/** Says of an instruction why it keeps the old image; nothing, where there is no reason. */
export function report({ problems }: Pick<GroupConversion, 'problems'>, { words }: BuildInstruction, reason: Message | undefined): void {
  if (reason) problems.push({ range: words, reason });
}

/** Whether the new image installs from another distribution, or from none. */
export function changesFamily({ group, target }: Pick<GroupConversion, 'group' | 'target'>): boolean {
  return target.family !== group.base.family;
}
