import type { BuildInstruction } from '../../core/build';
import type { StageConversion } from '../stage-conversion';
import { upstreamWorkdirs } from '../tables/upstream-places';

/** From here on the folder is the file's own choice, and not the image's. */
export function noteWorkdir(_: BuildInstruction, { state }: StageConversion): undefined {
  state.hasWorkdir = true;
}

/** Without a WORKDIR, what is copied to a path that begins nowhere ends up in the folder that the old image sets. */
export function keepWorkdir(to: string, instruction: BuildInstruction, { group, target, state, edits, lines }: StageConversion): void {
  if (state.hasWorkdir || to.startsWith('/') || to.startsWith('$') || /^[A-Za-z]:/.test(to)) return;
  const old = upstreamWorkdirs[group.upstream.name] ?? '/';
  state.hasWorkdir = true;
  if (target.workdir !== old) edits.push(lines.before(instruction, `WORKDIR ${old}`));
}
