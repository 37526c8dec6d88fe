/** The registries.conf of Podman, Buildah, CRI-O and Skopeo, version 2 (containers-registries.conf(5)). */
import { formatReference, type ImageReference } from '../core/reference';
import { anything, parsePlace, type Asked, type Place } from './place';
import { parseToml } from './toml';
import { isTrueAt, tablesAt, textAt, type Table } from './values';

/** One `[[registry]]`. */
export interface RegistryEntry {
  /** `host[:port][/path]`, or `*.host`. */
  readonly prefix: string;
  /** Where the images are, when the name does not say so itself. */
  readonly location: Place | undefined;
  readonly insecure: boolean;
  readonly blocked: boolean;
  readonly mirrors: readonly MirrorEntry[];
}

export interface MirrorEntry {
  readonly place: Place;
  readonly insecure: boolean;
  readonly asked: Asked;
}

const askedFor: Readonly<Record<string, Asked>> = {
  all: anything,
  'digest-only': { tags: false, digests: true },
  'tag-only': { tags: true, digests: false },
};

/** Never throws; what is not understood is left out. */
export function parseRegistriesConf(text: string): readonly RegistryEntry[] {
  const file = parseToml(text);
  return file ? tablesAt(file, 'registry').flatMap(table => readEntry(table) ?? []) : [];
}

function readEntry(table: Table): RegistryEntry | undefined {
  const location = textAt(table, 'location');
  const prefix = textAt(table, 'prefix') ?? location;
  if (prefix === undefined || prefix.length > 512) return undefined;
  const digestsOnly = isTrueAt(table, 'mirror-by-digest-only');
  return {
    prefix,
    location: location === undefined ? undefined : parsePlace(location),
    insecure: isTrueAt(table, 'insecure'),
    blocked: isTrueAt(table, 'blocked'),
    mirrors: tablesAt(table, 'mirror').flatMap(mirror => readMirror(mirror, digestsOnly) ?? []),
  };
}

function readMirror(table: Table, digestsOnly: boolean): MirrorEntry | undefined {
  const place = parsePlace(textAt(table, 'location') ?? '');
  const pull = textAt(table, 'pull-from-mirror') ?? 'all';
  const asked = Object.hasOwn(askedFor, pull) ? askedFor[pull] : undefined;
  if (!place || !asked) return undefined;
  return { place, insecure: isTrueAt(table, 'insecure'), asked: digestsOnly ? { ...asked, tags: false } : asked };
}

/** Of several files: a later one replaces what an earlier one says of the same prefix. */
export function joinEntries(files: readonly (readonly RegistryEntry[])[]): readonly RegistryEntry[] {
  return [...new Map(files.flat().map(entry => [entry.prefix, entry])).values()];
}

/** The entry that counts for an image, and how much of the reference its prefix covers. */
export function entryFor(entries: readonly RegistryEntry[], reference: ImageReference): { readonly entry: RegistryEntry; readonly covered: string } | undefined {
  const text = formatReference(reference);
  let best: { entry: RegistryEntry; covered: string } | undefined;
  for (const entry of entries) {
    const covered = coveredBy(entry.prefix, text, reference.registry);
    if (covered !== undefined && (!best || entry.prefix.length > best.entry.prefix.length)) best = { entry, covered };
  }
  return best;
}

function coveredBy(prefix: string, text: string, host: string): string | undefined {
  if (prefix.startsWith('*.')) return host.endsWith(prefix.slice(1)) && host.length >= prefix.length ? host : undefined;
  if (!text.startsWith(prefix)) return undefined;
  const next = text[prefix.length];
  // After a host a colon begins a port, which is another host; after a path it begins a tag.
  const ends = next === undefined || next === '/' || (prefix.includes('/') && (next === ':' || next === '@'));
  return ends ? prefix : undefined;
}
