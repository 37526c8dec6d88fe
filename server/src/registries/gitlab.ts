import type { Registry } from './registry';

/** How much of the path is the project cannot be told from the path, so there is no page to link to. */
export const gitlab: Registry = {
  id: 'gitlab',
  title: 'GitLab Container Registry',
  hosts: ['registry.gitlab.com'],
  tokenHosts: ['gitlab.com'],
  webPage: () => undefined,
};
