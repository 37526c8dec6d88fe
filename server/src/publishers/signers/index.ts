import type { AcceptedSigner } from '../../core/accepted-signer';
import type { ImageReference } from '../../core/reference';
import { publisherOf } from '..';
import { isAtOrBelow } from '../below';
import { chainguardSigners } from './chainguard';
import { distrolessSigners } from './distroless';
import { dockerHardenedSigners } from './docker-hardened';
import { kubernetesSigners } from './kubernetes';
import { projectSigners } from './projects';
import { redHatSigners } from './red-hat';
import type { PublisherSigner } from './signer';

/**
 * Who signs for whom, by the publisher's id. Whoever is not here does not sign, or is not known to, or signs by an identity
 * that only the user can name. Apart from the publishers themselves, because nobody needs it before something is verified.
 */
export const signersByPublisher: ReadonlyMap<string, readonly PublisherSigner[]> = new Map<string, readonly PublisherSigner[]>([
  ['chainguard', chainguardSigners],
  ['distroless', distrolessSigners],
  ['kubernetes', kubernetesSigners],
  ['docker-hardened-images', dockerHardenedSigners],
  ['docker-hardened-mirror', dockerHardenedSigners],
  ['red-hat', redHatSigners],
  ...Object.entries(projectSigners),
]);

/** Who signs this image, as far as its publisher is known to. */
export function builtInSigners(reference: ImageReference): readonly AcceptedSigner[] {
  const id = publisherOf(reference)?.id ?? '';
  const signers = signersByPublisher.get(id) ?? [];
  return signers.filter(({ scope }) => scope?.some(name => isAtOrBelow(name, reference)) ?? true).map(signer => accepted(signer, id));
}

function accepted(signer: PublisherSigner, source: string): AcceptedSigner {
  if (signer.kind === 'key') {
    const { scope: _scope, evidence: _evidence, sha256: _sha256, ...key } = signer;
    return { ...key, source };
  }
  const { scope: _scope, evidence: _evidence, example: _example, ...keyless } = signer;
  return { ...keyless, source };
}
