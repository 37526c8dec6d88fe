import { message } from '../core/message';
import type { Publisher } from './publisher';

/** Open source projects that Docker sponsors. No name tells: Docker Hub is asked for its badge (facts/publishers.ts). */
export const dockerSponsored: Publisher = {
  id: 'docker-sponsored-oss',
  title: 'Docker-Sponsored Open Source',
  owns: () => false,
  signing: message('signs or not, as each of them likes'),
  free: message('Docker sponsors the open source project behind the namespace, and checks nothing about its images'),
  page: 'https://docs.docker.com/docker-hub/image-library/trusted-content/',
};
