import { copiedFrom, wordsOf, type Stage } from '../core/build';
import { report, type GroupConversion } from './group';
import { foreignPlace } from './foreign';
import { hasNo } from './reasons';

/** What stages of the file take out of these: it must be there in the new image, and in the same place. */
export function checkTaken(conversion: GroupConversion): void {
  const { group: { build, stages, upstream }, target } = conversion;
  const own = namesOf(stages);
  for (const instruction of build.stages.flatMap(({ instructions }) => instructions)) {
    const from = copiedFrom(instruction);
    if (instruction.keyword !== 'copy' || from === undefined || !own.has(from)) continue;
    const taken = wordsOf(instruction).slice(0, -1).join(' ');
    report(conversion, instruction, foreignPlace(`${taken} `, upstream, { target, taken: true }));
    if (/\/usr\/share\/zoneinfo/.test(taken) && lacksTimeZones(conversion)) report(conversion, instruction, hasNo('tzdata'));
  }
}

/** What `--from` may call them. */
function namesOf(stages: readonly Stage[]): ReadonlySet<string> {
  return new Set(stages.flatMap(({ name, index }) => [String(index), ...(name === undefined ? [] : [name])]));
}

function lacksTimeZones({ target: { programs }, states }: GroupConversion): boolean {
  return programs !== undefined && !programs.has('tzdata') && ![...states.values()].some(({ packages }) => packages.has('tzdata'));
}
