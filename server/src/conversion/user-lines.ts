import type { BuildInstruction, Stage } from '../core/build';
import { isRoot } from '../core/image-contents';

interface Asked {
  readonly stage: Stage;
  /** Those of its RUNs that stay. */
  readonly kept: readonly BuildInstruction[];
  /** The stage begins under a USER that the file says, or that was put in. */
  readonly hadUser: boolean;
  readonly shipped: boolean;
  /** Of the new image. */
  readonly user: string;
}

export interface UserLines {
  /** Before this one `USER root` is needed. */
  readonly root?: BuildInstruction;
  /** Behind this one the image's own user comes back. */
  readonly restore?: BuildInstruction;
  /** What is built on the stage begins under a USER of the file. */
  readonly leavesUser: boolean;
}

/**
 * What ran as root still does: packages, owners and system folders need it, and of everything else nobody can tell. Only what is
 * shipped gets the image's own user back.
 */
export function placeUsers({ stage, kept, hadUser, shipped, user }: Asked): UserLines {
  const said = stage.instructions.find(({ keyword }) => keyword === 'user');
  const leavesUser = hadUser || said !== undefined;
  if (hadUser || isRoot(user)) return { leavesUser };
  const own = kept.filter(({ range }) => said === undefined || range.start < said.range.start);
  const [root] = own;
  const last = own.at(-1);
  if (!root || !last) return { leavesUser };
  if (said !== undefined) return { root, leavesUser };
  return shipped ? { root, restore: last, leavesUser } : { root, leavesUser: true };
}
