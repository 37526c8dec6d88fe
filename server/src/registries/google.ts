import type { Registry } from './registry';

/** `*.pkg.dev` is Artifact Registry, which also answers for gcr.io and its regions since 2025-03. */
export const google: Registry = {
  id: 'google',
  title: 'Google Artifact Registry',
  hosts: ['gcr.io', '*.gcr.io', '*.pkg.dev'],
  webPage: ({ registry, repository }) => `https://${registry}/${repository}`,
};
