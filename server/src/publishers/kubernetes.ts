import { message } from '../core/message';
import type { Publisher } from './publisher';

/** What k8s.gcr.io served until it was frozen, and what it once stood for, are the project's own as well. */
const hosts: ReadonlySet<string> = new Set(['registry.k8s.io', 'k8s.gcr.io']);

export const kubernetes: Publisher = {
  id: 'kubernetes',
  title: 'Kubernetes',
  owns: ({ registry, repository }) => hosts.has(registry) || (registry === 'gcr.io' && repository.startsWith('google-containers/')),
  signs: true,
  signing: message('signs release images since v1.24 with Cosign, without keys'),
  free: message('free without a login'),
  page: 'https://kubernetes.io/docs/tasks/administer-cluster/verify-signed-artifacts/',
};
