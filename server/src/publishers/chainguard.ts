import { message } from '../core/message';
import type { Publisher } from './publisher';

/** The images that Chainguard publishes for everybody. Its customers' repositories are another publisher's: other signers. */
export const chainguard: Publisher = {
  id: 'chainguard',
  title: 'Chainguard',
  owns: ({ registry, repository }) => registry === 'cgr.dev' && repository.startsWith('chainguard/'),
  signs: true,
  signing: message('signs with Cosign, without keys'),
  free: message('free without a login: `latest` and `latest-dev` of about 60 images; version tags need a contract'),
  page: 'https://edu.chainguard.dev/chainguard/chainguard-images/',
  note: ({ repository }) =>
    repository === 'chainguard/wolfi-base'
      ? message('Wolfi, a distribution with apk and glibc: a base to install packages on, with a shell and root')
      : undefined,
};
