import { message } from '../core/message';
import type { Publisher } from './publisher';

export const dockerHardened: Publisher = {
  id: 'docker-hardened-images',
  title: 'Docker Hardened Images',
  owns: ({ registry }) => registry === 'dhi.io',
  signs: true,
  signing: message('signs with Cosign and a key of its own'),
  free: message('free after a login to dhi.io with any Docker account'),
  page: 'https://docs.docker.com/dhi/',
};
