import { valueOf } from '../core/fact';
import type { Stage } from '../core/build';
import { message } from '../core/message';
import { packageCommands } from './fit/commands';
import { fitFinding, type FitPlace } from './fit/place';
import { shown } from './finding';
import type { Rule } from './rule';
import { surroundingsOf } from './surroundings';

export const packageManagerMissing: Rule = {
  id: 'package-manager-missing',
  concern: 'fit',
  severity: 'warning',
  summary: message('A command needs a package manager that the image lacks'),
  explanation: message(
    'Hardened images have no package manager at run time, and those to build in may have another one: apk where apt-get was. Install packages in a stage that has the right one, and copy what is needed.',
  ),
  needs: ['contents'],
  check({ use, document, facts }) {
    const contents = valueOf(facts.contents);
    const { reference } = use;
    const around = contents && surroundingsOf(use, document);
    if (!reference || around?.kind !== 'stages') return [];
    return fitFinding(packageManagerMissing, use, {
      places: around.stages.flatMap(stage => callsOtherThan(stage, contents?.packageManager ?? '')),
      said: ({ what }) => message('{0} has no {1}', shown(reference), what),
    });
  },
};

/** Instructions that call a package manager which is not the image's; a stage that copies one in knows what it does. */
function callsOtherThan({ instructions }: Stage, own: string): readonly FitPlace[] {
  const brings = instructions.some(({ keyword, args }) => keyword === 'copy' && /\/(?:apk|apt-get|dnf|yum|microdnf)\b/.test(args.text));
  if (brings) return [];
  return instructions.flatMap(({ keyword, args, words }) => {
    if (keyword !== 'run') return [];
    const call = packageCommands(args.text).find(({ manager }) => manager !== own);
    return call ? [{ range: words, what: call.program }] : [];
  });
}
