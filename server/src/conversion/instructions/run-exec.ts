import type { BuildInstruction } from '../../core/build';
import { message } from '../../core/message';
import { baseName } from '../../core/path';
import { changesFamily, report } from '../group';
import { isPackageManager } from '../packages/calls';
import { foreignTool } from '../foreign';
import { needsShell } from '../reasons';
import { lacks, missingPackages } from '../requirements';
import { everyCommand } from '../shell/commands';
import { shells } from '../../core/shells';
import { installedIn, type StageConversion } from '../stage-conversion';
import { hasShell } from '../target';
import { calledFromInside } from './inner-calls';
import { scriptOfBuild, unseenScript } from './own-scripts';
import { stays, type Outcome } from './outcome';

/** `RUN ["make", "install"]`: it is looked at, and never rewritten. */
export function checkExec(words: readonly string[], instruction: BuildInstruction, conversion: StageConversion): Outcome {
  const { target } = conversion;
  const program = baseName(words[0] ?? '');
  const isShell = shells.has(program);
  if (changesFamily(conversion)) {
    if (isPackageManager(program)) report(conversion, instruction, message('the exec form of a package manager is not converted'));
    if (isShell && words.some(word => /\b(?:apt-get|apt|yum|dnf|apk)\s/.test(word))) report(conversion, instruction, calledFromInside);
    report(conversion, instruction, unseenScript(scriptOfBuild(words)));
  }
  if (isShell && !hasShell(target)) report(conversion, instruction, needsShell('run'));
  report(conversion, instruction, foreignTool(program, target));
  return !isShell && lacks(program, target) ? missingPackages(everyCommand(program), target, installedIn(conversion)) : stays;
}
