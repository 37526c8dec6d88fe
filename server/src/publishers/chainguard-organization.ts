import { message } from '../core/message';
import type { Publisher } from './publisher';

/**
 * What Chainguard builds for one organization, at `cgr.dev/ORGANIZATION/IMAGE`. The signer's identity holds ids of that
 * organization, so none can be built in: the team's policy names it. The names of the Catalog Starter look the same.
 */
export const chainguardOrganization: Publisher = {
  id: 'chainguard-organization',
  title: 'Chainguard (for one organization)',
  owns: ({ registry, repository }) =>
    registry === 'cgr.dev' && repository.includes('/') && !repository.startsWith('chainguard/'),
  signing: message("signs with Cosign, without keys, by an identity of the organization's own, which only the policy can name"),
  free: message('needs a login: a contract, or the Catalog Starter with five images of choice for one company, without an SLA'),
  page: 'https://edu.chainguard.dev/chainguard/containers/about/catalog-starter/',
};
