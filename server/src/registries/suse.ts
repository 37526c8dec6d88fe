import type { Registry } from './registry';

export const suse: Registry = {
  id: 'suse',
  title: 'SUSE Registry',
  hosts: ['registry.suse.com', 'registry.opensuse.org'],
  webPage: ({ registry }) => `https://${registry}`,
};
