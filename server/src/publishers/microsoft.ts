import { isDockerHub } from '../core/docker-hub';
import { message } from '../core/message';
import type { Publisher } from './publisher';

export const microsoft: Publisher = {
  id: 'microsoft',
  title: 'Microsoft',
  owns: ({ registry, repository }) => registry === 'mcr.microsoft.com' || (isDockerHub(registry) && repository.startsWith('microsoft/')),
  signing: message('signs .NET images with Notation: no signer is built in, the policy can name it'),
  free: message('free without a login'),
  page: 'https://github.com/dotnet/dotnet-docker/blob/main/documentation/image-signatures.md',
};
