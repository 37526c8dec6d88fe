import type { Stage } from '../core/build';
import { valueOf } from '../core/fact';
import { message } from '../core/message';
import { baseName } from '../core/path';
import { fitFinding, type FitPlace } from './fit/place';
import { isShell, startedBy, startsWhatItIsGiven } from './fit/programs';
import { startOf } from './fit/start';
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
      places: argumentPlaces(around, contents.entrypoint.split(' ')),
      said: ({ what }) => message('{0} becomes an argument of {1}, the ENTRYPOINT of {2}', what, contents.entrypoint, shown(reference)),
    });
  },
};

/** Commands that the image's own ENTRYPOINT would be given as arguments, and could make nothing of. */
function argumentPlaces(around: Surroundings, entrypoint: readonly string[]): readonly FitPlace[] {
  if (around.kind === 'stages') return inStages(shippedStages(around.stages), entrypoint);
  const { command, args } = around.workload;
  return !command && args && isMisread(args.words, entrypoint) ? [{ range: args.range, what: args.words[0] ?? '' }] : [];
}

function inStages(shipped: readonly Stage[], own: readonly string[]): readonly FitPlace[] {
  const { entrypoint, cmd } = startOf(shipped);
  if (entrypoint || !cmd || cmd.args.text === '') return [];
  // The shell form is `/bin/sh -c …`, which no ENTRYPOINT but a shell's takes.
  const words = cmd.exec ?? ['/bin/sh', '-c'];
  return isMisread(words, own) ? [{ range: cmd.words, what: cmd.exec ? (words[0] ?? '') : 'CMD' }] : [];
}

/** Programs that come with a language, and that its interpreter would look for as a file to run. */
const programsBeside: readonly { readonly interpreter: RegExp; readonly programs: ReadonlySet<string> }[] = [
  { interpreter: /^node(?:js)?$/, programs: new Set(['node', 'nodejs', 'npm', 'npx', 'yarn', 'pnpm', 'corepack', 'bun', 'deno', 'tsx', 'ts-node', 'nodemon', 'pm2', 'next']) },
  { interpreter: /^python[\d.]*$/, programs: new Set(['python', 'python2', 'python3', 'pip', 'pip3', 'uv', 'poetry', 'pipenv', 'gunicorn', 'uvicorn', 'hypercorn', 'celery', 'flask', 'fastapi', 'streamlit', 'django-admin']) },
  { interpreter: /^java$/, programs: new Set(['java', 'mvn', 'gradle', 'catalina.sh']) },
  { interpreter: /^ruby[\d.]*$/, programs: new Set(['ruby', 'bundle', 'bundler', 'rails', 'rake', 'puma', 'rackup', 'gem']) },
  { interpreter: /^php[\d.]*$/, programs: new Set(['php', 'composer', 'php-fpm', 'apache2-foreground']) },
];

function isMisread(words: readonly string[], entrypoint: readonly string[]): boolean {
  const [first = ''] = startedBy(words);
  if (first === '' || first.startsWith('-') || startsWhatItIsGiven(entrypoint)) return false;
  const program = baseName(startedBy(entrypoint)[0]);
  const asked = baseName(first);
  if (asked === program || isShell(first)) return true;
  return !first.includes('/') && programsBeside.some(({ interpreter, programs }) => interpreter.test(program) && programs.has(asked));
}
