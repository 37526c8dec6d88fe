import { isDockerHub } from '../core/docker-hub';
import { dockerHub, type ImageReference } from '../core/reference';

/** Whether the reference lies below `name`, a registry or `registry/path`; never what only begins with the same letters. */
export function isBelow(name: string, reference: ImageReference): boolean {
  return fullNameOf(reference).startsWith(`${name}/`);
}

/** As `isBelow`, or `name` itself. */
export function isAtOrBelow(name: string, reference: ImageReference): boolean {
  return fullNameOf(reference) === name || isBelow(name, reference);
}

/** Docker Hub has several host names. */
function fullNameOf({ registry, repository }: ImageReference): string {
  return `${isDockerHub(registry) ? dockerHub : registry}/${repository}`;
}
