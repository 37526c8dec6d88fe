import type { BuildInstruction } from '../../core/build';
import { baseName } from '../../core/path';
import { report } from '../group';
import { hasNo, needsShell } from '../reasons';
import type { StageConversion } from '../stage-conversion';
import { hasShell } from '../target';

/** The shell that a SHELL names must be there. */
export function checkShell(instruction: BuildInstruction, conversion: StageConversion): undefined {
  const { target } = conversion;
  const name = baseName(instruction.exec?.[0] ?? '');
  if (!hasShell(target)) report(conversion, instruction, needsShell('shell'));
  else if (name !== 'sh' && target.programs?.has(name) === false) report(conversion, instruction, hasNo(name));
}
