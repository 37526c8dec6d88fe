import type { Registry } from './registry';

export const oracle: Registry = {
  id: 'oracle',
  title: 'Oracle Container Registry',
  hosts: ['container-registry.oracle.com'],
  webPage: () => 'https://container-registry.oracle.com',
};
