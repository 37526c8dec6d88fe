import { forEachRow, lazy, wordsOf, type TableText } from './table';

/** An image that people use, and the repositories of other publishers that do the same job. */
export interface Upstream {
  /** The full name, without a tag. */
  readonly name: string;
  /** Repository below cgr.dev/chainguard; empty when there is none. */
  readonly chainguard: string;
  /** A word in the upstream's tag, and the Chainguard repository that fits it better. */
  readonly variant?: readonly [word: string, repository: string];
  /** Repositories below gcr.io/distroless, with a tag where the usual one does not fit. Of one language one is offered. */
  readonly distroless: readonly string[];
  /** Repository below dhi.io. */
  readonly dockerHardened: string;
  /** Words that a tag there must have to do the same job: `sdk`. */
  readonly hardenedWords: readonly string[];
  /** Name of the official image. */
  readonly dockerOfficial: string;
  /** The upstream builds programs, and the Distroless images can only run them. */
  readonly runOnly: boolean;
}

export interface Upstreams {
  of(name: string): Upstream | undefined;
  all(): readonly Upstream[];
}

export function readUpstreams(table: TableText): Upstreams {
  const byName = lazy(() => {
    const rows = new Map<string, Upstream>();
    forEachRow(table, cells => rows.set(cells[0] ?? '', toUpstream(cells)));
    return rows;
  });
  return { of: name => byName().get(name), all: () => [...byName().values()] };
}

function toUpstream(cells: readonly string[]): Upstream {
  const [name = '', chainguard = '', variant = '', distroless, hardened = '', dockerOfficial = '', scope = ''] = cells;
  const [word = '', repository = ''] = variant.split('=');
  const [dockerHardened = '', ...hardenedWords] = hardened.split('+');
  return {
    name,
    chainguard,
    ...(repository === '' ? {} : { variant: [word, repository] as const }),
    distroless: wordsOf(distroless),
    dockerHardened,
    hardenedWords,
    dockerOfficial,
    runOnly: scope === 'run-only',
  };
}
