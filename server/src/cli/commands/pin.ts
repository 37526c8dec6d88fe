import type { EditPlan } from '../../service/image-service';
import type { Command, CommandInput } from '../command';
import { actionConsent } from '../consent';
import { isIncomplete, leftLines, noteLines, writeFiles, writeJsonReport, type EditedFile } from '../edited-files';
import { patchOf } from '../edits';
import { createPlaces } from '../position';
import { sourceFiles, type SourceFile } from '../workspace';

/** Adds the digest that its registry serves now to every reference without one. */
export const pin: Command = {
  name: 'pin',
  async run(input) {
    const { runtime, args } = input;
    const planned: EditedFile[] = [];
    for await (const file of sourceFiles(runtime, args.operands, input.policies)) {
      const plan = await runtime.service.pinAll(file.document, file.context, {
        consent: await actionConsent(args, runtime),
        signal: runtime.signal,
      });
      planned.push(toEdited(file, plan));
    }
    if (!args.dryRun) await writeFiles(planned, input);
    await report(planned, input);
    return planned.some(isIncomplete) ? 1 : 0;
  },
};

/** A change is told where the reference is written, which an ARG may have elsewhere than the use. */
function toEdited(file: SourceFile, { edits, changed, left, notes = [] }: EditPlan): EditedFile {
  return {
    file,
    edits,
    changed: changed.map(({ use, from, to }) => ({ range: use.site.range, from, to })),
    left: left.map(({ use, kind, reason }) => ({ range: use.range, reference: use.raw, kind, reason })),
    notes: notes.map(({ use, reason }) => ({ range: use.site.range, reference: use.site.raw, reason })),
  };
}

async function report(planned: readonly EditedFile[], input: CommandInput): Promise<void> {
  const { runtime, args } = input;
  for (const each of planned) runtime.err(leftLines(each, input) + noteLines(each, input));
  if (args.format === 'json') return writeJsonReport(planned, input);
  for (const each of planned) runtime.out(args.dryRun ? patchOf(each.file, each.edits) : changedLines(each));
}

function changedLines({ file, changed, failure }: EditedFile): string {
  if (failure !== undefined) return '';
  const placeOf = createPlaces(file.document.text);
  return changed.map(({ range, from, to }) => `${file.shown}:${placeOf(range).line}: ${from} -> ${to}\n`).join('');
}
