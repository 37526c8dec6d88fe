import { valueOf, type Fact } from '../core/fact';
import { fullName, type ImageReference } from '../core/reference';
import { isTag } from '../core/reference-grammar';
import type { TagList } from '../core/tag-list';
import type { LookupOptions, RegistryClient } from '../oci/client';
import { isObject, own, ownText } from '../oci/json';
import type { AnswerKind, Answers, Question } from './answers';

export type TagListFact = Fact<TagList | 'missing'>;

const minute = 60_000;

/** New tags come as old ones move; that a repository is not there may be about to change. */
const tagListLife = { list: { fresh: 15 * minute, told: 24 * 60 * minute }, missing: { fresh: minute } } as const;

/** The tags that registries list: asked for by whoever writes, looks for or updates one, and never for opening a file. */
export interface TagLists {
  /** What is known now, without asking; of an incomplete list nobody can tell what is not there. */
  current(reference: ImageReference): TagListFact;
  /** What came of a look-up that is under way; undefined while there is none. */
  coming(reference: ImageReference): readonly string[] | undefined;
  /** Another number as soon as `current` may say something else. */
  revision(): number;
  /** Asks unless it is known and fresh; never rejects. */
  lookUp(reference: ImageReference, options: LookupOptions): Promise<TagListFact>;
}

/** As it is kept: one text for all of them takes a fraction of the memory. */
interface Kept {
  readonly text: string;
  readonly complete: boolean;
}

interface Flight {
  waiting: number;
  tags: readonly string[];
}

/** Lists that were asked for last, spread out. */
const mostSpread = 16;

export function createTagLists(client: Pick<RegistryClient, 'tags'>, answers: Answers): TagLists {
  const kept = answers.of(tagsKind);
  const underWay = new Map<string, Flight>();
  const spread = new Map<Kept, TagList>();

  function spreadOut(list: Kept): TagList {
    const known = spread.get(list) ?? { tags: split(list.text), complete: list.complete };
    spread.delete(list);
    spread.set(list, known);
    if (spread.size > mostSpread) spread.delete(spread.keys().next().value as Kept);
    return known;
  }

  function told(fact: Fact<Kept | 'missing'>): TagListFact {
    const value = valueOf(fact);
    return fact.state === 'known' && value !== undefined && value !== 'missing' ? { ...fact, value: spreadOut(value) } : (fact as TagListFact);
  }

  async function ask(reference: ImageReference, options: LookupOptions, flight: Flight): Promise<Kept | 'missing'> {
    const list = await client.tags(reference, { ...options, onPage: tags => void (flight.tags = tags) });
    return list === 'missing' ? list : { text: list.tags.join(' '), complete: list.complete };
  }

  /** It is under way from the first moment: to find the login for it may take longer than somebody waits. */
  async function lookUp(reference: ImageReference, options: LookupOptions): Promise<TagListFact> {
    const name = fullName(reference);
    const flight = underWay.get(name) ?? { waiting: 0, tags: [] };
    underWay.set(name, flight);
    flight.waiting += 1;
    try {
      return told(await kept.lookUp(questionOf(reference), () => ask(reference, options, flight)));
    } finally {
      flight.waiting -= 1;
      if (flight.waiting === 0) underWay.delete(name);
    }
  }

  return {
    current: reference => told(kept.current(questionOf(reference))),
    coming: reference => underWay.get(fullName(reference))?.tags,
    revision: () => kept.revision(),
    lookUp,
  };
}

function questionOf({ registry, repository }: ImageReference): Question {
  return { registry, repository, about: '' };
}

function split(text: string): readonly string[] {
  return text === '' ? [] : text.split(' ');
}

/** Characters; a longer list is read again by the next session. */
const longestStored = 8192;

const tagsKind: AnswerKind<Kept | 'missing'> = {
  id: 'tags',
  life: value => (value === 'missing' ? tagListLife.missing : tagListLife.list),
  store(value) {
    if (value === 'missing') return value;
    return value.text.length <= longestStored ? { tags: value.text, complete: value.complete } : undefined;
  },
  pick(stored) {
    if (stored === 'missing') return stored;
    const text = isObject(stored) ? ownText(stored, 'tags') : undefined;
    if (text === undefined || text.length > longestStored || !split(text).every(isTag)) return undefined;
    return { text, complete: isObject(stored) && own(stored, 'complete') === true };
  },
};
