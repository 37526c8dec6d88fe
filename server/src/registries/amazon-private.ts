import type { Registry } from './registry';

/** An account's own registry, by its number and region; the second form is for IPv6 too. It refuses pages of over a thousand tags. */
export const amazonPrivate: Registry = {
  id: 'amazon-private',
  title: 'Amazon ECR',
  hosts: [],
  hostPattern: /^\d{12}\.(?:dkr\.ecr(?:-fips)?\.[a-z]{2,}(?:-[a-z0-9]+)+\.amazonaws\.com(?:\.cn)?|dkr-ecr(?:-fips)?\.[a-z]{2,}(?:-[a-z0-9]+)+\.on\.(?:aws|amazonwebservices\.com\.cn))$/,
  tagPage: 1000,
  webPage: () => undefined,
};
