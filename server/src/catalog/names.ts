import { isDockerHub } from '../core/docker-hub';
import { dockerHub, fullName, type ImageReference } from '../core/reference';

/** Where official images are served under their own names, by Docker or by others. */
const officialMirrors = ['public.ecr.aws/docker/library/', 'mirror.gcr.io/library/'];
const architectures = /^(?:amd64|arm32v[567]|arm64v8|i386|mips64le|ppc64le|riscv64|s390x|winamd64)\//;

/** The full name by which the tables know an image: `docker.io/library/node`, whatever mirror or architecture it is taken from. */
export function catalogName(reference: ImageReference): string {
  if (isDockerHub(reference.registry)) return `${dockerHub}/${reference.repository.replace(architectures, 'library/')}`;
  const name = fullName(reference);
  const mirror = officialMirrors.find(prefix => name.startsWith(prefix));
  return mirror === undefined ? name : `${officialLibrary}${name.slice(mirror.length)}`;
}

const officialLibrary = `${dockerHub}/library/`;

/** The name of an official image below `library/`; undefined for any other full name. */
export function officialName(name: string): string | undefined {
  return name.startsWith(officialLibrary) ? name.slice(officialLibrary.length) : undefined;
}

/** The reference that a table writes: a full name, with a tag or without. */
export function referenceTo(name: string, tag: string | undefined): ImageReference {
  const slash = name.indexOf('/');
  const colon = name.indexOf(':', slash);
  const repository = name.slice(slash + 1, colon < 0 ? undefined : colon);
  const own = colon < 0 ? tag : name.slice(colon + 1);
  return { registry: name.slice(0, slash), repository, ...(own === undefined ? {} : { tag: own }) };
}
