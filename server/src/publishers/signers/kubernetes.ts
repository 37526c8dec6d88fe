import { byGoogleAccount } from './signer';

/** Release images since v1.24. What the frozen k8s.gcr.io has is older, or another copy. */
export const kubernetesSigners = [
  byGoogleAccount({
    scope: ['registry.k8s.io'],
    identity: 'krel-trust@k8s-releng-prod.iam.gserviceaccount.com',
    evidence: 'kubernetes.io/docs/tasks/administer-cluster/verify-signed-artifacts, read in August 2026',
  }),
];
