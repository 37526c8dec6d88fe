import { readTag } from './attached-tag';
import type { UnsignedLayer } from './candidate';
import { nothing, type Discovery, type Question } from './discovery';

/** Kinds of bills of materials by the media type of a layer, named as attestations of the same are. */
export const billsOfMaterials: ReadonlyMap<string, string> = new Map([
  ['text/spdx', 'https://spdx.dev/Document'],
  ['text/spdx+xml', 'https://spdx.dev/Document'],
  ['text/spdx+json', 'https://spdx.dev/Document'],
  ['application/vnd.cyclonedx', 'https://cyclonedx.org/bom'],
  ['application/vnd.cyclonedx+xml', 'https://cyclonedx.org/bom'],
  ['application/vnd.cyclonedx+json', 'https://cyclonedx.org/bom'],
  ['application/vnd.syft+json', 'https://syft.dev/bom'],
]);

/** `sha256-<hex>.sbom`: a bill of materials that nobody signed (`cosign attach sbom`, which is deprecated). */
export function cosignSbomTag(question: Question): Promise<Discovery> {
  const { place, subject } = question;
  return readTag(question, 'sbom', ({ manifest, content }) => {
    const layers = content.layers.filter(({ mediaType }) => billsOfMaterials.has(mediaType));
    const unsigned = layers.map((layer): UnsignedLayer => ({ format: 'cosign-sbom', layer, place, subject, listedBy: manifest.digest }));
    return { ...nothing, unsigned };
  });
}
