import { hardenedAlternative } from './hardened-alternative';
import { publisherUnknown } from './publisher-unknown';
import { referenceInvalid } from './reference-invalid';
import type { Rule } from './rule';
import { tagLatest } from './tag-latest';
import { tagMissing } from './tag-missing';
import { tagNotPinned } from './tag-not-pinned';

/** In reading order; of equally grave findings of one concern the earlier rule's is shown. */
export const rules: readonly Rule[] = [
  referenceInvalid,
  tagMissing,
  tagLatest,
  tagNotPinned,
  publisherUnknown,
  hardenedAlternative,
];
