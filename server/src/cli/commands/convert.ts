import { message, render, type Message } from '../../core/message';
import type { Conversion } from '../../service/conversion';
import type { Command, CommandInput } from '../command';
import { actionConsent } from '../consent';
import { patchOf, writeEdits } from '../edits';
import { evidence } from '../evidence';
import { createPlaces } from '../position';
import { sourceFiles, type SourceFile } from '../workspace';

interface ConvertedFile {
  readonly file: SourceFile;
  readonly conversion: Conversion;
  /** Why the file could not be written, when that failed. */
  failure?: string;
}

/** Rewrites Dockerfiles for hardened images. */
export const convert: Command = {
  name: 'convert',
  async run(input) {
    const { runtime, args } = input;
    const converted: ConvertedFile[] = [];
    for await (const file of sourceFiles(runtime, args.operands, input.policies)) {
      if (!file.document.readBuild || file.document.limited) continue;
      const options = { consent: actionConsent(args), signal: runtime.signal, ...(args.to ? { to: args.to } : {}) };
      converted.push({ file, conversion: await runtime.service.convert(file.document, file.context, options) });
    }
    if (!args.dryRun) for (const each of converted) await write(each, input);
    await report(converted, input);
    return converted.some(isIncomplete) ? 1 : 0;
  },
};

async function write(each: ConvertedFile, { runtime }: CommandInput): Promise<void> {
  const failure = await writeEdits(each.file, each.conversion.edits, runtime);
  if (failure !== undefined) each.failure = failure;
}

function isIncomplete({ conversion, failure }: ConvertedFile): boolean {
  return failure !== undefined || conversion.left.some(({ kind }) => kind === 'failed');
}

async function report(converted: readonly ConvertedFile[], input: CommandInput): Promise<void> {
  const { runtime, args } = input;
  for (const each of converted) runtime.err(leftLines(each, input));
  if (args.format === 'json') return writeJson(converted, input);
  for (const each of converted) {
    if (args.dryRun) {
      // A patch on standard output stays a patch.
      if (!args.quiet) runtime.err(changeLines(each, input));
      runtime.out(patchOf(each.file, each.conversion.edits));
    } else if (each.failure === undefined) runtime.out(changeLines(each, input));
  }
}

function leftLines({ file, conversion }: ConvertedFile, { args, bundle }: CommandInput): string {
  const placeOf = createPlaces(file.document.text);
  const isChanged = (start: number): boolean => conversion.changes.some(({ range }) => range.start === start);
  const said = ({ kind, range, reference, reason }: Conversion['left'][number]): Message =>
    kind === 'failed' || isChanged(range.start) ? message('{0}: {1}', reference, reason) : message('{0} is left as it is: {1}', reference, reason);
  return conversion.left
    .filter(({ kind }) => kind === 'failed' || !args.quiet)
    .map(left => `${file.shown}:${placeOf(left.range).line}: ${render(said(left), bundle)}\n`)
    .join('');
}

/** Every change, and beside an image what will be different on it. */
function changeLines({ file, conversion }: ConvertedFile, { bundle }: CommandInput): string {
  const placeOf = createPlaces(file.document.text);
  return conversion.changes.map(({ range, from, to, differences }) => {
    const line = `${file.shown}:${placeOf(range).line}: ${arrow(from, to)}\n`;
    return line + differences.map(difference => `    - ${render(difference, bundle)}\n`).join('');
  }).join('');
}

function arrow(from: string, to: string): string {
  const oneLine = (text: string): string => text.replace(/\s*\\?\r?\n\s*/g, ' ');
  if (from === '') return `+ ${oneLine(to)}`;
  return to === '' ? `- ${oneLine(from)}` : `${oneLine(from)} -> ${oneLine(to)}`;
}

async function writeJson(converted: readonly ConvertedFile[], { runtime, policies }: CommandInput): Promise<void> {
  const changed: object[] = [];
  const left: object[] = [];
  for (const { file, conversion, failure } of converted) {
    const placeOf = createPlaces(file.document.text);
    for (const { range, from, to } of conversion.changes) {
      const { line } = placeOf(range);
      if (failure === undefined) changed.push({ file: file.shown, line, from, to });
      else left.push({ file: file.shown, line, reference: from, reason: failure });
    }
    for (const { range, reference, reason } of conversion.left) left.push({ file: file.shown, line: placeOf(range).line, reference, reason: render(reason) });
  }
  runtime.out(`${JSON.stringify({ ...evidence(runtime, await policies.floor()), changed, left }, null, 2)}\n`);
}
