import type { TagList } from '../core/tag-list';
import { quirksOf } from '../registries/index';
import type { Authorized } from './authorized';
import type { Answer, Call, Ports } from './call';
import { RegistryError } from './error';
import { badAnswer, fromStatus } from './failures';
import { sameOrigin } from './host';
import { own, parseObject } from './json';
import { confirmMissing, missingTo } from './missing';
import { tagApis } from './tag-apis';
import { collectTags, type OnPage, type ReadPage, type TagPage } from './tag-pages';
import type { Transport } from './transport';
import { apiUrl, nextLink } from './url';

export interface Tags {
  /** `missing`: a GET confirmed that there is no such repository. Throws RegistryError. */
  list(call: Call, onPage: OnPage): Promise<TagList | 'missing'>;
}

/** Some registries answer 406 to those who would take a manifest. */
const accept = 'application/json';

export function createTags({ authorized, transport }: { authorized: Authorized; transport: Transport }, { limits }: Pick<Ports, 'limits'>): Tags {
  /** By the distribution API, which has them all, in whatever order. */
  async function listAll(call: Call, onPage: OnPage): Promise<TagList | 'missing'> {
    const { tagPage, tagOrder } = quirksOf(call.origin.host);
    const first = apiUrl(call, 'tags', 'list');
    first.searchParams.set('n', String(tagPage));
    const read: ReadPage = async url => readTags(call, await authorized.send(call, { method: 'GET', url, accept, maxBytes: limits.tagsBytes }), url);
    const newestFirst = (tags: readonly string[]): readonly string[] => (tagOrder === 'oldest-first' ? [...tags].reverse() : tags);
    const found = await collectTags(first, read, { pages: limits.tagsPages, tags: limits.mostTags }, onPage && (tags => onPage(newestFirst(tags))));
    return found === 'missing' ? found : { ...found, tags: newestFirst(found.tags) };
  }

  /** Undefined where the registry has no other list, or it tells nothing: it shows nobody what is private. */
  async function listRecent(call: Call, onPage: OnPage): Promise<TagList | undefined> {
    const { tagApi } = quirksOf(call.origin.host);
    const api = tagApi && tagApis[tagApi];
    const first = api?.first(call);
    if (!api || !first) return undefined;
    const read: ReadPage = async url => api.read(await transport.send({ ...call, origin: new URL(first.origin) }, { method: 'GET', url, accept, maxBytes: limits.tagsBytes }), url);
    const found = await collectTags(first, read, { pages: limits.recentTagsPages, tags: limits.mostTags }, onPage).catch(unlessCancelled);
    return found === 'missing' || found?.tags.length === 0 ? undefined : found;
  }

  return {
    async list(call, onPage) {
      const recent = await listRecent(call, onPage);
      if (!recent || recent.complete) return recent ?? listAll(call, onPage);
      const together = (tags: readonly string[]): readonly string[] => [...new Set([...recent.tags, ...tags])].slice(0, limits.mostTags);
      const all = await listAll(call, onPage && (tags => onPage(together(tags)))).catch(unlessCancelled);
      return all === undefined || all === 'missing' ? recent : { tags: together(all.tags), complete: all.complete };
    },
  };
}

function unlessCancelled(error: unknown): undefined {
  if (error instanceof RegistryError && error.code !== 'cancelled') return undefined;
  throw error;
}

function readTags(call: Call, answer: Answer & { readonly challenged: boolean }, url: URL): TagPage | 'missing' {
  if (answer.status === 404) {
    confirmMissing(call, answer);
    return missingTo(call, answer);
  }
  if (answer.status !== 200) throw fromStatus(answer);
  const page = parseObject(answer.body);
  const tags = page && (own(page, 'tags') ?? []);
  if (!Array.isArray(tags)) throw badAnswer(answer.url.host, 'answered with tags that are no list');
  return { tags, next: nextPage(call, url, answer) };
}

/** Of the link only the query counts: registries that stand behind another name leave the beginning of the path out. */
function nextPage(call: Call, page: URL, { headers }: Answer): TagPage['next'] {
  const link = nextLink(headers['link']);
  if (link === undefined) return undefined;
  const url = URL.canParse(link, page.href) ? new URL(link, page) : undefined;
  if (!url || !sameOrigin(url, call.origin) || url.username !== '' || url.password !== '') return 'elsewhere';
  const next = apiUrl(call, 'tags', 'list');
  next.search = url.search;
  return next;
}
