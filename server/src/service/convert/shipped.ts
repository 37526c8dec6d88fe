import type { Build, Stage } from '../../core/build';

/** The final stage, and what it is built on. */
export function shippedOf({ stages }: Build): ReadonlySet<number> {
  const shipped = new Set<number>();
  for (let stage: Stage | undefined = stages.at(-1); stage; stage = stage.base === undefined ? undefined : stages[stage.base]) shipped.add(stage.index);
  return shipped;
}
