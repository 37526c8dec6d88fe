import { render } from '../core/message';
import type { EntryTally, UnusedEntry } from '../service/unused-entries';
import type { CommandInput } from './command';
import type { FindingRow } from './finding-row';
import { createPlaces } from './position';
import { absolute, shownPath } from './workspace';

export type { EntryTally };

/** The entries of the policy that hid nothing; none where not all was looked at that they could be for. */
export async function unusedEntries(tally: EntryTally, input: CommandInput): Promise<readonly { readonly entry: UnusedEntry; readonly row: FindingRow }[]> {
  if (!isWhole(input)) return [];
  const { runtime } = input;
  return Promise.all(tally.unused().map(async entry => {
    const { path, range, rule, severity } = entry;
    const text = (await runtime.files.readText(path)) ?? '';
    const reference = text.slice(range.start, range.end).split(/\r?\n/, 1)[0] as string;
    const row = { file: shownPath(runtime, path), ...createPlaces(text)(range), rule, severity, message: render(entry.message), reference };
    return { entry, row };
  }));
}

/** All that the policy of the working directory is for. */
function isWhole({ runtime, args: { operands } }: CommandInput): boolean {
  return !runtime.signal.aborted && (operands.length === 0 || operands.some(operand => absolute(runtime, operand) === runtime.workingDirectory));
}
