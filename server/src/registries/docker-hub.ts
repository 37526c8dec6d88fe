import type { ImageReference } from '../core/reference';
import type { Registry } from './registry';

export const dockerHubRegistry: Registry = {
  id: 'docker-hub',
  title: 'Docker Hub',
  hosts: ['docker.io', 'index.docker.io', 'registry-1.docker.io'],
  apiHost: 'registry-1.docker.io',
  tokenHosts: ['auth.docker.io'],
  tagApi: 'docker-hub',
  webPage: ({ repository }: ImageReference) =>
    repository.startsWith('library/')
      ? `https://hub.docker.com/_/${repository.slice('library/'.length)}`
      : `https://hub.docker.com/r/${repository}`,
};
