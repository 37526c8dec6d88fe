import { message } from '../core/message';
import type { Publisher } from './publisher';

export const distroless: Publisher = {
  id: 'distroless',
  title: 'Distroless',
  owns: ({ registry, repository }) => registry === 'gcr.io' && repository.startsWith('distroless/'),
  signs: true,
  signing: message('signs with Cosign, without keys'),
  free: message('free without a login; runtimes only, on Debian, with no shell and no package manager'),
  page: 'https://github.com/GoogleContainerTools/distroless',
};
