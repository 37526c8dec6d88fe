import type { Mirror } from '../core/mirror';
import { formatReference, parseReference, type ImageReference } from '../core/reference';
import { isCompleteHost } from '../oci/host';
import { apiHost } from '../registries/index';

/** Where a mirror keeps its images. */
export interface Place {
  /** `host` or `host:port`. */
  readonly host: string;
  /** Before the names of its repositories: `` or `a/b`. */
  readonly path: string;
}

/** What a mirror may be asked for. */
export type Asked = Pick<Mirror, 'tags' | 'digests'>;

export const anything: Asked = { tags: true, digests: true };

const longest = 512;
const placePattern = /^([A-Za-z0-9.-]{1,255}(?::\d{1,5})?|\[[0-9A-Fa-f:.]{2,45}\](?::\d{1,5})?)((?:\/[a-z0-9._-]{1,255}){0,20})\/?$/;
const schemePattern = /^(https?):\/\/(.*)$/s;

/** `host[:port][/path]`; undefined for anything else. */
export function parsePlace(text: string): Place | undefined {
  const [, host = '', path = ''] = (text.length > longest ? null : placePattern.exec(text)) ?? [];
  return isCompleteHost(host) ? { host: host.toLowerCase(), path: path.slice(1) } : undefined;
}

export interface PlaceUrl extends Place {
  /** Written with `http://`. */
  readonly plain: boolean;
}

/** A place with or without `https://` or `http://` before it; undefined where there is more, such as a user or a query. */
export function parsePlaceUrl(text: string): PlaceUrl | undefined {
  const [, scheme, rest = text] = (text.length > longest ? null : schemePattern.exec(text)) ?? [];
  const place = parsePlace(rest);
  return place && { ...place, plain: scheme === 'http' };
}

/** The image of the registry, on the mirror; undefined where no such name can be. */
export function mirrorAt(place: Place, { repository }: Pick<ImageReference, 'repository'>, asked: Asked): Mirror | undefined {
  return named([place.host, place.path, repository].filter(part => part !== '').join('/'), asked);
}

/** As `mirrorAt`, where only what follows `prefix` in the reference is the image's name on the mirror. */
export function mirrorInsteadOf(prefix: string, place: Place, reference: ImageReference, asked: Asked): Mirror | undefined {
  const rest = formatReference(reference).slice(prefix.length);
  return named(`${place.host}${place.path === '' ? '' : `/${place.path}`}${rest}`, asked);
}

function named(text: string, { tags, digests }: Asked): Mirror | undefined {
  const parsed = parseReference(text);
  if (!parsed.ok) return undefined;
  const { registry, repository } = parsed.reference;
  return { host: registry, repository, tags, digests };
}

/** Whether the mirror is the very registry that it would stand in for, by whatever name. */
export function isSame({ host, repository }: Mirror, reference: ImageReference): boolean {
  return apiHost(host) === apiHost(reference.registry) && repository === reference.repository;
}
