import { copiedFrom, wordsOf, type BuildInstruction } from '../../core/build';
import { report } from '../group';
import { foreignPlace } from '../foreign';
import type { StageConversion } from '../stage-conversion';
import { convertChown } from './user';
import { keepWorkdir } from './workdir';

/** COPY and ADD: where things go, and whose they become. */
export function convertCopy(instruction: BuildInstruction, conversion: StageConversion): undefined {
  const words = wordsOf(instruction);
  const to = words.at(-1) ?? '';
  checkDestination(to, instruction, conversion);
  if (bringsAccounts(words, to)) conversion.state.ownPasswd = true;
  convertChown(instruction, conversion);
  keepWorkdir(to, instruction, conversion);
}

/** What another stage has installed below /usr/local is laid out as its image is; of the build's own files only the path counts. */
function checkDestination(to: string, instruction: BuildInstruction, conversion: StageConversion): void {
  const { group: { upstream }, target } = conversion;
  const taken = copiedFrom(instruction) !== undefined;
  if (!taken) report(conversion, instruction, foreignPlace(to, upstream, { target, taken }));
  else if (/^\/usr\/local(?:\/lib.*)?\/?$/.test(to)) report(conversion, instruction, foreignPlace(`${to} `, upstream, { target, taken }));
}

function bringsAccounts(words: readonly string[], to: string): boolean {
  return /^\/etc(?:\/passwd)?\/?$/.test(to) && words.some(word => /passwd$/.test(word));
}
