import type { ImageInside } from '../core/image-inside';
import { lazy, rowsByName, wordsOf, type TableText } from './table';

export interface Inside {
  of(name: string, kind: string, distribution: string): ImageInside | undefined;
}

export function readInside(table: TableText): Inside {
  const rows = lazy(() => rowsByName(table));
  return {
    of(name, kind, distribution) {
      const row = rows().get(name)?.map(each => each.split('\t')).find(cells => cells[1] === kind && cells[2] === distribution);
      if (!row) return undefined;
      const [, , , workdir = '?', users, programs] = row;
      return { ...(workdir === '?' ? {} : { workdir }), users: wordsOf(users), programs: wordsOf(programs) };
    },
  };
}
