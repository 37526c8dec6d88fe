import { message } from '../core/message';
import type { Publisher } from './publisher';

/** Companies that Docker has checked. No name tells: Docker Hub is asked for its badge (facts/publishers.ts). */
export const dockerVerified: Publisher = {
  id: 'docker-verified-publisher',
  title: 'Docker Verified Publisher',
  owns: () => false,
  signing: message('signs or not, as each of them likes'),
  free: message("Docker has checked who owns the namespace, and nothing about the images' signatures"),
  page: 'https://docs.docker.com/docker-hub/image-library/trusted-content/',
};
