/** The order in which to propose the tags of an image. */
import { compareReleases, compareShapes } from './tag-family';
import { shapeOf, type TagShape } from './tag-shape';

const windows = /(?:^|-)(?:windowsservercore|nanoserver|ltsc)(?:-|$)/;

const isWindows = ({ kin }: TagShape): boolean => windows.test(kin);

/** Groups in the order in which people want them: each test sees what the ones before it left. `latest` is late: whoever wants it knows it. */
const groups: readonly ((shape: TagShape) => boolean)[] = [
  ({ kind, family, early }) => kind === 'version' && !early && /^v?\*$/.test(family),
  ({ family }) => /^(?:lts|stable|mainline|current)$/.test(family),
  shape => shape.kind === 'version' && !shape.early && !isWindows(shape),
  shape => shape.kind === 'name' && !isWindows(shape),
  shape => shape.kind === 'channel' && shape.family !== 'latest' && !isWindows(shape),
  shape => shape.kind === 'date' && !isWindows(shape),
  shape => shape.early !== undefined && !isWindows(shape),
  isWindows,
  ({ family }) => family === 'latest',
];

function groupOf(shape: TagShape): number {
  const group = groups.findIndex(belongs => belongs(shape));
  return group < 0 ? groups.length : group;
}

/** The newest first within a group; of one version the shortest name. Commits have no order of their own: they stay as they came. */
function compareForProposal(a: Placed, b: Placed): number {
  const nearer = a.likeness - b.likeness || a.group - b.group;
  if (nearer !== 0) return nearer;
  if (a.shape.kind === 'commit') return a.at - b.at;
  return compareReleases(b.shape, a.shape) || a.shape.family.length - b.shape.family.length || compareShapes(b.shape, a.shape);
}

interface Placed {
  readonly shape: TagShape;
  readonly at: number;
  readonly group: number;
  /** How near the family is to the one that is asked for; 0 is the same. */
  readonly likeness: number;
}

/**
 * Newest first, versions as versions. `tags` come newest first as well, as far as the registry tells. `like` is a tag that is replaced, or as much of one as was typed: its own family comes first,
 * then what differs only in what it is built on.
 */
export function orderTags(tags: readonly string[], like?: string): readonly string[] {
  const wanted = like === undefined || like === '' ? undefined : shapeOf(like);
  const placed = placedOf(tags).map((each): Placed => ({ ...each, likeness: wanted ? likenessOf(each.shape, wanted) : 0 }));
  return placed.sort(compareForProposal).map(({ shape }) => shape.tag);
}

/** A list is ordered anew at every key; what its tags say stays the same. */
const placedLists = new WeakMap<readonly string[], readonly Omit<Placed, 'likeness'>[]>();

function placedOf(tags: readonly string[]): readonly Omit<Placed, 'likeness'>[] {
  const known = placedLists.get(tags);
  if (known) return known;
  const placed = tags.map((tag, at) => {
    const shape = shapeOf(tag);
    return { shape, at, group: groupOf(shape) };
  });
  placedLists.set(tags, placed);
  return placed;
}

/** How near the family of `tag` is to that of `like`; 0 is the same. */
export function familyLikeness(tag: string, like: string): number {
  return likenessOf(shapeOf(tag), shapeOf(like));
}

function likenessOf({ family, kin }: TagShape, wanted: TagShape): number {
  if (family === wanted.family) return 0;
  if (kin === wanted.kin) return 1;
  // Somebody is in the midst of typing it.
  return family.startsWith(wanted.family) ? 2 : 3;
}
