import type { Stage } from '../core/build';
import { valueOf } from '../core/fact';
import type { ImageContents } from '../core/image-contents';
import { message } from '../core/message';
import { fitFinding, type FitPlace } from './fit/place';
import { programName } from './fit/shell-places';
import { shown } from './finding';
import type { Rule } from './rule';
import { shippedStages, surroundingsOf, type Surroundings } from './surroundings';

export const entrypointDiffers: Rule = {
  id: 'entrypoint-differs',
  concern: 'fit',
  severity: 'information',
  summary: message("What looks like a command becomes an argument of the image's ENTRYPOINT"),
  explanation: message(
    'With `ENTRYPOINT ["node"]` in the image, `CMD ["node", "server.js"]` runs `node node server.js`. Images that do the same job differ in their ENTRYPOINT: leave the program out of CMD or args, or set the ENTRYPOINT (in a manifest: the command) yourself.',
  ),
  needs: ['contents'],
  check({ use, document, facts }) {
    const contents = valueOf(facts.contents);
    const { reference } = use;
    const around = contents && contents.entrypoint !== '' ? surroundingsOf(use, document) : undefined;
    if (!reference || !contents || !around) return [];
    return fitFinding(entrypointDiffers, use, {
      places: argumentPlaces(around, contents),
      said: ({ what }) => message('{0} becomes an argument of {1}, the ENTRYPOINT of {2}', what, contents.entrypoint, shown(reference)),
    });
  },
};

/** Commands that the image's own ENTRYPOINT would be given as arguments, and could make nothing of. */
export function argumentPlaces(around: Surroundings, { entrypoint }: ImageContents): readonly FitPlace[] {
  if (entrypoint === '') return [];
  if (around.kind === 'workload') {
    const { command, args } = around.workload;
    return !command && args && isMisread(args.words, entrypoint) ? [{ range: args.range, what: args.words[0] ?? '' }] : [];
  }
  return inStages(shippedStages(around.stages), entrypoint);
}

function inStages(stages: readonly Stage[], entrypoint: string): readonly FitPlace[] {
  const instructions = stages.flatMap(stage => stage.instructions);
  if (instructions.some(({ keyword }) => keyword === 'entrypoint')) return [];
  const command = instructions.findLast(({ keyword }) => keyword === 'cmd');
  if (!command || command.args.text === '') return [];
  // The shell form is `/bin/sh -c …`, which no ENTRYPOINT but a shell's takes.
  const words = command.exec ?? ['/bin/sh', '-c'];
  return isMisread(words, entrypoint) ? [{ range: command.words, what: command.exec ? (words[0] ?? '') : 'CMD' }] : [];
}

/** Programs that take a file to run as their first argument. */
const interpreters: ReadonlySet<string> = new Set(['node', 'python', 'python3', 'java', 'ruby', 'php', 'dotnet', 'rustc', 'gcc']);
const shells: ReadonlySet<string> = new Set(['sh', 'bash', 'ash', 'dash']);

function isMisread(words: readonly string[], entrypoint: string): boolean {
  const [first = ''] = words;
  const program = programName(entrypoint.split(' ')[0]);
  // Scripts and init programs start what they are given.
  if (first === '' || first.startsWith('-') || program.endsWith('.sh') || ['tini', 'dumb-init', 'env'].includes(program) || shells.has(program)) return false;
  if (programName(first) === program || shells.has(programName(first))) return true;
  return interpreters.has(program) && /^[a-z][\w-]*$/.test(first);
}
