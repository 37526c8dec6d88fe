import { spelling } from '../core/image-use';
import type { EditPlan } from '../service/image-service';
import type { CommandInput } from './command';
import { isIncomplete, leftLines, noteLines, writeFiles, writeJsonReport, type EditedFile } from './edited-files';
import { patchOf } from './edits';
import { createPlaces } from './position';
import type { ExitCode } from './runtime';
import { sourceFiles, type SourceFile } from './source-files';

interface Planning {
  readonly planFor: (file: SourceFile) => Promise<EditPlan>;
  /** Beside a patch, what changes is listed as well: on standard error, so that the patch stays one. */
  readonly listed?: boolean;
}

/** Plans every file, writes what is to be written, and reports: what `pin` and `update` have in common. */
export async function runPlans(input: CommandInput, { planFor, listed = false }: Planning): Promise<ExitCode> {
  const { runtime, args, policies } = input;
  const planned: EditedFile[] = [];
  for await (const file of sourceFiles(runtime, args.operands, policies)) {
    if (!file.document.onlyShown) planned.push(toEdited(file, await planFor(file)));
  }
  if (!args.dryRun) await writeFiles(planned, input);
  for (const each of planned) runtime.err(leftLines(each, input) + noteLines(each, input));
  if (args.format === 'json') await writeJsonReport(planned, input);
  else for (const each of planned) writeText(each, input, listed);
  return planned.some(isIncomplete) ? 1 : 0;
}

function writeText(each: EditedFile, { runtime, args }: CommandInput, listed: boolean): void {
  if (!args.dryRun) return runtime.out(changedLines(each));
  if (listed && !args.quiet) runtime.err(changedLines(each));
  runtime.out(patchOf(each.file, each.edits));
}

/** A change is told where the reference is written, which an ARG may have elsewhere than the use. */
function toEdited(file: SourceFile, { edits, changed, left, notes = [] }: EditPlan): EditedFile {
  return {
    file,
    edits,
    changed: changed.map(({ use, from, to }) => ({ range: use.site.range, from, to })),
    left: left.map(({ use, kind, reason }) => ({ range: use.range, reference: use.raw, kind, reason })),
    notes: notes.map(({ use, reason }) => ({ range: use.site.range, reference: spelling(use), reason })),
  };
}

function changedLines({ file, changed, failure }: EditedFile): string {
  if (failure !== undefined) return '';
  const placeOf = createPlaces(file.document.text);
  return changed.map(({ range, from, to }) => `${file.shown}:${placeOf(range).line}: ${from} -> ${to}\n`).join('');
}
