import { render } from '../../core/message';
import type { ConversionChange } from '../../service/conversion';
import type { Command, CommandInput } from '../command';
import { actionConsent } from '../consent';
import { isIncomplete, leftLines, noteLines, writeFiles, writeJsonReport, type EditedFile } from '../edited-files';
import { patchOf } from '../edits';
import { createPlaces } from '../position';
import { sourceFiles } from '../source-files';

interface ConvertedFile extends EditedFile {
  readonly changed: readonly ConversionChange[];
}

/** Rewrites Dockerfiles for hardened images. */
export const convert: Command = {
  name: 'convert',
  async run(input) {
    const { runtime, args } = input;
    const converted: ConvertedFile[] = [];
    for await (const file of sourceFiles(runtime, args.operands, input.policies)) {
      if (!file.document.readBuild || file.document.limited) continue;
      const options = { consent: await actionConsent(args, runtime), signal: runtime.signal, ...(args.to ? { to: args.to } : {}) };
      const { edits, changes, left } = await runtime.service.convert(file.document, file.context, options);
      converted.push({ file, edits, changed: changes, left, notes: notesOf(changes) });
    }
    if (!args.dryRun) await writeFiles(converted, input);
    await report(converted, input);
    return converted.some(isIncomplete) ? 1 : 0;
  },
};

function notesOf(changes: readonly ConversionChange[]): NonNullable<EditedFile['notes']> {
  return changes.flatMap(({ range, to, note }) => (note ? [{ range, reference: to, reason: note }] : []));
}

async function report(converted: readonly ConvertedFile[], input: CommandInput): Promise<void> {
  const { runtime, args } = input;
  for (const each of converted) runtime.err(leftLines(each, input) + noteLines(each, input));
  if (args.format === 'json') return writeJsonReport(converted, input);
  for (const each of converted) {
    if (args.dryRun) {
      // A patch on standard output stays a patch.
      if (!args.quiet) runtime.err(changedLines(each, input));
      runtime.out(patchOf(each.file, each.edits));
    } else if (each.failure === undefined) runtime.out(changedLines(each, input));
  }
}

/** Every change, and beside an image what will be different on it. */
function changedLines({ file, changed }: ConvertedFile, { bundle }: CommandInput): string {
  const placeOf = createPlaces(file.document.text);
  return changed.map(({ range, from, to, differences }) => {
    const line = `${file.shown}:${placeOf(range).line}: ${arrow(from, to)}\n`;
    return line + differences.map(difference => `    - ${render(difference, bundle)}\n`).join('');
  }).join('');
}

function arrow(from: string, to: string): string {
  const oneLine = (text: string): string => text.replace(/\s*\\?\r?\n\s*/g, ' ');
  if (from === '') return `+ ${oneLine(to)}`;
  return to === '' ? `- ${oneLine(from)}` : `${oneLine(from)} -> ${oneLine(to)}`;
}
