import { message } from '../../core/message';
import { familiarReference, withDigest } from '../../core/reference';
import { effectiveProgram } from '../requirements';
import type { Recipe } from './recipe';
import { runningOf } from '../shell-text';
import { readScript } from '../shell/commands';

const tools: ReadonlySet<string> = new Set(['pip', 'pip3', 'python', 'python3']);
const environment = '/venv';

/** Packages go into an environment of their own, which is copied with the folder that holds everything else. */
export const python: Recipe = {
  images: ['python'],
  tools,
  plan({ document, stage, commands, start, workdir, reference }) {
    const installs = commands.filter(({ words }) => words.some(({ value }) => value === 'install'));
    if (installs.length === 0) return message('nothing is built');
    const elsewhere = commands.some(({ words }) => words.some(({ value = '' }) => /^(?:--user|--target|-t|--prefix|--root|venv|virtualenv)(?:=|$)/.test(value)));
    if (elsewhere) return message('packages are installed in a place of their own');
    if (workdir === undefined || workdir === '/' || workdir.includes('$')) return message('there is no WORKDIR that holds everything');
    if (/\.sh$/.test(start[0] ?? '') || (start[0] ?? '').startsWith('/')) return message('{0} may be a script, and the new image has no shell', start[0] ?? '');
    const first = stage.instructions.find(instruction => instruction.keyword === 'run' && callsPip(instruction, document));
    if (!first) return message('nothing is built');
    const path = `ENV PATH=${environment}/bin:$PATH`;
    return {
      base: familiarReference(withDigest(reference, undefined)),
      copies: [environment, workdir],
      lines: [path],
      before: { instruction: first, lines: [`RUN python -m venv ${environment}`, path] },
    };
  },
};

function callsPip(instruction: Parameters<typeof runningOf>[0], document: string): boolean {
  const running = runningOf(instruction, document);
  const script = running.kind === 'shell' ? readScript(running.shell.text.text) : undefined;
  return script?.commands.some(command => tools.has(effectiveProgram(command) ?? '')) === true;
}
