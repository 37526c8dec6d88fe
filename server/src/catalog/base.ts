import type { Base } from '../core/image-inside';
import type { ImageReference } from '../core/reference';
import { chainguardHost } from './chainguard';
import { distrolessHost } from './distroless';
import { hardenedHost, tagsOf } from './docker-hardened';
import { catalogName, officialName } from './names';
import type { CatalogTables } from './tables';
import { parseTag, type Distribution } from './tag';

/** Official images that are made of a distribution by themselves, whatever their tag says. */
const distributions: Readonly<Record<string, string>> = { alpine: 'alpine', debian: 'debian', ubuntu: 'ubuntu', amazoncorretto: 'amazon', fedora: 'fedora', centos: 'fedora', busybox: '' };

/** The distribution of an image that somebody converts, or converts to. */
export function baseOf(reference: ImageReference, tables: CatalogTables): Base | undefined {
  const { registry, repository, tag = 'latest' } = reference;
  if (registry === chainguardHost) return { family: 'wolfi' };
  if (registry === distrolessHost) return { family: 'debian', release: '13' };
  if (registry === hardenedHost) return hardenedBase(tables.dockerHardened.of(repository).find(image => tagsOf(image).includes(tag))?.distribution);
  const name = catalogName(reference);
  const official = officialName(name) ?? '';
  const parsed = parseTag(tag, tables.products().codenames);
  const own = Object.hasOwn(distributions, official) ? distributions[official] : undefined;
  const said = parsed.distribution;
  if (own === undefined || own === 'amazon') return said ? toBase(said) : own === 'amazon' ? { family: 'fedora' } : tables.upstreams.of(name) && { family: 'debian' };
  if (own === '') return undefined;
  const release = said?.version ?? parsed.version;
  return toBase({ family: own, ...(release === undefined ? {} : { version: release }) });
}

function hardenedBase(distribution: string | undefined): Base | undefined {
  const [family, release] = distribution?.split('-') ?? [];
  return family === 'alpine' || family === 'debian' ? { family, ...(release === undefined ? {} : { release }) } : undefined;
}

/** Ubuntu's packages are Debian's by name, and its releases are none of Debian's. */
function toBase({ family, version }: Distribution): Base | undefined {
  const release = version === undefined ? {} : { release: family === 'ubuntu' ? `Ubuntu ${version}` : version };
  if (family === 'alpine' || family === 'debian') return { family, ...release };
  if (family === 'ubuntu') return { family: 'debian', release: version === undefined ? 'Ubuntu' : `Ubuntu ${version}` };
  return family === 'ubi' || family === 'fedora' || family === 'amazon' ? { family: 'fedora' } : undefined;
}
