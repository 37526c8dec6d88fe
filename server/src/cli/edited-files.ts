import { message, render, type Message } from '../core/message';
import type { Range, TextEdit } from '../core/range';
import type { CommandInput } from './command';
import { writeEdits } from './edits';
import { evidence } from './evidence';
import { createPlaces } from './position';
import type { SourceFile } from './source-files';

/** What a command changes in a file and what it leaves. Ranges are those of the file before. */
export interface EditedFile {
  readonly file: SourceFile;
  readonly edits: readonly TextEdit[];
  readonly changed: readonly { readonly range: Range; readonly from: string; readonly to: string }[];
  readonly left: readonly { readonly range: Range; readonly reference: string; readonly kind: 'skipped' | 'failed'; readonly reason: Message }[];
  /** What is to be said of what is changed. */
  readonly notes?: readonly { readonly range: Range; readonly reference: string; readonly reason: Message }[];
  /** Why the file could not be written, when that failed. */
  failure?: string;
}

export async function writeFiles(all: readonly EditedFile[], { runtime }: CommandInput): Promise<void> {
  for (const each of all) {
    const failure = await writeEdits(each.file, each.edits, runtime);
    if (failure !== undefined) each.failure = failure;
  }
}

/** Not all that was asked for is done. */
export function isIncomplete({ left, failure }: EditedFile): boolean {
  return failure !== undefined || left.some(({ kind }) => kind === 'failed');
}

/** A line for everything that is to be said of what is changed: not only where somebody wants to hear more. */
export function noteLines({ file, notes = [], failure }: EditedFile, { bundle }: CommandInput): string {
  if (failure !== undefined) return '';
  const placeOf = createPlaces(file.document.text);
  return notes.map(({ range, reference, reason }) => `${file.shown}:${placeOf(range).line}: ${render(message('{0}: {1}', reference, reason), bundle)}\n`).join('');
}

/** A line with its reason for everything that is left. */
export function leftLines({ file, changed, left }: EditedFile, { args, bundle }: CommandInput): string {
  const placeOf = createPlaces(file.document.text);
  // Something may be said of what was changed, too.
  const isChanged = (range: Range): boolean => changed.some(change => change.range.start === range.start);
  return left
    .filter(({ kind }) => kind === 'failed' || !args.quiet)
    .map(({ kind, range, reference, reason }) => {
      const said = kind === 'failed' || isChanged(range) ? message('{0}: {1}', reference, reason) : message('{0} is left as it is: {1}', reference, reason);
      return `${file.shown}:${placeOf(range).line}: ${render(said, bundle)}\n`;
    })
    .join('');
}

/** The JSON report. What could not be written is left, too. */
export async function writeJsonReport(all: readonly EditedFile[], { runtime, policies }: CommandInput): Promise<void> {
  const changed: object[] = [];
  const left: object[] = [];
  for (const each of all) {
    const { file, failure } = each;
    const placeOf = createPlaces(file.document.text);
    for (const { range, from, to } of each.changed) {
      const { line } = placeOf(range);
      if (failure === undefined) changed.push({ file: file.shown, line, from, to });
      else left.push({ file: file.shown, line, reference: from, reason: failure });
    }
    for (const { range, reference, reason } of each.left) left.push({ file: file.shown, line: placeOf(range).line, reference, reason: render(reason) });
  }
  runtime.out(`${JSON.stringify({ ...evidence(runtime, await policies.floor(), runtime.service.trustRoot()), changed, left }, null, 2)}\n`);
}
