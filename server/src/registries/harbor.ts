import type { RegistrySoftware } from './registry';

/** It has a word of its own for what is not there. */
export const harbor: RegistrySoftware = {
  id: 'harbor',
  title: 'Harbor',
  missingCodes: ['MANIFEST_UNKNOWN', 'NAME_UNKNOWN', 'NOT_FOUND'],
  answersLike: ({ errorCodes }) => errorCodes.includes('NOT_FOUND'),
};
