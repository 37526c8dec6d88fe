import { message } from '../../core/message';
import { familiarReference, withDigest } from '../../core/reference';
import { effectiveProgram } from '../requirements';
import type { Recipe } from './recipe';
import { join, valueOfFlag } from './shape';

const tools: ReadonlySet<string> = new Set(['cargo', 'rustup', 'strip']);

/** `cargo build`, and the image starts something below `target`; or `cargo install --root`. */
export const rust: Recipe = {
  images: ['rust'],
  tools,
  plan({ commands, folders: runIn, start, workdir, reference }) {
    const folder = workdir ?? '/';
    const program = join(folder, start[0] ?? '');
    const outputs = commands.flatMap(command => {
      if (effectiveProgram(command) !== 'cargo') return [];
      const at = runIn.get(command) ?? '/';
      const words = command.words.map(({ value }) => value);
      if (words.includes('build')) return [`${join(at, valueOfFlag(command, '--target-dir') ?? 'target')}/`];
      const root = words.includes('install') ? valueOfFlag(command, '--root') : undefined;
      return root === undefined ? [] : [`${join(at, root)}/bin/`];
    });
    if (!(start[0] ?? '').includes('/') || !outputs.some(each => program.startsWith(each))) return message('{0} is not what the build makes', start[0] ?? '');
    return { alone: true, base: familiarReference(withDigest(reference, undefined)), copies: [program] };
  },
};
