import type { Registry } from './registry';

export const dockerHardened: Registry = {
  id: 'docker-hardened',
  title: 'Docker Hardened Images',
  hosts: ['dhi.io'],
  webPage: ({ repository }) => `https://hub.docker.com/hardened-images/catalog/dhi/${repository}`,
};
