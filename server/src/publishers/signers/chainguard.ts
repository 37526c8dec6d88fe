import { byWorkflow } from './signer';

/** What Chainguard gives everybody; what it builds for one organization is signed by an identity of the organization's own. */
export const chainguardSigners = [
  byWorkflow({
    identity: 'https://github.com/chainguard-images/images/.github/workflows/release.yaml@refs/heads/main',
    evidence: 'chainguard-dev/edu, verifying Chainguard images and metadata signatures with Cosign, read in August 2026',
  }),
];
