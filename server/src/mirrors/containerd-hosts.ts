/** containerd's hosts.toml: what is asked for the images of one registry. */
import { anything, parsePlaceUrl, type Asked, type Place, type PlaceUrl } from './place';
import { parseToml } from './toml';
import { at, entriesAt, isTrueAt, textAt, textsAt, type Table } from './values';

export interface HostEntry {
  readonly place: Place;
  readonly insecure: boolean;
  readonly asked: Asked;
}

/** In the order in which they are asked. Never throws; what is not understood is left out. */
export function parseHostsToml(text: string): readonly HostEntry[] {
  const file = parseToml(text);
  if (!file) return [];
  const hosts = entriesAt(file, 'host').map(([url, table]) => readHost(url, table));
  // Asked after all others, in place of the registry itself.
  const server = readHost(textAt(file, 'server') ?? '', file);
  return [...hosts, server].filter(entry => entry !== undefined);
}

function readHost(url: string, table: Table): HostEntry | undefined {
  const parsed = parsePlaceUrl(url);
  const place = parsed && placeOf(parsed, isTrueAt(table, 'override_path'));
  if (!parsed || !place) return undefined;
  return { place, insecure: parsed.plain || isTrueAt(table, 'skip_verify'), asked: askedOf(table) };
}

/**
 * The API's root is `/v2`, and a path of its own stands before it, where no registry has one that we could ask; only with
 * `override_path` the path is the root itself, which a mirror below a path is reached by.
 */
function placeOf({ host, path }: PlaceUrl, overrides: boolean): Place | undefined {
  if (path === '' || path === 'v2') return overrides && path === '' ? undefined : { host, path: '' };
  return overrides && path.startsWith('v2/') ? { host, path: path.slice('v2/'.length) } : undefined;
}

function askedOf(table: Table): Asked {
  if (at(table, 'capabilities') === undefined) return anything;
  const capabilities = textsAt(table, 'capabilities');
  return { tags: capabilities.includes('resolve'), digests: capabilities.includes('pull') };
}
