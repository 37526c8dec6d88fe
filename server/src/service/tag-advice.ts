import { known, unknown, valueOf, type Fact } from '../core/fact';
import type { TagAdvice } from '../core/facts';
import type { ImageReference } from '../core/reference';
import type { TagList } from '../core/tag-list';
import type { TagLists } from '../facts/tag-lists';
import type { ActionOptions } from './action-options';

/** Judges a tag by the others of its repository. */
export type Advise = (tag: string, tags: readonly string[]) => TagAdvice;

/** What the tags of a repository say of one of them: newer ones, and those that were meant. */
export interface TagAdvising {
  /** What is known now, without asking. The reference has a tag. */
  current(reference: ImageReference): Fact<TagAdvice>;
  /** Another text as soon as `current` may say something else. */
  revision(): string;
  /** Asks unless it is known: a list, so never for opening a file. Never rejects. */
  lookUp(reference: ImageReference, options: ActionOptions): Promise<Fact<TagAdvice>>;
}

/** What knows tags is loaded by `load`, at the first list. */
export function createTagAdvising(tagLists: TagLists, load: () => Promise<Advise>): TagAdvising {
  let advise: Advise | undefined;
  const given = new WeakMap<TagList, Map<string, TagAdvice>>();

  function advice(tag: string, list: TagList, by: Advise): TagAdvice {
    const ofList = given.get(list) ?? new Map<string, TagAdvice>();
    given.set(list, ofList);
    const found = ofList.get(tag) ?? by(tag, list.tags);
    ofList.set(tag, found);
    return found;
  }

  function current(reference: ImageReference): Fact<TagAdvice> {
    const fact = advise ? tagLists.current(reference) : unknown('not-looked-up');
    const list = valueOf(fact);
    if (!advise || fact.state !== 'known' || list === undefined || list === 'missing') return unknown('not-looked-up');
    return { ...fact, value: advice(reference.tag ?? 'latest', list, advise) };
  }

  return {
    current,
    revision: () => `${tagLists.revision()}${advise ? '+' : ''}`,
    async lookUp(reference, { consent, signal }) {
      const fact = await tagLists.lookUp(reference, signal ? { consent, signal } : { consent });
      if (fact.state !== 'known') return fact;
      // Without it nothing is known, which is no reason to fail.
      advise ??= await load().catch(() => undefined);
      return fact.value === 'missing' ? known({ nearest: [] }) : current(reference);
    },
  };
}
