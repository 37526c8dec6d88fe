import type { ImageReference } from '../core/reference';
import { chainguard } from './chainguard';
import { chainguardOrganization } from './chainguard-organization';
import { distroless } from './distroless';
import { dockerOfficial } from './docker-official';
import type { Publisher } from './publisher';

/** No two own one reference, so the order is for the reader only. */
export const publishers: readonly Publisher[] = [chainguard, chainguardOrganization, distroless, dockerOfficial];

/** Who makes the image, judged by its name alone. Says nothing about signatures. */
export function publisherOf(reference: ImageReference): Publisher | undefined {
  return publishers.find(publisher => publisher.owns(reference));
}
