import { isDockerHub } from '../core/docker-hub';
import type { PublisherFact } from '../core/facts';
import type { ImageReference } from '../core/reference';
import { aboutOf, knownPublisherOf, publisherOf } from '../publishers';
import { registryOf } from '../registries';

/** Who is known to make the image, by its name alone: no look-up, and nothing about signatures. */
export function publisherFact(reference: ImageReference): PublisherFact {
  const publisher = publisherOf(reference);
  const about = publisher && { about: aboutOf(publisher, reference) };
  if (publisher && !publisher.open) return { kind: 'known', id: publisher.id, title: publisher.title, ...about };
  const other = knownPublisherOf(reference);
  if (other) return { kind: 'known', id: other.id, title: other.title };
  if (registryOf(reference.registry) === undefined) return { kind: 'private-registry' };
  const hub = isDockerHub(reference.registry);
  const [namespace = '', name] = reference.repository.split('/');
  if (hub && (name === undefined || namespace === 'library')) return { kind: 'not-official' };
  return { kind: 'unknown-namespace', hub, namespace, ...about };
}
