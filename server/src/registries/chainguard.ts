import type { Registry } from './registry';

const freeTier = 'chainguard/';

export const chainguardRegistry: Registry = {
  id: 'chainguard',
  title: 'Chainguard Registry',
  hosts: ['cgr.dev'],
  tagOrder: 'lexical',
  // Those without a login see what is free.
  hidesImages: true,
  webPage: ({ repository }) =>
    repository.startsWith(freeTier)
      ? `https://images.chainguard.dev/directory/image/${repository.slice(freeTier.length)}/overview`
      : undefined,
};
