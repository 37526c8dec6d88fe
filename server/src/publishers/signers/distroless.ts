import { byGoogleAccount } from './signer';

export const distrolessSigners = [
  byGoogleAccount({
    identity: 'keyless@distroless.iam.gserviceaccount.com',
    evidence: 'GoogleContainerTools/distroless, README.md and sign_and_push.bzl, read in August 2026',
  }),
];
