import type { Registry } from './registry';

export const elastic: Registry = {
  id: 'elastic',
  title: 'Elastic Docker Registry',
  hosts: ['docker.elastic.co'],
  tokenHosts: ['docker-auth.elastic.co'],
  webPage: ({ repository }) => `https://www.docker.elastic.co/r/${repository}`,
};
