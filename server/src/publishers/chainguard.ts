import type { Publisher } from './publisher';

/** The images that Chainguard publishes for everybody. Its customers' repositories are another publisher's: other signers. */
export const chainguard: Publisher = {
  id: 'chainguard',
  title: 'Chainguard',
  owns: ({ registry, repository }) => registry === 'cgr.dev' && repository.startsWith('chainguard/'),
  signers: [
    {
      scheme: 'cosign-keyless',
      issuer: 'https://token.actions.githubusercontent.com',
      identity: 'https://github.com/chainguard-images/images/.github/workflows/release.yaml@refs/heads/main',
      source: 'chainguard-dev/edu, verifying Chainguard images and metadata signatures with Cosign, read in August 2026',
    },
  ],
};
