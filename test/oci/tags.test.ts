import { describe, expect, it } from 'vitest';
import type { TagList } from '../../server/src/core/tag-list';
import { action, createTestClient, failure, reference } from '../support/fake-registry-client';
import { sendError, type FakeRegistry, type FakeRegistryOptions, type Handler } from '../support/fake-registry';
import { answer, asUsual, fake } from './fakes';

const lookup = { consent: action };
const path = '/v2/team/app/tags/list';
const fourTags = ['1.0', '1.1', '1.2', 'latest'];

async function withTags(tags: readonly string[] = fourTags, options: FakeRegistryOptions = {}): Promise<FakeRegistry> {
  const registry = await fake(options);
  for (const tag of tags) registry.putImage('team/app', tag, tag);
  return registry;
}

function listed(registry: FakeRegistry, limits = {}, onPage?: (tags: readonly string[]) => void): Promise<TagList | 'missing'> {
  return createTestClient({ limits }).client.tags(reference(`${registry.host}/team/app:1.0`), { ...lookup, ...(onPage ? { onPage } : {}) });
}

/** A page with these tags, as they stand in JSON. */
function page(tags: unknown, link?: string): Handler {
  return answer(200, { 'content-type': 'application/json', ...(link === undefined ? {} : { link }) }, JSON.stringify({ name: 'team/app', tags }));
}

describe('the tags of a repository', () => {
  it('are asked for as plain JSON, a thousand at once', async () => {
    const registry = await withTags();
    expect(await listed(registry)).toEqual({ tags: fourTags, complete: true });
    expect(registry.log).toEqual([`GET ${path}?n=1000`]);
    expect(registry.requests[0]?.headers.accept).toBe('application/json');
  });

  it('are read page by page, and told of as they come', async () => {
    const registry = await withTags(fourTags, { tagsPage: 3 });
    const told: (readonly string[])[] = [];
    expect(await listed(registry, {}, tags => told.push(tags))).toEqual({ tags: fourTags, complete: true });
    expect(registry.log).toEqual([`GET ${path}?n=1000`, `GET ${path}?last=1.2&n=3`]);
    expect(told).toEqual([fourTags.slice(0, 3), fourTags]);
  });

  it('are had with a token where one is wanted', async () => {
    const registry = await withTags(fourTags, { auth: 'bearer' });
    expect(await listed(registry)).toEqual({ tags: fourTags, complete: true });
  });

  it('are asked for once by those who ask at the same time', async () => {
    const registry = await withTags();
    const { client } = createTestClient();
    const app = reference(`${registry.host}/team/app`);
    const both = await Promise.all([client.tags(app, lookup), client.tags({ ...app, tag: 'other' }, lookup)]);
    expect(both.map(each => each !== 'missing' && each.tags)).toEqual([fourTags, fourTags]);
    expect(registry.log).toHaveLength(1);
  });

  it('are missing where the registry says that there is no such repository', async () => {
    expect(await listed(await fake())).toBe('missing');
  });

  it('are not missing where a 404 is all there is to go by', async () => {
    const registry = await withTags();
    registry.script(path, answer(404, {}, 'not here'));
    expect(await failure(listed(registry))).toMatchObject({ code: 'unauthorized' });
  });

  it.each([[403, 'unauthorized'], [503, 'unreachable'], [405, 'bad-answer']] as const)('are unknown after %i', async (status, code) => {
    const registry = await withTags();
    registry.script(path, (_, response) => sendError(response, status, 'DENIED'));
    expect(await failure(listed(registry))).toMatchObject({ code });
  });

  it('are not asked for without consent', async () => {
    const registry = await withTags();
    const { client } = createTestClient();
    expect(await failure(client.tags(reference(`${registry.host}/team/app`), { consent: { ...action, purpose: 'background' } }))).toMatchObject({ code: 'host-not-allowed' });
    expect(registry.log).toEqual([]);
  });
});

describe('a list of tags that is not as it should be', () => {
  it.each([['null', null], ['left out', undefined], ['empty', []]])('is empty when it is %s', async (_, tags) => {
    const registry = await withTags();
    registry.script(path, page(tags));
    expect(await listed(registry)).toEqual({ tags: [], complete: true });
  });

  it.each([['a text', 'latest'], ['an object', { latest: true }]])('is no answer when it is %s', async (_, tags) => {
    const registry = await withTags();
    registry.script(path, page(tags));
    expect(await failure(listed(registry))).toMatchObject({ code: 'bad-answer' });
  });

  it('is no answer when it is no JSON', async () => {
    const registry = await withTags();
    registry.script(path, answer(200, {}, '<html>'));
    expect(await failure(listed(registry))).toMatchObject({ code: 'bad-answer' });
  });

  it('keeps what can stand in a reference, each once, and nothing that is attached to an image', async () => {
    const registry = await withTags();
    const digest = 'a'.repeat(64);
    const invalid = ['', '-x', '.x', 'a b', 'a:b', 'a/b', '../..', 'x'.repeat(129), 'ä', '1.0\n', '1.0\u0000', 7, null, ['1.0'], { tag: '1.0' }, `sha256-${digest}`, `sha256-${digest}.sig`];
    registry.script(path, page([...invalid, '1.0', '1.0', '__proto__', 'x'.repeat(128)]));
    expect(await listed(registry)).toEqual({ tags: ['1.0', '__proto__', 'x'.repeat(128)], complete: true });
  });

  it('need not be sorted, nor mind how many were wanted', async () => {
    const registry = await withTags();
    const many = Array.from({ length: 1503 }, (_, index) => `v${(index * 7) % 1503}`);
    registry.script(path, page(many));
    expect(await listed(registry)).toEqual({ tags: many, complete: true });
  });

  it('is cut where it is longer than anybody needs, and says so', async () => {
    const registry = await withTags();
    expect(await listed(registry, { mostTags: 3 })).toEqual({ tags: fourTags.slice(0, 3), complete: false });
  });

  it('is no answer where a page is larger than a page can be', async () => {
    const registry = await withTags();
    expect(await failure(listed(registry, { tagsBytes: 40 }))).toMatchObject({ code: 'bad-answer' });
  });
});

