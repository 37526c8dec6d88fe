import { createTwoFilesPatch } from 'diff';
import { applyEdits, type TextEdit } from '../core/range';
import type { CliRuntime } from './runtime';
import type { SourceFile } from './source-files';

/** Writes a file with its edits made. Gives why not, when that failed, and says so. */
export async function writeEdits({ path, shown, document: { text } }: SourceFile, edits: readonly TextEdit[], runtime: CliRuntime): Promise<string | undefined> {
  if (edits.length === 0) return undefined;
  try {
    await runtime.files.replace(path, text, applyEdits(text, edits));
    return undefined;
  } catch (error) {
    const failure = error instanceof Error ? error.message : String(error);
    runtime.err(`${shown}: ${failure}\n`);
    return failure;
  }
}

/** What would change, as a patch that other tools can apply; empty when nothing does. */
export function patchOf({ shown, document: { text } }: SourceFile, edits: readonly TextEdit[]): string {
  if (edits.length === 0) return '';
  const whole = createTwoFilesPatch(`a/${shown}`, `b/${shown}`, text, applyEdits(text, edits));
  // The library puts a line of `=` on top, which no patch needs.
  return whole.slice(whole.indexOf('--- '));
}
