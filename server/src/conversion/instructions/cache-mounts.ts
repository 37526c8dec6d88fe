import type { BuildInstruction } from '../../core/build';
import type { TextEdit } from '../../core/range';
import { changesFamily } from '../group';
import { sourceAt } from '../source';
import type { StageConversion } from '../stage-conversion';

const cacheMount = /^--mount=.*type=cache.*,?(?:target|dst|destination)=\/var\/(?:cache|lib)\/(?:apt|yum|dnf)\b/;

/** Takes out the caches of a package manager that is no longer there, each with the blanks behind it. */
export function withoutCaches({ flags, args }: BuildInstruction, conversion: StageConversion): TextEdit[] {
  if (!changesFamily(conversion)) return [];
  return flags.flatMap((flag, index) => {
    if (!cacheMount.test(flag.text)) return [];
    const next = flags[index + 1] ?? args;
    return [{ range: { start: sourceAt(flag, 0), end: sourceAt(next, 0) }, newText: '' }];
  });
}
