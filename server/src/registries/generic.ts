import type { Quirks } from './registry';

/** What is expected of a registry that nobody knows anything about. */
export const generic: Quirks = {
  tokenHosts: [],
  tokensAlike: false,
  tagOrder: undefined,
  tagApi: undefined,
  tagPage: 1000,
  missingCodes: ['MANIFEST_UNKNOWN', 'NAME_UNKNOWN'],
  hidesImages: false,
  wantsLibrary: false,
};
