export const mediaTypes = {
  ociIndex: 'application/vnd.oci.image.index.v1+json',
  ociManifest: 'application/vnd.oci.image.manifest.v1+json',
  dockerList: 'application/vnd.docker.distribution.manifest.list.v2+json',
  dockerManifest: 'application/vnd.docker.distribution.manifest.v2+json',
} as const;

const indexTypes: readonly string[] = [mediaTypes.ociIndex, mediaTypes.dockerList];
const manifestTypes: readonly string[] = [mediaTypes.ociManifest, mediaTypes.dockerManifest];

/** All four, always: a registry that is asked for fewer converts to schema 1, or says that there is no such tag. */
export const acceptManifests = [...indexTypes, ...manifestTypes].join(', ');

export function isIndexType(mediaType: string): boolean {
  return indexTypes.includes(mediaType);
}

/** An index or a manifest that can be pinned. Schema 1 is neither: its digest depends on who asks. */
export function isPinnableType(mediaType: string): boolean {
  return isIndexType(mediaType) || manifestTypes.includes(mediaType);
}

export function isSchema1(mediaType: string): boolean {
  return /^application\/vnd\.docker\.distribution\.manifest\.v1\+(?:json|prettyjws)$/.test(mediaType);
}

/** The type in a Content-Type header, without parameters; undefined when there is none. */
export function contentType(headers: Readonly<Record<string, string>>): string | undefined {
  return headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase() || undefined;
}
