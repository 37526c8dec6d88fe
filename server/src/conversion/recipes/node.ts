import { message } from '../../core/message';
import { familiarReference, withDigest } from '../../core/reference';
import { effectiveProgram } from '../requirements';
import type { Recipe } from './recipe';

const tools: ReadonlySet<string> = new Set(['npm', 'yarn', 'pnpm', 'corepack', 'node', 'npx', 'tsc']);

/** Everything is in one folder, and `node` starts a file of it. */
export const node: Recipe = {
  images: ['node'],
  tools,
  plan({ commands, start, workdir, reference }) {
    if (!commands.some(command => tools.has(effectiveProgram(command) ?? ''))) return message('nothing is built');
    const global = commands.some(({ words }) => words.some(({ value }) => value === '-g' || value === '--global' || value === 'global'));
    if (global) return message('packages are installed globally');
    if (!/^(?:\/\S*\/)?node$/.test(start[0] ?? '')) return message('{0} starts it, and the image to run it has node alone', start[0] ?? '');
    if (workdir === undefined || workdir === '/' || workdir.includes('$')) return message('there is no WORKDIR that holds everything');
    return { base: familiarReference(withDigest(reference, undefined)), copies: [workdir] };
  },
};
