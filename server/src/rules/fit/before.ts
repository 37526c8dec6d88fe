import type { BuildInstruction, Stage } from '../../core/build';

/** What of a stage finds things as the image had them. */
export interface Untouched {
  readonly stage: Stage;
  readonly instructions: readonly BuildInstruction[];
  /** Nothing in it, nor below it, changed them. */
  readonly whole: boolean;
}

/** Of each stage what stands before the first instruction that `changes` something. A stage begins as the one below it ended. */
export function beforeChange(stages: readonly Stage[], changes: (instruction: BuildInstruction) => boolean): readonly Untouched[] {
  const changed = new Set<number>();
  return stages.map(stage => {
    const { base, instructions } = stage;
    const end = base !== undefined && changed.has(base) ? 0 : instructions.findIndex(changes);
    if (end >= 0) changed.add(stage.index);
    return { stage, instructions: end < 0 ? instructions : instructions.slice(0, end), whole: end < 0 };
  });
}
