import type { BuildInstruction } from '../../core/build';
import { message } from '../../core/message';
import { report } from '../group';
import type { StageConversion } from '../stage-conversion';

export function checkOnbuild(instruction: BuildInstruction, conversion: StageConversion): undefined {
  if (/^run\b/i.test(instruction.args.text)) report(conversion, instruction, message('ONBUILD runs in builds that nobody sees here'));
}
