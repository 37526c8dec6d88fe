import { isDockerHub } from '../core/docker-hub';
import { message } from '../core/message';
import type { Publisher } from './publisher';

/** Projects of the domain google.com. Other projects of gcr.io are anybody's. */
export const google: Publisher = {
  id: 'google',
  title: 'Google',
  owns: ({ registry, repository }) => (registry === 'gcr.io' && repository.startsWith('google.com/')) || (isDockerHub(registry) && repository.startsWith('google/')),
  signing: message('is not known to sign these images'),
  free: message('free without a login'),
  page: 'https://cloud.google.com/artifact-registry/docs',
};
