import { byGoogleAccount, byWorkflow, releaseTag, type PublisherSigner } from './signer';

/** What build-images-releases.yaml builds; other images of the path come from other repositories and workflows. */
const ciliumImages = [
  'cilium', 'operator', 'operator-aws', 'operator-azure', 'operator-alibabacloud', 'operator-generic', 'hubble-relay', 'clustermesh-apiserver', 'docker-plugin',
];

/** Each is built from the repository of its name, since 2025 by a workflow that all of them, and everybody else, may call. */
const fluxControllers = [
  'source-controller', 'kustomize-controller', 'helm-controller', 'notification-controller', 'image-reflector-controller', 'image-automation-controller',
];

/** Open source projects, by the ids that `../projects.ts` gives them. */
export const projectSigners: Readonly<Record<string, readonly PublisherSigner[]>> = {
  argoproj: ['argo-cd', 'argo-rollouts'].map(repository =>
    byWorkflow({
      scope: [`quay.io/argoproj/${repository.replace('argo-cd', 'argocd')}`],
      identityRegexp: String.raw`https://github\.com/argoproj/${repository}/\.github/workflows/image-reuse\.yaml@${releaseTag}`,
      sourceRepository: `https://github.com/argoproj/${repository}`,
      example: `https://github.com/argoproj/${repository}/.github/workflows/image-reuse.yaml@refs/tags/v2.11.3`,
      evidence: 'argoproj/argo-cd, docs/operator-manual/signed-release-assets.md, and argoproj/argo-rollouts likewise, read in August and November 2026',
    })),
  aquasec: [
    byWorkflow({
      scope: ['docker.io/aquasec/tracee'],
      identityRegexp: String.raw`https://github\.com/aquasecurity/tracee/\.github/workflows/[A-Za-z0-9_-]+\.ya?ml@(?:${releaseTag}|refs/heads/main)`,
      example: 'https://github.com/aquasecurity/tracee/.github/workflows/release.yaml@refs/tags/v0.20.0',
      evidence: 'aquasecurity.github.io/tracee, tutorials/verify-tracee-signature, read in August 2026',
    }),
  ],
  cilium: [
    byWorkflow({
      scope: ciliumImages.map(image => `quay.io/cilium/${image}`),
      identityRegexp: String.raw`https://github\.com/cilium/cilium/\.github/workflows/build-images-releases\.yaml@${releaseTag}`,
      example: 'https://github.com/cilium/cilium/.github/workflows/build-images-releases.yaml@refs/tags/v1.18.3',
      evidence: 'docs.cilium.io, verify-image-signatures, and cilium/cilium, build-images-releases.yaml, read in August and November 2026',
    }),
  ],
  envoyproxy: [
    byWorkflow({
      scope: ['docker.io/envoyproxy/gateway'],
      identityRegexp: String.raw`https://github\.com/envoyproxy/gateway/\.github/workflows/release\.yaml@${releaseTag}`,
      example: 'https://github.com/envoyproxy/gateway/.github/workflows/release.yaml@refs/tags/v1.2.0',
      evidence: 'gateway.envoyproxy.io, install/verify-images, read in August 2026',
    }),
  ],
  flux: fluxControllers.map(controller =>
    byWorkflow({
      scope: [`ghcr.io/fluxcd/${controller}`],
      identityRegexp: String.raw`https://github\.com/fluxcd/(?:${controller}/\.github/workflows/release|gha-workflows/\.github/workflows/controller-release)\.ya?ml@${releaseTag}`,
      sourceRepository: `https://github.com/fluxcd/${controller}`,
      example: 'https://github.com/fluxcd/gha-workflows/.github/workflows/controller-release.yaml@refs/tags/v0.11.0',
      evidence: 'fluxcd.io, blog on signed images (any workflow of github.com/fluxcd), kyverno/policies, flux/verify-flux-images, and fluxcd/gha-workflows, read in August and November 2026',
    })),
  'sidero-labs': [
    byGoogleAccount({
      // Whoever has an account of the company: one name of the host, and no other that ends alike.
      identityRegexp: String.raw`[A-Za-z0-9._%+-]+@siderolabs\.com`,
      example: 'somebody@siderolabs.com',
      evidence: 'docs.siderolabs.com/talos, security/verifying-images, read in August 2026',
    }),
  ],
  sigstore: [
    byGoogleAccount({
      identity: 'keyless@projectsigstore.iam.gserviceaccount.com',
      scope: ['ghcr.io/sigstore/cosign'],
      evidence: 'sigstore/docs, cosign/system_config/installation.md, read in August 2026',
    }),
    byWorkflow({
      scope: ['ghcr.io/sigstore/policy-controller'],
      identityRegexp: String.raw`https://github\.com/sigstore/policy-controller/\.github/workflows/release\.yaml@${releaseTag}`,
      example: 'https://github.com/sigstore/policy-controller/.github/workflows/release.yaml@refs/tags/v0.3.0',
      evidence: 'sigstore/policy-controller, examples/policies/release-signed-by-github-actions.yaml (v0.3.0 there), read in August 2026',
    }),
  ],
};
