import { isDockerHub } from '../core/docker-hub';
import { message } from '../core/message';
import type { Publisher } from './publisher';

const namespaces = ['bitnami/', 'bitnamilegacy/', 'bitnamisecure/'];

/** Read in bitnami/containers#83267, August 2026. */
export const bitnami: Publisher = {
  id: 'bitnami',
  title: 'Bitnami',
  owns: ({ registry, repository }) => isDockerHub(registry) && namespaces.some(namespace => repository.startsWith(namespace)),
  signing: message('signs with Notation'),
  free: message('free: `latest` for development only; version tags moved to bitnamilegacy in August 2025 and get no fixes there'),
  page: 'https://github.com/bitnami/containers/issues/83267',
};
