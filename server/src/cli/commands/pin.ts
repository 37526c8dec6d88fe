import { message, render } from '../../core/message';
import type { EditPlan } from '../../service/image-service';
import { evidence } from '../evidence';
import type { Command, CommandInput } from '../command';
import { actionConsent } from '../consent';
import { patchOf, writeEdits } from '../edits';
import { createPlaces } from '../position';
import { sourceFiles, type SourceFile } from '../workspace';

interface PlannedFile {
  readonly file: SourceFile;
  readonly plan: EditPlan;
  /** Why the file could not be written, when that failed. */
  failure?: string;
}

/** Adds the digest that its registry serves now to every reference without one. */
export const pin: Command = {
  name: 'pin',
  async run(input) {
    const { runtime, args } = input;
    const planned: PlannedFile[] = [];
    for await (const file of sourceFiles(runtime, args.operands, input.policies)) {
      const plan = await runtime.service.pinAll(file.document, file.context, {
        consent: actionConsent(args),
        signal: runtime.signal,
      });
      planned.push({ file, plan });
    }
    if (!args.dryRun) for (const each of planned) await write(each, input);
    await report(planned, input);
    return planned.some(isIncomplete) ? 1 : 0;
  },
};

async function write(each: PlannedFile, { runtime }: CommandInput): Promise<void> {
  const failure = await writeEdits(each.file, each.plan.edits, runtime);
  if (failure !== undefined) each.failure = failure;
}

function isIncomplete({ plan, failure }: PlannedFile): boolean {
  return failure !== undefined || plan.left.some(({ kind }) => kind === 'failed');
}

async function report(planned: readonly PlannedFile[], input: CommandInput): Promise<void> {
  const { runtime, args, bundle } = input;
  for (const { file, plan } of planned) {
    const placeOf = createPlaces(file.document.text);
    for (const { use, kind, reason } of plan.left) {
      if (kind === 'skipped' && args.quiet) continue;
      const said = kind === 'failed' ? message('{0}: {1}', use.raw, reason) : message('{0} is left as it is: {1}', use.raw, reason);
      runtime.err(`${file.shown}:${placeOf(use.range).line}: ${render(said, bundle)}\n`);
    }
  }
  if (args.format === 'json') return writeJson(planned, input);
  for (const each of planned) runtime.out(args.dryRun ? patchOf(each.file, each.plan.edits) : changes(each));
}

function changes({ file, plan, failure }: PlannedFile): string {
  if (failure !== undefined) return '';
  const placeOf = createPlaces(file.document.text);
  return plan.changed.map(({ use, from, to }) => `${file.shown}:${placeOf(use.site.range).line}: ${from} -> ${to}\n`).join('');
}

async function writeJson(planned: readonly PlannedFile[], { runtime, policies }: CommandInput): Promise<void> {
  const changed: object[] = [];
  const left: object[] = [];
  for (const { file, plan, failure } of planned) {
    const placeOf = createPlaces(file.document.text);
    for (const { use, from, to } of plan.changed) {
      const line = placeOf(use.site.range).line;
      if (failure === undefined) changed.push({ file: file.shown, line, from, to });
      else left.push({ file: file.shown, line, reference: from, reason: failure });
    }
    for (const { use, reason } of plan.left) {
      left.push({ file: file.shown, line: placeOf(use.range).line, reference: use.raw, reason: render(reason) });
    }
  }
  runtime.out(`${JSON.stringify({ ...evidence(runtime, await policies.floor()), changed, left }, null, 2)}\n`);
}
