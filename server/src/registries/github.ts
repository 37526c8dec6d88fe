import type { Registry } from './registry';

export const github: Registry = {
  id: 'github',
  title: 'GitHub Container Registry',
  hosts: ['ghcr.io'],
  // All of them come out of one allowance, which everybody shares.
  tokensAlike: true,
  tagOrder: 'oldest-first',
  // A browser is led on to the package's page, whether a user or an organisation owns it.
  webPage: ({ repository }) => `https://ghcr.io/${repository}`,
};
