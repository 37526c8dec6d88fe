/** Pages of tags put together, however a registry turns them over. */
import { isTag } from '../core/reference-grammar';
import type { TagList } from '../core/tag-list';
import { RegistryError } from './error';

export interface TagPage {
  /** As it came, to be checked. */
  readonly tags: readonly unknown[];
  /** `elsewhere`: there are more, where nobody goes. */
  readonly next: URL | 'elsewhere' | undefined;
}

/** Throws RegistryError. */
export type ReadPage = (url: URL) => Promise<TagPage | 'missing'>;

export interface Bounds {
  readonly pages: number;
  readonly tags: number;
}

export type OnPage = ((tags: readonly string[]) => void) | undefined;

/** Where signatures and attestations are kept (cosign, and the Referrers Tag Schema): no image that anybody means. */
const attached = /^sha(?:256|384|512)-[0-9a-f]{64,128}(?:\.[a-z]+)?$/;

/** Reads on until the end, and no further than the bounds: a page that was seen, one without news, and one that fails is an end as well. */
export async function collectTags(first: URL, read: ReadPage, bounds: Bounds, onPage: OnPage): Promise<TagList | 'missing'> {
  const tags = new Set<string>();
  const seen = new Set<string>();
  let next: TagPage['next'] = first;
  while (next instanceof URL && !seen.has(next.href) && seen.size < bounds.pages && tags.size < bounds.tags) {
    seen.add(next.href);
    const page: TagPage | 'missing' | undefined = await (seen.size === 1 ? read(next) : orNothing(read(next)));
    if (page === 'missing') return 'missing';
    if (!page) break;
    const before = tags.size;
    for (const tag of page.tags) if (isImageTag(tag) && tags.size < bounds.tags) tags.add(tag);
    onPage?.([...tags]);
    next = page.next;
    if (tags.size === before && page.tags.length > 0) break;
  }
  return { tags: [...tags], complete: next === undefined && tags.size < bounds.tags };
}

/** What came before is good all the same, and the list says that it was cut. */
async function orNothing(page: Promise<TagPage | 'missing'>): Promise<TagPage | undefined> {
  try {
    const read = await page;
    return read === 'missing' ? undefined : read;
  } catch (error) {
    if (error instanceof RegistryError && error.code !== 'cancelled') return undefined;
    throw error;
  }
}

/** Whatever a registry calls its tags: only what can stand in a reference is one. */
function isImageTag(value: unknown): value is string {
  return typeof value === 'string' && isTag(value) && !attached.test(value);
}
