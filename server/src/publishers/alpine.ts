import { isDockerHub } from '../core/docker-hub';
import { message } from '../core/message';
import type { Publisher } from './publisher';

/** What Alpine Linux publishes by itself; the image `alpine` is one of the Docker Official Images. */
export const alpine: Publisher = {
  id: 'alpine-linux',
  title: 'Alpine Linux',
  owns: ({ registry, repository }) => isDockerHub(registry) && repository.startsWith('alpinelinux/'),
  signing: message('does not sign its images'),
  free: message('free; without a login Docker Hub counts pulls'),
  page: 'https://alpinelinux.org/about/',
  note: () => message('built on Alpine: musl takes the place of glibc'),
};
