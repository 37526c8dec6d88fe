import { valueOf } from '../core/fact';
import { message } from '../core/message';
import { fitFinding } from './fit/place';
import { rootPlaces } from './fit/root-places';
import { shown } from './finding';
import type { Rule } from './rule';
import { surroundingsOf } from './surroundings';

export const userNonroot: Rule = {
  id: 'user-nonroot',
  concern: 'fit',
  severity: 'information',
  summary: message('Something asks for root, and the image runs as another user'),
  explanation: message(
    'Hardened images run as a user without rights. Installing packages, writing outside of its own folders and, on older hosts, ports below 1024 fail for it. In a build, put `USER root` before what needs it and the old user behind; in a manifest, choose a higher port.',
  ),
  needs: ['contents'],
  check({ use, document, facts }) {
    const contents = valueOf(facts.contents);
    const around = contents && surroundingsOf(use, document);
    if (!use.reference || !around || !contents) return [];
    const places = rootPlaces(around, { contents, document, image: shown(use.reference) });
    return fitFinding(userNonroot, use, { places, said: ({ said }) => said });
  },
};
