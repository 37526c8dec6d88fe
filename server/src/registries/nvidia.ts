import type { Registry } from './registry';

export const nvidia: Registry = {
  id: 'nvidia',
  title: 'NVIDIA NGC',
  hosts: ['nvcr.io'],
  webPage({ repository }) {
    const [organisation, ...rest] = repository.split('/');
    if (rest.length === 1) return `https://catalog.ngc.nvidia.com/orgs/${organisation}/containers/${rest[0]}`;
    if (rest.length === 2) return `https://catalog.ngc.nvidia.com/orgs/${organisation}/teams/${rest[0]}/containers/${rest[1]}`;
    return undefined;
  },
};
