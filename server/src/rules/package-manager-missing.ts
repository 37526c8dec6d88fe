import { valueOf } from '../core/fact';
import type { BuildInstruction } from '../core/build';
import type { ReadDocument } from '../core/document';
import { message } from '../core/message';
import { beforeChange } from './fit/before';
import { bringsPackageManager } from './fit/brought';
import { looksForPrograms, packageCommands, scriptOf } from './fit/commands';
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
    if (!reference || !contents || around?.kind !== 'stages') return [];
    const own = contents.packageManager;
    return fitFinding(packageManagerMissing, use, {
      places: beforeChange(around.stages, bringsPackageManager).flatMap(({ instructions }) => instructions.flatMap(instruction => callOtherThan(own, instruction, document))),
      said: ({ what }) => message('{0} has no {1}', shown(reference), what),
    });
  },
};

/** A call of a package manager which is not the image's, where none of that is: a script for many images has one for each. */
function callOtherThan(own: string, instruction: BuildInstruction, document: ReadDocument): readonly FitPlace[] {
  if (instruction.keyword !== 'run') return [];
  const script = scriptOf(instruction, document.text);
  const [call, ...others] = packageCommands(script);
  if (!call || [call, ...others].some(({ manager }) => manager === own) || looksForPrograms(script)) return [];
  return [{ range: instruction.words, what: call.program }];
}
