import type { BuildInstruction } from '../../core/build';
import type { TextEdit } from '../../core/range';
import { sourceRange } from '../source';
import type { StartScene } from './scene';
import type { Target } from '../target';

/** The program that an image starts, where its PATH does not name the folder: Node.js of Distroless. */
export function programOutsidePath({ contents, programs }: Pick<Target, 'contents' | 'programs'>): { readonly name: string; readonly path: string } | undefined {
  const name = contents.entrypoint.split(' ', 1)[0]?.split('/').at(-1) ?? '';
  const path = name === '' ? undefined : [...(programs ?? [])].find(each => each.startsWith('/') && each.endsWith(`/${name}`));
  return path === undefined ? undefined : { name, path };
}

/** The first word of an instruction in the exec form, with the folder that its program is in; nothing where that word is changed already. */
export function byFullPath({ args, words }: BuildInstruction, edits: readonly TextEdit[], { target, ownPath }: StartScene): TextEdit[] {
  const program = ownPath ? undefined : programOutsidePath(target);
  const isChanged = edits.some(({ range }) => range.start < range.end && range.start >= words.start && range.end <= words.end);
  const match = program && !isChanged ? /^(?:cmd\s+)?\[\s*"([^"\\]*)"/i.exec(args.text) : null;
  if (!program || match?.[1] !== program.name) return [];
  const start = match[0].length - 1 - program.name.length;
  return [{ range: sourceRange(args, start, start + program.name.length), newText: program.path }];
}

/** As `byFullPath`, of the exec form that is about to be written. */
export function withFullPath(exec: string, { target, ownPath }: StartScene): string {
  const program = ownPath ? undefined : programOutsidePath(target);
  const first = program && `["${program.name}"`;
  return first && exec.startsWith(first) ? `["${program.path}"${exec.slice(first.length)}` : exec;
}
