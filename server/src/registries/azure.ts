import type { Registry } from './registry';

/** Somebody's own registry, in the public cloud or a national one. A part behind a hyphen makes some names unique. */
export const azure: Registry = {
  id: 'azure',
  title: 'Azure Container Registry',
  hosts: [],
  hostPattern: /^[a-z0-9]{5,50}(?:-[a-z0-9]{1,20})?\.azurecr\.(?:io|cn|us|de)$/,
  tagOrder: 'lexical',
  webPage: () => undefined,
};
