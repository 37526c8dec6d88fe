import { valueOf } from '../core/fact';
import { message } from '../core/message';
import { fitFinding } from './fit/place';
import { needsShell } from './fit/programs';
import { shellPlaces } from './fit/shell-places';
import { shown } from './finding';
import type { Rule } from './rule';
import { surroundingsOf } from './surroundings';

export const shellMissing: Rule = {
  id: 'shell-missing',
  concern: 'fit',
  severity: 'warning',
  summary: message('A command needs a shell, and the image has none'),
  explanation: message(
    'The shell form of RUN, CMD, ENTRYPOINT and HEALTHCHECK runs in /bin/sh, and so do `sh -c` and scripts. Hardened runtime images leave it out, so the build or the container ends with "no such file or directory". Write the exec form, or build in the variant that has a shell.',
  ),
  needs: ['contents'],
  check({ use, document, facts }) {
    const contents = valueOf(facts.contents);
    const { reference } = use;
    // An image that starts with a script has a shell, whatever its list of packages says.
    if (!reference || contents?.shell !== '' || needsShell(contents.entrypoint.split(' '))) return [];
    const around = surroundingsOf(use, document);
    if (!around) return [];
    return fitFinding(shellMissing, use, {
      places: shellPlaces(around, contents.entrypoint),
      said: ({ what }) => message('{0} needs a shell, and {1} has none', what, shown(reference)),
    });
  },
};
