import type { Registry } from './registry';

/** Redirects manifests to a regional `*.pkg.dev`, and blobs to a content network. It has no pages for people. */
export const kubernetes: Registry = {
  id: 'kubernetes',
  title: 'Kubernetes project registry',
  hosts: ['registry.k8s.io'],
  webPage: () => undefined,
};
