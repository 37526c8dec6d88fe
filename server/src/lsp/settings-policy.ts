import type { PolicyQuestion } from '../service/policies';
import type { Settings } from '../settings';

/** The person's settings in the words of a policy file. What was not set says nothing, so that files decide. */
export function settingsAsPolicy({ trust, rules, formats }: Settings): PolicyQuestion['settings'] {
  const lists = {
    ...(trust.publishers ? { publishers: trust.publishers } : {}),
    ...(trust.references.length > 0 ? { references: trust.references } : {}),
    ...(trust.strict ? { strict: true } : {}),
  };
  return {
    path: 'settings',
    rules,
    formats,
    ...(Object.keys(lists).length > 0 ? { trust: lists } : {}),
  };
}
