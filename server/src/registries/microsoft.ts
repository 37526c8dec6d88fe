import type { Registry } from './registry';

export const microsoft: Registry = {
  id: 'microsoft',
  title: 'Microsoft Artifact Registry',
  hosts: ['mcr.microsoft.com'],
  webPage: ({ repository }) => `https://mcr.microsoft.com/artifact/mar/${repository}/about`,
};
