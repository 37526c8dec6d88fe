import type { ImageReference } from '../core/reference';
import { retiredDistroless } from './distroless-images';

/** A repository that can still be pulled and gets no more updates. */
export interface Retirement {
  /** `YYYY-MM-DD`. */
  readonly since: string;
  /** Without a tag. */
  readonly replacement?: ImageReference;
}

const distroless = 'distroless/';

const byRepository: ReadonlyMap<string, Retirement> = new Map(
  retiredDistroless.map(([repository, since, replacement]) => [
    repository,
    replacement === '' ? { since } : { since, replacement: { registry: 'gcr.io', repository: distroless + replacement } },
  ]),
);

/** When the publisher stopped to rebuild the repository, or undefined where the tables say nothing of the kind. */
export function retirementOf({ registry, repository }: ImageReference): Retirement | undefined {
  if (registry !== 'gcr.io' || !repository.startsWith(distroless)) return undefined;
  return byRepository.get(repository.slice(distroless.length));
}
