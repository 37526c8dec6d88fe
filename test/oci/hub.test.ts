import { describe, expect, it } from 'vitest';
import type { HttpPort, HttpRequest } from '../../server/src/core/ports';
import { createHubAccounts, createHubApi, createHubTags } from '../../server/src/oci';
import { createHash } from '../../server/src/node/hash';
import { background, createTestClock, failure, reference } from '../support/fake-registry-client';

const lookup = { consent: background() };

/** Docker Hub with these pages, and what it was asked. */
function hub(pages: Readonly<Record<string, unknown>>): { http: HttpPort; asked: HttpRequest[] } {
  const asked: HttpRequest[] = [];
  const exchange: HttpPort['exchange'] = request => {
    asked.push(request);
    const page = pages[new URL(request.url).pathname];
    const status = typeof page === 'number' ? page : page === undefined ? 404 : 200;
    const body = Buffer.from(typeof page === 'string' ? page : JSON.stringify(page ?? {}));
    return Promise.resolve({ status, headers: {}, body });
  };
  return { http: { exchange }, asked };
}

function apiOf({ http }: ReturnType<typeof hub>): ReturnType<typeof createHubApi> {
  const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
  return createHubApi({ http, hash: createHash(), clock: createTestClock(), log });
}

describe('the badge of a namespace', () => {
  it.each([
    ['verified_publisher', 'verified'], ['open_source', 'sponsored'], ['', 'none'], ['something_new', 'none'],
  ])('%j is %s', async (badge, expected) => {
    const { http, asked } = hub({ '/v2/orgs/grafana/': { badge } });
    expect(await createHubAccounts(apiOf({ http, asked })).badge('grafana', lookup)).toBe(expected);
    expect(asked.map(({ url, headers }) => [url, headers['authorization']])).toEqual([['https://hub.docker.com/v2/orgs/grafana/', undefined]]);
  });

  it('is none for a namespace that nobody has, and unknown when the page cannot be read', async () => {
    const accounts = createHubAccounts(apiOf(hub({ '/v2/orgs/odd/': 'no JSON' })));
    expect(await accounts.badge('nobody', lookup)).toBe('none');
    expect(await accounts.badge('odd', lookup)).toBe('unknown');
  });

  it('is not asked for by a name that no namespace has', async () => {
    const { http, asked } = hub({});
    expect(await createHubAccounts(apiOf({ http, asked })).badge('../users', lookup)).toBe('none');
    expect(asked).toEqual([]);
  });

  it('is not asked for without consent', async () => {
    const { http, asked } = hub({});
    const accounts = createHubAccounts(apiOf({ http, asked }));
    expect(await failure(accounts.badge('grafana', { consent: { ...background(), offline: true } }))).toMatchObject({ code: 'offline' });
    expect(await failure(accounts.badge('grafana', { consent: { ...background(), trusted: false } }))).toMatchObject({ code: 'untrusted-workspace' });
    expect(asked).toEqual([]);
  });

  it('is an error when Docker Hub is', async () => {
    expect(await failure(createHubAccounts(apiOf(hub({ '/v2/orgs/grafana/': 403 }))).badge('grafana', lookup))).toMatchObject({ code: 'unauthorized' });
  });
});

describe('the page of a tag', () => {
  const images = [
    { architecture: 'amd64', os: 'linux', variant: null, size: 400 },
    { architecture: 'arm64', os: 'linux', variant: 'v8', size: 300 },
    { architecture: 'unknown', os: 'unknown', size: 1 },
    { architecture: 's390x', os: 'linux', size: 'large' },
  ];
  const path = '/v2/namespaces/library/repositories/node/tags/22';

  it('tells the size and the platforms without a pull', async () => {
    const platforms = ['linux/amd64', 'linux/arm64'];
    const { http, asked } = hub({ [path]: { images } });
    const tags = createHubTags(apiOf({ http, asked }));
    expect(await tags.details(reference('node:22'), 'linux/amd64', lookup)).toEqual({ platform: 'linux/amd64', size: 400, platforms });
    expect(await tags.details(reference('node:22'), 'linux/arm64', lookup)).toEqual({ platform: 'linux/arm64', size: 300, platforms });
    expect(await tags.details(reference('node:22'), 'linux/s390x', lookup)).toEqual({ platform: 'linux/s390x', platforms });
    expect(new Set(asked.map(({ url }) => new URL(url).host))).toEqual(new Set(['hub.docker.com']));
  });

  it('says nothing where it is not, holds nothing, or is about no tag', async () => {
    const { http, asked } = hub({ [path]: { images: [] } });
    const tags = createHubTags(apiOf({ http, asked }));
    expect(await tags.details(reference('node:21'), 'linux/amd64', lookup)).toBeUndefined();
    expect(await tags.details(reference('node:22'), 'linux/amd64', lookup)).toBeUndefined();
    const before = asked.length;
    expect(await tags.details(reference(`node@sha256:${'a'.repeat(64)}`), 'linux/amd64', lookup)).toBeUndefined();
    expect(await tags.details(reference('ghcr.io/acme/app:22'), 'linux/amd64', lookup)).toBeUndefined();
    expect(asked.length).toBe(before);
  });
});
