import { message } from '../core/message';
import { isBelow } from './below';
import type { Publisher } from './publisher';

type Row = readonly [id: string, title: string, /** Below which the project alone publishes. */ paths: readonly string[], page: string];

/** Open source projects that say how their images are signed (`signers/projects.ts`). */
const rows: readonly Row[] = [
  ['argoproj', 'Argo', ['quay.io/argoproj', 'docker.io/argoproj'], 'https://argo-cd.readthedocs.io/en/stable/operator-manual/signed-release-assets/'],
  ['aquasec', 'Aqua Security', ['docker.io/aquasec'], 'https://aquasecurity.github.io/tracee/v0.20/tutorials/verify-tracee-signature/'],
  ['cilium', 'Cilium', ['quay.io/cilium', 'docker.io/cilium'], 'https://docs.cilium.io/en/stable/configuration/verify-image-signatures/'],
  ['envoyproxy', 'Envoy', ['docker.io/envoyproxy'], 'https://gateway.envoyproxy.io/latest/install/verify-images/'],
  ['flux', 'Flux', ['ghcr.io/fluxcd'], 'https://fluxcd.io/flux/security/'],
  ['sidero-labs', 'Sidero Labs', ['ghcr.io/siderolabs'], 'https://docs.siderolabs.com/talos/v1.12/security/verifying-images'],
  ['sigstore', 'Sigstore', ['ghcr.io/sigstore'], 'https://docs.sigstore.dev/cosign/system_config/installation/'],
];

export const projects: readonly Publisher[] = rows.map(([id, title, paths, page]) => ({
  id,
  title,
  page,
  owns: reference => paths.some(path => isBelow(path, reference)),
  signs: true,
  signing: message('signs with Cosign, without keys'),
  free: message('free without a login'),
}));
