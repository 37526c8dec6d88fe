import type { BuildInstruction, Stage } from '../../core/build';
import { startsWhatItIsGiven } from './programs';

/** What the image that is built starts with. */
export interface Start {
  readonly entrypoint: BuildInstruction | undefined;
  readonly cmd: BuildInstruction | undefined;
  readonly healthcheck: BuildInstruction | undefined;
}

/** Of several instructions the last one counts, also across stages; an ENTRYPOINT drops the CMD of the stage below its own. */
export function startOf(shipped: readonly Stage[]): Start {
  let start: Start = { entrypoint: undefined, cmd: undefined, healthcheck: undefined };
  for (const { instructions } of shipped) {
    const last = (wanted: string) => instructions.findLast(({ keyword }) => keyword === wanted);
    const entrypoint = last('entrypoint');
    start = {
      entrypoint: entrypoint ?? start.entrypoint,
      cmd: last('cmd') ?? (entrypoint ? undefined : start.cmd),
      healthcheck: last('healthcheck') ?? start.healthcheck,
    };
  }
  return start;
}

/** The CMD, unless the build's own ENTRYPOINT takes it for its arguments, or (in the shell form) for nothing at all. */
export function startedCommand({ entrypoint, cmd }: Start): BuildInstruction | undefined {
  if (!entrypoint || entrypoint.args.text === '') return cmd;
  return entrypoint.exec && startsWhatItIsGiven(entrypoint.exec) ? cmd : undefined;
}
