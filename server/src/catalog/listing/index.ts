import { fullName, type ImageReference } from '../../core/reference';
import { catalogName, officialName, referenceTo } from '../names';
import { isOver } from '../release-cycles';
import type { CatalogTables } from '../tables';
import { parseTag } from '../tag';
import { cyclesNamed } from './cycles';
import type { ListedImage, ListingSource } from './listed';
import { listingSources } from './sources';
import { orderTags } from './tag-order';

export { aboutIn } from './about';
export type { ListedImage } from './listed';

interface Situation {
  readonly tables: CatalogTables;
  /** `YYYY-MM-DD`. */
  readonly today: string;
}

/** The images of the four publishers that get fixes today, by publisher, in the order to propose them. */
export function imagesIn(tables: CatalogTables, today: string): readonly ListedImage[] {
  const situation = { tables, today };
  return listingSources.flatMap(source =>
    source.names(tables, today).flatMap(name => {
      const reference = { registry: source.registry, repository: source.folder + name };
      return isListed(source, { name, reference }, situation) ? [{ reference, publisher: source.publisher }] : [];
    }),
  );
}

function isListed(source: ListingSource, { name, reference }: { name: string; reference: ImageReference }, situation: Situation): boolean {
  const { tables, today } = situation;
  const full = fullName(reference);
  // Whether there is one or not: what is said of `latest` is said of the image.
  if (isGone(full, 'latest', situation)) return false;
  if (!tables.products().of(full)) return true;
  for (const tag of source.tags(name, tables, today)) if (!isGone(full, tag, situation)) return true;
  return false;
}

/** The tag that most people want: what is said of an image without one is said of it. */
export function usualTagIn(tables: CatalogTables, reference: ImageReference, today: string): string | undefined {
  const found = sourceOf(reference);
  if (!found) return undefined;
  const { source, known, name } = found;
  const usual = source.usual?.(name, tables, today);
  const tags = usual === undefined ? [...source.tags(name, tables, today)] : [usual];
  const tag = source.ordered ? tags[0] : (usual ?? tags.find(each => each === 'latest'));
  return tag !== undefined && !isGone(fullName(known), tag, { tables, today }) ? tag : tagsIn(tables, reference, today)[0];
}

/** Who lists an image, whatever mirror or architecture it is taken from. */
function sourceOf(reference: ImageReference) {
  const known = referenceTo(catalogName(reference), undefined);
  const source = listingSources.find(({ registry, folder }) => registry === known.registry && known.repository.startsWith(folder));
  return source && { source, known, name: known.repository.slice(source.folder.length) };
}

/** The tags of an image that get fixes today, in the order to propose them; empty for an image that the tables do not list. */
export function tagsIn(tables: CatalogTables, reference: ImageReference, today: string): readonly string[] {
  const found = sourceOf(reference);
  if (!found) return [];
  const { source, known, name } = found;
  const all = [...new Set(source.tags(name, tables, today))];
  if (source.ordered) return all;
  const full = fullName(known);
  const { codenames } = tables.products();
  const alive = all.filter(tag => !isGone(full, tag, { tables, today }));
  return orderTags(alive.map(tag => ({ tag, ...parseTag(tag, codenames), early: isEarly(full, tag, { tables, today }) })));
}

/** Names of releases that have had a successor, or two. */
const replaced = /^(?:old)+stable(?:-|$)/;

/** What would be reported as soon as it is written is not proposed. Which tags are still built is known here. */
function isGone(name: string, tag: string, { tables, today }: Situation): boolean {
  const official = officialName(name);
  const isRebuilt = official !== undefined && tables.officialTags.of(official)?.has(tag) === true;
  if (replaced.test(tag) || tables.successors.of(name, tag, isRebuilt)) return true;
  const cycles = cyclesNamed(name, tag, tables);
  return cycles.length > 0 && cycles.every(cycle => isOver(cycle, today));
}

/** Of a release that is still to come. */
function isEarly(name: string, tag: string, { tables, today }: Situation): boolean {
  const cycles = cyclesNamed(name, tag, tables);
  return cycles.length > 0 && cycles.every(({ released }) => released > today);
}
