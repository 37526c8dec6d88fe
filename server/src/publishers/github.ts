import { message } from '../core/message';
import type { Publisher } from './publisher';

/** Owners on ghcr.io whose projects are publishers by themselves (`projects.ts`, `others.ts`). */
const known = ['fluxcd/', 'grafana/', 'kyverno/', 'siderolabs/', 'sigstore/'];

/** Whoever has an account on GitHub: the name says which account, and nothing about who is behind it. */
export const github: Publisher = {
  id: 'github',
  title: 'GitHub Packages',
  open: true,
  owns: ({ registry, repository }) => registry === 'ghcr.io' && !known.some(owner => repository.startsWith(owner)),
  signing: message('images that GitHub Actions built may be signed by the workflow of their own repository: a verification shows which'),
  free: message('free without a login where the package is public'),
  page: 'https://docs.github.com/en/packages/working-with-a-github-packages-registry/working-with-the-container-registry',
};
