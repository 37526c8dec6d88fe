import type { RegistrySoftware } from './registry';

/** Its own headers; the first in every answer of newer versions. */
const ownHeader = /^x-(?:jfrog-version|artifactory-.+)$/;

/** A repository in front of Docker Hub has the official images under `library/` alone. */
export const artifactory: RegistrySoftware = {
  id: 'artifactory',
  title: 'JFrog Artifactory',
  wantsLibrary: true,
  answersLike: ({ headers }) => Object.keys(headers).some(name => ownHeader.test(name)) || /^artifactory\b/i.test(headers['server'] ?? ''),
};
