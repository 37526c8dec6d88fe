import { globMatches } from '../core/pattern-glob';
import { lazy, rowsByName, wordsOf, type TableText } from './table';

/** An image that its publisher gave up, or publishes elsewhere now. */
export interface Successor {
  readonly state: 'deprecated' | 'moved';
  /** `YYYY-MM-DD`, or as much of it as is known; empty when nothing is. */
  readonly since: string;
  /** A full name, with a tag where that of the image does not fit; undefined when there is none. */
  readonly replacement: string | undefined;
  readonly source: string;
}

export interface Successors {
  /** `isRebuilt`: whether the publisher still builds the tag, which some rows make a difference of. */
  of(name: string, tag: string, isRebuilt: boolean): Successor | undefined;
}

export function readSuccessors(table: TableText): Successors {
  const rows = lazy(() => rowsByName(table));
  return {
    of(name, tag, isRebuilt) {
      for (const { key, below } of keysFor(name)) {
        for (const row of rows().get(key) ?? []) {
          const [, state = '', since = '', replacement = '', tags = '*', source = ''] = row.split('\t');
          if (!appliesTo(tags, tag, isRebuilt)) continue;
          const target = replacement === '' ? undefined : replacement + below;
          return { state: state === 'moved' ? 'moved' : 'deprecated', since, replacement: target, source };
        }
      }
      return undefined;
    },
  };
}

/** The name itself, then everything that it lies below; `below` is what follows in the replacement as well. */
function* keysFor(name: string): Generator<{ key: string; below: string }> {
  yield { key: name, below: '' };
  for (let slash = name.lastIndexOf('/'); slash > 0; slash = name.lastIndexOf('/', slash - 1)) {
    yield { key: name.slice(0, slash + 1), below: name.slice(slash + 1) };
  }
}

function appliesTo(tags: string, tag: string, isRebuilt: boolean): boolean {
  if (tags === '*') return true;
  if (tags === 'not-rebuilt') return !isRebuilt;
  if (tags === 'not-latest') return tag !== 'latest';
  return wordsOf(tags).some(glob => globMatches(glob, tag));
}
