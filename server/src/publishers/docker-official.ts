import { isDockerHub } from '../core/docker-hub';
import { message } from '../core/message';
import { formerOfficialImages, officialImages } from './official-images';
import type { Publisher } from './publisher';

/** Where the official images of one architecture are pushed to; nobody else can push there. */
const architectures: ReadonlySet<string> = new Set([
  'amd64', 'arm32v5', 'arm32v6', 'arm32v7', 'arm64v8', 'i386', 'mips64le', 'ppc64le', 'riscv64', 's390x', 'winamd64',
]);

/** No Cosign and no Notation signature: docker/roadmap#562, open in August 2026. */
export const dockerOfficial: Publisher = {
  id: 'docker-official',
  title: 'Docker Official Images',
  owns: ({ registry, repository }) => isDockerHub(registry) && isOfficial(repository),
  doesNotSign: true,
  signing: message('does not sign its images'),
  free: message('free; without a login Docker Hub counts pulls'),
  page: 'https://docs.docker.com/docker-hub/image-library/trusted-content/',
  note: ({ repository, tag }) =>
    repository.endsWith('/alpine') || /(?:^|-)alpine/.test(tag ?? '') ? message('built on Alpine: musl takes the place of glibc') : undefined,
};

function isOfficial(repository: string): boolean {
  const [namespace = '', name = '', ...deeper] = repository.split('/');
  if (name === '' || deeper.length > 0) return false;
  return namespace === 'library' ? officialImages.has(name) || formerOfficialImages.has(name) : architectures.has(namespace);
}
