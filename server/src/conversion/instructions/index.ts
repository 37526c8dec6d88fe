import type { BuildInstruction } from '../../core/build';
import { report } from '../group';
import { foreignPlace, foreignVariable, rootsPlace } from '../foreign';
import type { StageConversion } from '../stage-conversion';
import { convertCopy } from './copy';
import { checkOnbuild } from './onbuild';
import { stays, type Handler, type Outcome } from './outcome';
import { convertRun } from './run';
import { checkShell } from './shell';
import { convertUser } from './user';
import { noteWorkdir } from './workdir';

/** Who looks after an instruction. How the image starts is another matter: of several stages one says it. */
const handlers: ReadonlyMap<string, Handler> = new Map<string, Handler>([
  ['run', convertRun],
  ['copy', convertCopy],
  ['add', convertCopy],
  ['user', convertUser],
  ['workdir', noteWorkdir],
  ['shell', checkShell],
  ['onbuild', checkOnbuild],
]);

/** Rewrites an instruction for the new image. */
export function convertInstruction(instruction: BuildInstruction, conversion: StageConversion): Outcome {
  checkWords(instruction, conversion);
  return handlers.get(instruction.keyword)?.(instruction, conversion) ?? stays;
}

/** What any instruction may name, and only the old image has. */
function checkWords(instruction: BuildInstruction, conversion: StageConversion): void {
  const { keyword, args } = instruction;
  const { group, target, defined, shipped } = conversion;
  if (keyword !== 'user') report(conversion, instruction, foreignVariable(args.text, defined, target));
  if (keyword !== 'copy' && keyword !== 'add') report(conversion, instruction, foreignPlace(args.text, group.upstream, { target, taken: false }));
  if (shipped) report(conversion, instruction, rootsPlace(instruction, target));
}
