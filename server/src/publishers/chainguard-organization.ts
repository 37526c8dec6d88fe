import type { Publisher } from './publisher';

/**
 * What Chainguard builds for one organization, at `cgr.dev/ORGANIZATION/IMAGE`. The signer's identity holds ids of that
 * organization, so none can be built in: the team's policy names it.
 */
export const chainguardOrganization: Publisher = {
  id: 'chainguard-organization',
  title: 'Chainguard (for one organization)',
  owns: ({ registry, repository }) =>
    registry === 'cgr.dev' && repository.includes('/') && !repository.startsWith('chainguard/'),
  signers: [],
};
