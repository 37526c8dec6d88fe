import type { Registry } from './registry';

/** The first host answers everybody, the second wants a login for everything. */
export const redHat: Registry = {
  id: 'red-hat',
  title: 'Red Hat Container Registry',
  hosts: ['registry.access.redhat.com', 'registry.redhat.io'],
  webPage: () => 'https://catalog.redhat.com/software/containers/explore',
};
