import { debugVariant } from './debug-variant';
import { digestNotFound } from './digest-not-found';
import { digestSinglePlatform } from './digest-single-platform';
import { digestStale } from './digest-stale';
import { endOfLife } from './end-of-life';
import { entrypointDiffers } from './entrypoint-differs';
import { finalStageBuilds } from './final-stage-builds';
import { hardenedAlternative } from './hardened-alternative';
import { imageDeprecated } from './image-deprecated';
import { imageMoved } from './image-moved';
import { imagePullPolicy } from './image-pull-policy';
import { packageManagerMissing } from './package-manager-missing';
import { paidTag } from './paid-tag';
import { publisherUnknown } from './publisher-unknown';
import { publisherUntrusted } from './publisher-untrusted';
import { referenceInvalid } from './reference-invalid';
import type { Rule } from './rule';
import { shellMissing } from './shell-missing';
import { signatureInvalid } from './signature-invalid';
import { signatureMissing } from './signature-missing';
import { signerUntrusted } from './signer-untrusted';
import { tagLatest } from './tag-latest';
import { tagMissing } from './tag-missing';
import { tagNoLongerBuilt } from './tag-no-longer-built';
import { tagNotFound } from './tag-not-found';
import { tagNotPinned } from './tag-not-pinned';
import { tagOutdated } from './tag-outdated';
import { unusedIgnore } from './unused-ignore';
import { userNonroot } from './user-nonroot';

/** In reading order; of equally grave findings of one concern the earlier rule's is shown. */
export const rules: readonly Rule[] = [
  referenceInvalid,
  digestNotFound, tagNotFound, tagMissing, tagLatest, tagNotPinned, digestSinglePlatform, digestStale, tagOutdated,
  publisherUntrusted, publisherUnknown, hardenedAlternative,
  signatureInvalid, signerUntrusted, signatureMissing,
  imageMoved, imageDeprecated, endOfLife, paidTag, tagNoLongerBuilt, debugVariant,
  shellMissing, packageManagerMissing, finalStageBuilds, userNonroot, entrypointDiffers, imagePullPolicy,
  unusedIgnore,
];
