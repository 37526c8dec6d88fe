import type { BuildInstruction, Stage } from '../core/build';
import type { GroupConversion } from './group';
import { installLine } from './install-line';
import { convertInstruction } from './instructions';
import { enterStage, type StageConversion } from './stage-conversion';
import { placeUsers, type UserLines } from './user-lines';

/** Rewrites the instructions of one stage, and puts in the lines that they need. */
export function convertStage(stage: Stage, group: GroupConversion): void {
  const conversion = enterStage(stage, group);
  const { state, shipped, target } = conversion;
  const { kept, needs, firstInNeed } = convertInstructions(stage, conversion);
  const install = firstInNeed && installLine([...needs], firstInNeed, conversion);
  const users = placeUsers({ stage, kept, hadUser: state.hasUser, shipped, user: target.contents.user });
  state.hasUser = users.leavesUser;
  putIn(users, install === undefined || !firstInNeed ? undefined : { line: install, before: firstInNeed }, conversion);
}

interface Rewritten {
  /** RUNs of which something is left. */
  readonly kept: readonly BuildInstruction[];
  /** Packages that must be installed for them, as Debian calls them. */
  readonly needs: ReadonlySet<string>;
  readonly firstInNeed: BuildInstruction | undefined;
}

function convertInstructions({ instructions }: Stage, conversion: StageConversion): Rewritten {
  const kept: BuildInstruction[] = [];
  const needs = new Set<string>();
  let firstInNeed: BuildInstruction | undefined;
  for (const instruction of instructions) {
    const outcome = convertInstruction(instruction, conversion);
    if (outcome === 'gone') continue;
    if (instruction.keyword === 'run') kept.push(instruction);
    if (outcome.length > 0) firstInNeed ??= instruction;
    for (const name of outcome) needs.add(name);
  }
  return { kept, needs, firstInNeed };
}

interface Install {
  readonly line: string;
  readonly before: BuildInstruction;
}

/** Where both stand at one place, packages are installed as root. */
function putIn({ root, restore }: UserLines, install: Install | undefined, { edits, lines, target }: StageConversion): void {
  const together = install !== undefined && install.before === root;
  if (root) edits.push(lines.before(root, together ? `USER root${lines.lineEnd}${install.line}` : 'USER root'));
  if (install && !together) edits.push(lines.before(install.before, install.line));
  if (restore) edits.push(lines.after(restore, `USER ${target.contents.user}`));
}
