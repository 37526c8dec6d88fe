import { describe, expect, it } from 'vitest';
import { HttpError, type HttpPort, type HttpRequest } from '../../server/src/core/ports';
import type { TagList } from '../../server/src/core/tag-list';
import { background, createTestClient, failure, reference } from '../support/fake-registry-client';

/** A status, or what the answer is as JSON; a link to the next page is beside it. */
type Page = number | object;
interface Internet {
  readonly http: HttpPort;
  readonly asked: HttpRequest[];
  /** host and path with query. */
  readonly log: () => readonly string[];
}

function internet(pages: Readonly<Record<string, Page>>, links: Readonly<Record<string, string>> = {}): Internet {
  const asked: HttpRequest[] = [];
  const exchange: HttpPort['exchange'] = request => {
    asked.push(request);
    const { host, pathname, search } = new URL(request.url);
    const at = `${host}${pathname}${search}`;
    const found = pages[at] ?? 404;
    const isPage = typeof found !== 'number';
    const body = Buffer.from(isPage ? JSON.stringify(found) : '{"errors":[{"code":"NAME_UNKNOWN"}]}');
    return Promise.resolve({ status: isPage ? 200 : found, headers: at in links ? { link: links[at] as string } : {}, body });
  };
  return { http: { exchange }, asked, log: () => asked.map(({ url }) => url.replace('https://', '')) };
}

function listed(name: string, { http }: Internet, limits = {}, onPage?: (tags: readonly string[]) => void): Promise<TagList | 'missing'> {
  return createTestClient({ http, limits }).client.tags(reference(name), { consent: background(), ...(onPage ? { onPage } : {}) });
}

const hubPage = (page: number, repository = 'library/redis'): string => {
  const [namespace, name] = repository.split('/');
  return `hub.docker.com/v2/namespaces/${namespace}/repositories/${name}/tags?page_size=100&ordering=last_updated&page=${page}`;
};
const hubList = 'registry-1.docker.io/v2/library/redis/tags/list?n=1000';
const names = (...tags: string[]): object[] => tags.map(name => ({ name, last_updated: '2026-01-01T00:00:00Z', tag_status: 'active' }));
const quayPage = (page: number): string => `quay.io/api/v1/repository/team/app/tag/?limit=100&onlyActiveTags=true&page=${page}`;
const quayList = 'quay.io/v2/team/app/tags/list?n=1000';

describe('the tags on Docker Hub', () => {
  it('come from its own pages, the newest first, and nobody logs in there', async () => {
    const web = internet({ [hubPage(1)]: { next: 'https://elsewhere.example/', results: names('8', '8.2') }, [hubPage(2)]: { next: null, results: names('7') } });
    expect(await listed('redis:8', web)).toEqual({ tags: ['8', '8.2', '7'], complete: true });
    expect(web.log()).toEqual([hubPage(1), hubPage(2)]);
    expect(web.asked.every(({ headers }) => headers['authorization'] === undefined)).toBe(true);
  });

  it('are completed from the registry where there are too many pages, and told of as they come', async () => {
    const told: (readonly string[])[] = [];
    const web = internet({ [hubPage(1)]: { next: 'x', results: names('8') }, [hubPage(2)]: { next: 'x', results: names('7') }, [hubList]: { tags: ['6', '7', '8'] } });
    expect(await listed('redis', web, { recentTagsPages: 2 }, tags => told.push(tags))).toEqual({ tags: ['8', '7', '6'], complete: true });
    expect(told).toEqual([['8'], ['8', '7'], ['8', '7', '6']]);
  });

  it('are what there is where the registry does not help', async () => {
    const web = internet({ [hubPage(1)]: { next: 'x', results: names('8') }, [hubList]: 403 });
    expect(await listed('redis', web, { recentTagsPages: 1 })).toEqual({ tags: ['8'], complete: false });
  });

  it.each([['has no such page', 404], ['has had enough', 429], ['is down', 503], ['sends no list', { results: null }], ['sends nonsense', { results: [null, 1, { name: 7 }, { name: '-x' }] }]] as [string, Page][])('come from the registry when Docker Hub %s', async (_, page) => {
    const web = internet({ [hubPage(1)]: page, [hubList]: { tags: ['6', '7'] } });
    expect(await listed('redis', web)).toEqual({ tags: ['6', '7'], complete: true });
  });

  it('are not looked for there under a name that it cannot have', async () => {
    const web = internet({ 'registry-1.docker.io/v2/a/b/c/tags/list?n=1000': { tags: ['1'] } });
    expect(await listed('docker.io/a/b/c', web)).toEqual({ tags: ['1'], complete: true });
    expect(web.log()).toHaveLength(1);
  });

  it('are asked for no more when nobody waits', async () => {
    const controller = new AbortController();
    const asked: string[] = [];
    const http: HttpPort = { exchange: async ({ url }) => { asked.push(url); controller.abort(); throw new HttpError('cancelled', 'cancelled'); } };
    const { client } = createTestClient({ http });
    expect(await failure(client.tags(reference('redis'), { consent: background(), signal: controller.signal }))).toMatchObject({ code: 'cancelled' });
    expect(asked).toHaveLength(1);
  });
});

describe('the tags on Quay', () => {
  it('come from its own pages, the newest first', async () => {
    const web = internet({ [quayPage(1)]: { has_additional: true, page: 1, tags: names('v2') }, [quayPage(2)]: { has_additional: false, page: 2, tags: names('v1') } });
    expect(await listed('quay.io/team/app', web)).toEqual({ tags: ['v2', 'v1'], complete: true });
    expect(web.log()).toEqual([quayPage(1), quayPage(2)]);
  });

  it('come from the registry where one must log in, and there the oldest is first', async () => {
    const web = internet({ [quayPage(1)]: 401, [quayList]: { tags: ['v1', 'v2'] } });
    expect(await listed('quay.io/team/app', web)).toEqual({ tags: ['v2', 'v1'], complete: true });
  });
});

describe('the tags of other registries', () => {
  it('are turned round on GitHub, where the oldest is first', async () => {
    const first = 'ghcr.io/v2/team/app/tags/list?n=1000';
    const second = 'ghcr.io/v2/team/app/tags/list?last=v2&n=1000';
    const web = internet({ [first]: { tags: ['v1', 'v2'] }, [second]: { tags: ['v3'] } }, { [first]: '</v2/team/app/tags/list?last=v2&n=1000>; rel="next"' });
    const told: (readonly string[])[] = [];
    expect(await listed('ghcr.io/team/app', web, {}, tags => told.push(tags))).toEqual({ tags: ['v3', 'v2', 'v1'], complete: true });
    expect(told).toEqual([['v2', 'v1'], ['v3', 'v2', 'v1']]);
  });

  it('are asked of Amazon a thousand at a time, which is all that it gives', async () => {
    const web = internet({ 'public.ecr.aws/v2/team/app/tags/list?n=1000': { tags: ['1'] } });
    expect(await listed('public.ecr.aws/team/app', web)).toEqual({ tags: ['1'], complete: true });
  });

  it('are unknown, and not missing, at a registry that shows each only what it may have', async () => {
    const web = internet({});
    expect(await failure(listed('cgr.dev/team/app', web))).toMatchObject({ code: 'unauthorized' });
    expect(await listed('ghcr.io/team/app', web)).toBe('missing');
  });
});
