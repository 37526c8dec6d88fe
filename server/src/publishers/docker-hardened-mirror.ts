import { isDockerHub } from '../core/docker-hub';
import { message } from '../core/message';
import type { Publisher } from './publisher';

/** Namespaces of Docker Hub that are no organization's, or another publisher's of this folder. */
const others: ReadonlySet<string> = new Set([
  'library', 'alpinelinux', 'amazon', 'aquasec', 'argoproj', 'bitnami', 'bitnamilegacy', 'bitnamisecure', 'cilium', 'envoyproxy', 'google', 'microsoft',
]);

/**
 * Where an organization's mirrors of Docker Hardened Images are: `docker.io/ORGANIZATION/dhi-IMAGE`. Anybody can call an image
 * so, and the name says nothing about who made it; but a true mirror carries signatures of Docker's key.
 */
export const dockerHardenedMirror: Publisher = {
  id: 'docker-hardened-mirror',
  title: 'Docker Hardened Images (mirror)',
  open: true,
  owns: ({ registry, repository }) => {
    const [organization = '', name = '', ...deeper] = repository.split('/');
    return isDockerHub(registry) && name.startsWith('dhi-') && deeper.length === 0 && !others.has(organization);
  },
  signs: true,
  signing: message("a true mirror of a Docker Hardened Image is signed with Docker's key: a verification shows whether it is one"),
  free: message('needs a login: the mirror is its organization\'s'),
  page: 'https://docs.docker.com/dhi/how-to/mirror/',
};
