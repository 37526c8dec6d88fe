import type { Registry } from './registry';

export const quay: Registry = {
  id: 'quay',
  title: 'Quay.io',
  hosts: ['quay.io'],
  tagOrder: 'oldest-first',
  tagApi: 'quay',
  webPage: ({ repository }) => `https://quay.io/repository/${repository}`,
};
