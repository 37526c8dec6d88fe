/** Lists of tags beside the distribution API, the newest first. Nobody's login goes there. */
import type { Answer, Call } from './call';
import { badAnswer, fromStatus } from './failures';
import { isObject, own, parseObject, type JsonObject } from './json';
import { listAt } from './platforms';
import type { TagPage } from './tag-pages';

export interface TagApi {
  /** Undefined for a repository that it cannot have. */
  first(call: Call): URL | undefined;
  read(answer: Answer, url: URL): TagPage;
}

const hub = new URL('https://hub.docker.com');

export const tagApis: Readonly<Record<'docker-hub' | 'quay', TagApi>> = {
  'docker-hub': {
    first({ repository }) {
      const [namespace = '', name, ...more] = repository.split('/');
      if (name === undefined || more.length > 0) return undefined;
      return new URL(`/v2/namespaces/${namespace}/repositories/${name}/tags?page_size=100&ordering=last_updated&page=1`, hub);
    },
    read: (answer, url) => readPage(answer, url, { list: 'results', hasMore: page => typeof own(page, 'next') === 'string' }),
  },
  quay: {
    first: ({ origin, repository }) => new URL(`/api/v1/repository/${repository}/tag/?limit=100&onlyActiveTags=true&page=1`, origin),
    read: (answer, url) => readPage(answer, url, { list: 'tags', hasMore: page => own(page, 'has_additional') === true }),
  },
};

interface Shape {
  readonly list: string;
  readonly hasMore: (page: JsonObject) => boolean;
}

/** Pages are counted here, whatever the answer says where the next one is. */
function readPage(answer: Answer, url: URL, { list, hasMore }: Shape): TagPage {
  if (answer.status !== 200) throw fromStatus(answer);
  const page = parseObject(answer.body);
  if (!page) throw badAnswer(url.host, 'answered with tags that are no JSON object');
  const next = new URL(url);
  next.searchParams.set('page', String(Number(url.searchParams.get('page')) + 1));
  return { tags: listAt(page, list).map(entry => (isObject(entry) ? own(entry, 'name') : undefined)), next: hasMore(page) ? next : undefined };
}
