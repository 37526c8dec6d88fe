import type { BuildInstruction } from '../../core/build';
import { baseName } from '../../core/path';
import type { TextEdit } from '../../core/range';
import { execWords } from '../exec-form';
import { sourceRange } from '../source';
import { shells } from '../../core/shells';
import type { StartScene } from './scene';

const passing: ReadonlySet<string> = new Set(['tini', 'dumb-init', 'env', ...shells]);

/** What the image's own ENTRYPOINT would be given as arguments. */
export function besideEntrypoint(command: BuildInstruction, edits: readonly TextEdit[], { target, upstream, lines, ownPath }: StartScene): TextEdit[] {
  const { entrypoint } = target.contents;
  const isShellForm = !command.exec && !edits.some(({ range }) => range.start >= command.words.start && range.end <= command.words.end);
  const words = isShellForm ? ['/bin/sh'] : (command.exec ?? execWords(command.args.text) ?? []);
  const [first = ''] = words;
  const own = entrypoint.split(' ');
  if (!command.exec && !isShellForm && !ownPath && own.length < words.length && repeats(own, words)) return [];
  const program = baseName(own[0] ?? '');
  if (entrypoint === '' || first === '' || first.startsWith('-') || program.endsWith('.sh') || passing.has(program)) return [];
  // Official images start whatever they are given; images of a single tool take it for arguments.
  if (upstream.name === '' && baseName(first) !== program && !shells.has(baseName(first))) return [];
  const dropped = command.exec && !ownPath && repeats(own, words) ? dropWords(command, own.length) : undefined;
  return dropped ? [dropped] : [lines.before(command, 'ENTRYPOINT []')];
}

export function repeats(own: readonly string[], words: readonly string[]): boolean {
  return own.every((word, index) => baseName(word) === baseName(words[index] ?? ''));
}

/** `CMD ["node", "server.js"]` without its first words. Undefined where they do not stand in one piece, or nothing would be left. */
function dropWords({ args, exec }: BuildInstruction, count: number): TextEdit | undefined {
  if (!exec || exec.length <= count) return undefined;
  const [open] = /^\[\s*/.exec(args.text) ?? [''];
  const strings = [...args.text.matchAll(/"(?:[^"\\]|\\.)*"/g)];
  const [first, kept] = [strings[0], strings[count]];
  if (!first || !kept || first.index !== open.length) return undefined;
  const range = sourceRange(args, first.index, kept.index);
  return range.end - range.start === kept.index - first.index ? { range, newText: '' } : undefined;
}
