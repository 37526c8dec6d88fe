import { forEachRow, wordsOf, type TableText } from './table';
import { isWithin, numbersOf, type Codenames, type Distribution, type ParsedTag } from './tag';

/** One stretch of releases that is maintained together: Node.js 22. */
export interface ReleaseCycle {
  readonly name: string;
  /** One word in lower case; empty where there is none. */
  readonly codename: string;
  /** `YYYY-MM-DD`. */
  readonly released: string;
  /** `YYYY-MM-DD`, the last day with fixes for everybody; `true`: past, on a day that is not known; `false`: not announced. */
  readonly ends: string;
  /** `YYYY-MM-DD`; empty where there is no support beyond. */
  readonly extended: string;
  /** The newest release of it, when the table was read. */
  readonly latest: string;
}

export interface Product {
  readonly id: string;
  readonly title: string;
  /** Tells the cycles that are supported for long, where the product has such. */
  readonly isLongTerm: ((cycle: ReleaseCycle, today: string) => boolean) | undefined;
  /** The newest first. */
  readonly cycles: readonly ReleaseCycle[];
}

export interface Products {
  /** The product that an image holds; `cycle` where the name of the image already says which. */
  of(name: string): { readonly product: Product; readonly cycle?: string } | undefined;
  byId(id: string): Product | undefined;
  readonly codenames: Codenames;
}

type LongTerm = NonNullable<Product['isLongTerm']>;

/** Milliseconds in the half year after which a release of Node.js becomes a long-term one. */
const halfYear = 176 * 86_400_000;

/** By the word in the table of products. */
const longTerm: Readonly<Record<string, LongTerm>> = {
  even: ({ name, released }, today) => Number(name.split('.')[0]) % 2 === 0 && Date.parse(today) - Date.parse(released) >= halfYear,
  'even-april': ({ name }) => /^\d*[02468]\.04$/.test(name),
  java: ({ name }) => name === '8' || name === '11' || (Number(name) - 17) % 4 === 0,
};

/** Products whose releases are what other images are built on. */
const distributions: Readonly<Record<string, string>> = { debian: 'debian', ubuntu: 'ubuntu' };

export function readProducts(products: TableText, cycles: TableText): Products {
  const byProduct = readCycles(cycles);
  const byId = new Map<string, Product>();
  const byName = new Map<string, { product: Product; cycle?: string }>();
  forEachRow(products, ([id = '', title = '', lts = '', images]) => {
    const product = { id, title, isLongTerm: longTerm[lts], cycles: byProduct.get(id) ?? [] };
    byId.set(id, product);
    for (const image of wordsOf(images)) {
      const [name = '', cycle] = image.split('=');
      byName.set(name, cycle === undefined ? { product } : { product, cycle });
    }
  });
  return {
    // `ubi9/ubi-minimal` holds what `ubi9` holds.
    of: name => byName.get(name) ?? withCycle(byName.get(name.slice(0, name.lastIndexOf('/')))),
    byId: id => byId.get(id),
    codenames: codenamesOf(byProduct),
  };
}

function withCycle<T extends { readonly cycle?: string }>(found: T | undefined): T | undefined {
  return found?.cycle === undefined ? undefined : found;
}

function readCycles(table: TableText): ReadonlyMap<string, readonly ReleaseCycle[]> {
  const byProduct = new Map<string, ReleaseCycle[]>();
  forEachRow(table, ([product = '', name = '', codename = '', released = '', ends = '', extended = '', latest = '']) => {
    const cycles = byProduct.get(product) ?? [];
    cycles.push({ name, codename, released, ends, extended, latest });
    byProduct.set(product, cycles);
  });
  return byProduct;
}

function codenamesOf(byProduct: ReadonlyMap<string, readonly ReleaseCycle[]>): Codenames {
  const codenames = new Map<string, Distribution>();
  for (const [id, family] of Object.entries(distributions)) {
    for (const { codename, name } of byProduct.get(id) ?? []) if (codename !== '') codenames.set(codename, { family, version: name });
  }
  return codenames;
}

/**
 * The cycles that a tag may stand for: `python:3` for all of Python 3, `node:jod-slim` for Node.js 22. Empty when the tag says
 * nothing of a version, or names one that the table does not have.
 */
export function cyclesOf({ id, cycles }: Product, { version, distribution, words }: ParsedTag): readonly ReleaseCycle[] {
  const named = cycles.filter(({ codename }) => codename !== '' && words.includes(codename));
  if (named.length > 0) return named;
  const own = distributions[id];
  const asked = version ?? (own !== undefined && distribution?.family === own ? distribution.version : undefined);
  if (asked === undefined) return [];
  const exact = cycles.filter(({ name }) => isWithin(asked, name));
  // 3.1 is the name of a cycle and the beginning of others: the longest that fits is meant.
  if (exact.length > 0) return exact.sort((a, b) => numbersOf(b.name).length - numbersOf(a.name).length).slice(0, 1);
  return cycles.filter(({ name }) => isWithin(name, asked));
}

export function isOver({ ends }: ReleaseCycle, today: string): boolean {
  return ends === 'true' || (ends !== 'false' && ends !== '' && ends < today);
}

/** The newest cycle that gets fixes today; one with long support where the product has such. */
export function newestSupported({ cycles, isLongTerm }: Product, today: string): ReleaseCycle | undefined {
  const supported = cycles.filter(cycle => cycle.released <= today && !isOver(cycle, today));
  return supported.find(cycle => isLongTerm?.(cycle, today) ?? true) ?? supported[0];
}
