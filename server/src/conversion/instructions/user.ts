import type { BuildInstruction, SourceText } from '../../core/build';
import { report } from '../group';
import { resolveOwner } from '../known-accounts';
import { replacement } from '../source';
import { accountsOf, type StageConversion } from '../stage-conversion';

/** `USER app:app`. */
export function convertUser(instruction: BuildInstruction, conversion: StageConversion): undefined {
  convertOwner(instruction.args, 0, { instruction, conversion });
}

const chown = '--chown=';

/** `COPY --chown=app:app`. */
export function convertChown(instruction: BuildInstruction, conversion: StageConversion): void {
  const flag = instruction.flags.find(({ text }) => text.startsWith(chown));
  if (flag) convertOwner(flag, chown.length, { instruction, conversion });
}

/** Writes the accounts that a text names from `start` on as the new image knows them. */
function convertOwner(text: SourceText, start: number, { instruction, conversion }: { instruction: BuildInstruction; conversion: StageConversion }): void {
  const owner = text.text.slice(start);
  const resolved = resolveOwner(owner, accountsOf(conversion));
  if ('reason' in resolved) report(conversion, instruction, resolved.reason);
  else if (resolved.name !== owner) conversion.edits.push(replacement(text, { start, end: text.text.length }, resolved.name));
}
