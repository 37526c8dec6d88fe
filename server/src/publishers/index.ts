import type { ImageReference } from '../core/reference';
import { alpine } from './alpine';
import { amazon } from './amazon';
import { bitnami } from './bitnami';
import { chainguard } from './chainguard';
import { chainguardOrganization } from './chainguard-organization';
import { distroless } from './distroless';
import { dockerHardened } from './docker-hardened';
import { dockerHardenedMirror } from './docker-hardened-mirror';
import { dockerOfficial } from './docker-official';
import { dockerSponsored } from './docker-sponsored';
import { dockerVerified } from './docker-verified';
import { github } from './github';
import { google } from './google';
import { kubernetes } from './kubernetes';
import { microsoft } from './microsoft';
import { projects } from './projects';
import type { Publisher } from './publisher';
import { redHat } from './red-hat';

export { knownPublisherOf, type KnownPublisher } from './others';
export { aboutOf, type Publisher } from './publisher';

/** No two own one reference, so the order is for the reader only. */
export const publishers: readonly Publisher[] = [
  chainguard, chainguardOrganization, distroless,
  dockerOfficial, dockerHardened, dockerHardenedMirror, dockerVerified, dockerSponsored,
  kubernetes, redHat, microsoft, google, amazon, alpine, bitnami, github,
  ...projects,
];

/** Who makes the image, judged by its name alone. Says nothing about signatures. */
export function publisherOf(reference: ImageReference): Publisher | undefined {
  return publishers.find(publisher => publisher.owns(reference));
}

export function publisherById(id: string): Publisher | undefined {
  return publishers.find(publisher => publisher.id === id);
}