describe('the link to the next page', () => {
  it('counts in any of its forms', async () => {
    const registry = await withTags();
    registry.script(path, page(['1'], `<http://${registry.host}${path}?last=1>; rel="next"`), page(['2'], `<${path}?last=2>; rel=next`), page(['3'], `<list?last=3>; foo=bar; rel="next"`), page(['4']));
    expect(await listed(registry)).toEqual({ tags: ['1', '2', '3', '4'], complete: true });
    expect(registry.log.slice(1)).toEqual([`GET ${path}?last=1`, `GET ${path}?last=2`, `GET ${path}?last=3`]);
  });

  it('leads to this very list, where the registry leaves out under which name it was asked', async () => {
    const registry = await withTags();
    registry.script(path, page(['1'], '</v2/app/tags/list?last=1&n=1>; rel="next"'), page(['2']));
    expect(await listed(registry)).toEqual({ tags: ['1', '2'], complete: true });
    expect(registry.log).toEqual([`GET ${path}?n=1000`, `GET ${path}?last=1&n=1`]);
  });

  it('leads nowhere else: another origin is not asked, and the list says that it was cut', async () => {
    const registry = await withTags();
    const other = await fake();
    const follow = (link: string): Promise<TagList | 'missing'> => {
      registry.script(path, page(['1'], `<${link}>; rel="next"`), page(['2']));
      return listed(registry);
    };
    expect(await follow(`http://${registry.host}${path}?last=1`)).toEqual({ tags: ['1', '2'], complete: true });
    for (const link of [`http://${other.host}${path}?last=1`, `https://${registry.host}${path}?last=1`, `http://user:word@${registry.host}${path}?last=1`, `//${other.host}/x`, 'data:,x', 'file:///etc/hosts', 'http://[']) {
      expect(await follow(link), link).toEqual({ tags: ['1'], complete: false });
    }
    expect(other.log).toEqual([]);
  });

  it.each([['itself', `${path}?n=1000`], ['what it read already', `${path}?last=1`]])('is followed no more when it leads to %s', async (_, target) => {
    const registry = await withTags();
    registry.script(path, page(['1'], `<${path}?last=1>; rel="next"`), page(['2'], `<${target}>; rel="next"`));
    expect(await listed(registry)).toEqual({ tags: ['1', '2'], complete: false });
    expect(registry.log).toHaveLength(2);
  });

  it('is followed no more when there is nothing new behind it', async () => {
    const registry = await withTags();
    let asked = 0;
    registry.script(path, (...exchange) => page(['1', '2'], `<${path}?last=${(asked += 1)}>; rel="next"`)(...exchange));
    expect(await listed(registry)).toEqual({ tags: ['1', '2'], complete: false });
    expect(registry.log).toHaveLength(2);
  });

  it('is followed so many times, and no more', async () => {
    const registry = await withTags();
    let asked = 0;
    registry.script(path, (...exchange) => page([`1.${(asked += 1)}`], `<${path}?last=1.${asked}>; rel="next"`)(...exchange));
    const found = await listed(registry);
    expect(found).toMatchObject({ complete: false });
    expect(found !== 'missing' && found.tags).toHaveLength(50);
    expect(registry.log).toHaveLength(50);
  });

  it.each([['fails', (_: unknown, response: Parameters<Handler>[1]) => sendError(response, 403, 'DENIED')], ['is not there', (_: unknown, response: Parameters<Handler>[1]) => sendError(response, 404, 'NAME_UNKNOWN')]])('loses nothing when what is behind it %s', async (_, handler) => {
    const registry = await withTags(fourTags, { tagsPage: 2 });
    registry.script(path, asUsual, handler);
    expect(await listed(registry)).toEqual({ tags: ['1.0', '1.1'], complete: false });
  });

  it('is not followed for those who went away', async () => {
    const registry = await withTags(fourTags, { tagsPage: 2 });
    const controller = new AbortController();
    registry.script(path, asUsual, () => controller.abort());
    const { client } = createTestClient();
    expect(await failure(client.tags(reference(`${registry.host}/team/app`), { ...lookup, signal: controller.signal }))).toMatchObject({ code: 'cancelled' });
  });
});
