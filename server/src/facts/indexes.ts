import { isDigest } from '../core/digest';
import type { Fact } from '../core/fact';
import type { ImageReference } from '../core/reference';
import type { LookupOptions } from '../oci/client';
import { mostChildren, type IndexClient } from '../oci/index-children';
import type { AnswerKind, Answers, Question } from './answers';

type ChildrenFact = Fact<readonly string[]>;

/** What indexes list: a GET each, which counts as a pull with some registries, so never for opening a file. */
export interface Indexes {
  /** What is known now, without asking. The reference has a digest. */
  current(reference: ImageReference): ChildrenFact;
  /** Another number as soon as `current` may say something else. */
  revision(): number;
  /** Asks unless it is known; never rejects. */
  lookUp(reference: ImageReference, options: LookupOptions): Promise<ChildrenFact>;
}

export function createIndexes(client: IndexClient, answers: Answers): Indexes {
  const kept = answers.of(childrenKind);
  return {
    current: reference => kept.current(questionOf(reference)),
    revision: () => kept.revision(),
    lookUp: (reference, options) => kept.lookUp(questionOf(reference), () => client.children(reference, options)),
  };
}

function questionOf({ registry, repository, digest = '' }: ImageReference): Question {
  return { registry, repository, about: digest };
}

const childrenKind: AnswerKind<readonly string[]> = {
  id: 'children',
  // What a digest names never changes.
  life: () => ({ fresh: Infinity }),
  store: value => value,
  pick(stored) {
    if (!Array.isArray(stored) || stored.length > mostChildren) return undefined;
    return stored.every(each => typeof each === 'string' && isDigest(each)) ? (stored as string[]) : undefined;
  },
};
