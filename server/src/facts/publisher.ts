import { knownPublisherOf } from '../catalog';
import { isDockerHub } from '../core/docker-hub';
import type { PublisherFact } from '../core/facts';
import type { ImageReference } from '../core/reference';
import { publisherOf } from '../publishers';
import { registryOf } from '../registries';

/** Who is known to make the image, by its name alone: no look-up, and nothing about signatures. */
export function publisherFact(reference: ImageReference): PublisherFact {
  const publisher = publisherOf(reference) ?? knownPublisherOf(reference);
  if (publisher) return { kind: 'known', id: publisher.id, title: publisher.title };
  if (registryOf(reference.registry) === undefined) return { kind: 'private-registry' };
  const hub = isDockerHub(reference.registry);
  const [namespace = '', name] = reference.repository.split('/');
  if (hub && (name === undefined || namespace === 'library')) return { kind: 'not-official' };
  return { kind: 'unknown-namespace', hub, namespace };
}
