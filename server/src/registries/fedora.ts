import type { Registry } from './registry';

export const fedora: Registry = {
  id: 'fedora',
  title: 'Fedora Container Registry',
  hosts: ['registry.fedoraproject.org'],
  webPage: ({ repository }) => `https://registry.fedoraproject.org/repo/${repository}/tags/`,
};
