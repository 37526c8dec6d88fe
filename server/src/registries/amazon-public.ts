import type { Registry } from './registry';

export const amazonPublic: Registry = {
  id: 'amazon-public',
  title: 'Amazon ECR Public',
  hosts: ['public.ecr.aws'],
  tagPage: 1000,
  webPage: ({ repository }) => `https://gallery.ecr.aws/${repository}`,
};
