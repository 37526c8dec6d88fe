import type { Catalog } from '../../catalog';
import type { Lifecycle } from '../../core/lifecycle';
import { formatReference, parseReference, type ImageReference } from '../../core/reference';
import { familyLikeness, orderTags } from '../../core/tag-order';
import { publisherOf } from '../../publishers';
import { isAccepted } from '../offered';
import type { Completion } from './completion';
import { judgedIn, proposedTags, type Shelf } from './proposals';
import type { Wanted } from './wanted';

/** Of tags that only the registry names, so many are proposed at once: typing on asks again. */
const mostListed = 300;

export interface TagCompletions {
  readonly completions: readonly Completion[];
  /** There are more than are proposed, or others for what is typed next. */
  readonly isCut: boolean;
}

/**
 * The tags that get fixes first, as the tables have them, then the others that the registry lists, the newest first; but whatever
 * is of the family that is replaced, or typed, before what is not.
 */
export function tagCompletions({ name, typed, replaced }: Extract<Wanted, { part: 'tag' }>, shelf: Shelf, listed: readonly string[]): TagCompletions {
  const parsed = parseReference(name);
  if (!parsed.ok) return { completions: [], isCut: false };
  const known = proposedTags(name, shelf).map(({ reference }) => reference.tag ?? '');
  const others = listedOnly(parsed.reference, orderTags(listed, replaced), { known: new Set(known), shelf });
  const ordered = matchingFirst(others, typed);
  const tags = [...known, ...ordered.slice(0, mostListed)];
  const nearest = replaced === '' ? tags : byLikeness(tags, replaced);
  const about = { name, reference: parsed.reference, known: new Set(known) };
  // A tag that is there is replaced by any other: the editor would narrow the list to what has its letters.
  const isWhole = typed !== '' && (known.includes(typed) || listed.includes(typed));
  if (!isWhole) return { completions: nearest.map(tag => completionFor(tag, about, shelf)), isCut: ordered.length > mostListed };
  const filter = `${name}:${typed}`;
  return { completions: matchingFirst(nearest, typed).map(tag => ({ ...completionFor(tag, about, shelf), filter })), isCut: true };
}

function listedOnly(reference: ImageReference, listed: readonly string[], { known, shelf }: { known: ReadonlySet<string>; shelf: Shelf }): readonly string[] {
  const publisher = publisherOf(judgedIn(reference, shelf.policy))?.id;
  return listed.filter(tag => !known.has(tag) && isAccepted({ reference: { ...reference, tag }, publisher }, shelf.policy));
}

/** What begins with what is typed stays in a list that is cut. */
function matchingFirst(tags: readonly string[], typed: string): readonly string[] {
  if (typed === '') return tags;
  const lower = typed.toLowerCase();
  const begins = (tag: string): boolean => tag.toLowerCase().startsWith(lower);
  return [...tags.filter(begins), ...tags.filter(tag => !begins(tag))];
}

function byLikeness(tags: readonly string[], replaced: string): readonly string[] {
  const likeness = new Map(tags.map(tag => [tag, familyLikeness(tag, replaced)]));
  return [...tags].sort((a, b) => (likeness.get(a) ?? 0) - (likeness.get(b) ?? 0));
}

interface About {
  readonly name: string;
  readonly reference: ImageReference;
  /** Tags that get fixes. */
  readonly known: ReadonlySet<string>;
}

function completionFor(tag: string, { name, reference, known }: About, shelf: Shelf): Completion {
  const judged = { ...judgedIn(reference, shelf.policy), tag };
  const publisher = publisherOf(judged);
  const lifecycle = known.has(tag) ? undefined : lifecycleOf(judged, shelf);
  return { label: `${name}:${tag}`, kind: 'tag', ...(publisher ? { publisher: publisher.title } : {}), ...(lifecycle ? { lifecycle } : {}) };
}

/** Looked for at every key, for every tag in a list. */
const lifecycles = new WeakMap<Catalog, Map<string, Lifecycle | undefined>>();
const mostLifecycles = 5_000;

function lifecycleOf(judged: ImageReference, { catalog, today }: Shelf): Lifecycle | undefined {
  const found = lifecycles.get(catalog) ?? new Map<string, Lifecycle | undefined>();
  lifecycles.set(catalog, found);
  const key = `${today} ${formatReference(judged)}`;
  if (found.has(key)) return found.get(key);
  if (found.size >= mostLifecycles) found.clear();
  const lifecycle = catalog.lifecycle(judged, today).find(({ state }) => worthSaying.has(state));
  found.set(key, lifecycle);
  return lifecycle;
}

/** A variant for debugging is what its name says. */
const worthSaying: ReadonlySet<Lifecycle['state']> = new Set(['deprecated', 'moved', 'end-of-life', 'ends-soon', 'no-longer-built', 'paid-tag']);
