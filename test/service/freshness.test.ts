import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { render } from '../../server/src/core/message';
import type { DocumentContext } from '../../server/src/service/image-service';
import { pinnedText } from '../../server/src/service/freshness-text';
import { sendError, startFakeRegistry, type FakeRegistry } from '../support/fake-registry';
import { action, background } from '../support/fake-registry-client';
import { contextOf, outcome, readBy, serviceOverHttp, type RegistryService } from '../support/registry-service';

let registry: FakeRegistry;
let world: RegistryService;

beforeEach(async () => {
  registry = await startFakeRegistry();
  world = await serviceOverHttp();
});
afterEach(() => registry.close());

const everythingOn = contextOf({ rules: { 'digest-stale': 'information' } });

/** Looks a Dockerfile up as for opening it, and gives the rules about its pin that find something then. */
async function found(text: string, context: DocumentContext = everythingOn): Promise<readonly string[]> {
  const document = readBy(world.service, text);
  await world.service.lookUp(document, context, { consent: background(registry.host) });
  return pinning(text, context);
}

function pinning(text: string, context: DocumentContext): readonly string[] {
  const { findings } = world.service.check(readBy(world.service, text), context);
  return findings.filter(({ concern }) => concern === 'pinning').map(({ rule }) => rule);
}

/** What somebody who points at the image makes known. */
async function pointAt(text: string): Promise<readonly string[]> {
  const document = readBy(world.service, text);
  const use = document.uses[0]!;
  await world.service.lookUpDetails(document, use, everythingOn, { consent: background(registry.host) });
  return pinnedText(use.reference!.digest!, world.service.facts(use, document, everythingOn)).map(line => render(line));
}

describe('what the background asks about a pinned image', () => {
  it('is its tag alone while that stands for the digest', async () => {
    const { digest } = registry.putIndex('team/a', '1');
    expect(await found(`FROM ${registry.host}/team/a:1@${digest}\n`)).toEqual([]);
    expect(registry.log).toEqual(['HEAD /v2/team/a/manifests/1']);
  });

  it('is the digest too once the tag stands for another', async () => {
    const old = registry.putIndex('team/a', '1', 'then').digest;
    registry.putIndex('team/a', '1', 'now');
    expect(await found(`FROM ${registry.host}/team/a:1@${old}\n`)).toEqual(['digest-stale']);
    expect(registry.log).toEqual(['HEAD /v2/team/a/manifests/1', `HEAD /v2/team/a/manifests/${old}`]);
  });

  it('is asked by GET only to confirm that the digest is gone', async () => {
    registry.putIndex('team/a', '1');
    const gone = `sha256:${'9'.repeat(64)}`;
    const text = `FROM ${registry.host}/team/a:1@${gone}\n`;
    expect(await found(text, contextOf())).toEqual(['digest-not-found']);
    expect(registry.log).toEqual(['HEAD /v2/team/a/manifests/1', `HEAD /v2/team/a/manifests/${gone}`, `GET /v2/team/a/manifests/${gone}`]);
  });

  it('finds no tag where a GET says so, and nothing where a HEAD alone does', async () => {
    registry.putIndex('team/a', '1');
    expect(await found(`FROM ${registry.host}/team/a:2\n`)).toEqual(['tag-not-found']);
    registry.script('HEAD /v2/team/a/manifests/1', (_request, response) => response.writeHead(404).end());
    expect(await found(`FROM ${registry.host}/team/a:1\n`)).toEqual(['tag-not-pinned']);
  });

  it.each([401, 403, 429, 503])('finds nothing where the registry answers %i', async status => {
    const gone = `sha256:${'9'.repeat(64)}`;
    registry.script(/manifests/, (_request, response) => sendError(response, status, 'DENIED'));
    expect(await found(`FROM ${registry.host}/team/a:1@${gone}\nFROM ${registry.host}/team/b:1\n`)).toEqual(['tag-not-pinned']);
  });

  it('is nothing offline, nothing in a workspace that nobody trusts, and nothing of a host that nobody allowed', async () => {
    const text = `FROM ${registry.host}/team/a:1@sha256:${'9'.repeat(64)}\n`;
    for (const consent of [{ ...background(registry.host), offline: true }, { ...background(registry.host), trusted: false }, background()]) {
      await world.service.lookUp(readBy(world.service, text), everythingOn, { consent });
    }
    expect(registry.log).toEqual([]);
    expect(pinning(text, everythingOn)).toEqual([]);
  });

  it('is at most 64 references, tags and digests together', async () => {
    const lines = Array.from({ length: 40 }, (_, index) => {
      registry.putIndex(`team/a${index}`, '1', 'now');
      return `FROM ${registry.host}/team/a${index}:1@sha256:${'9'.repeat(64)}\n`;
    });
    await found(lines.join(''));
    const asked = registry.log.filter(line => line.startsWith('HEAD'));
    expect(asked.filter(line => line.endsWith('/1'))).toHaveLength(40);
    expect(asked).toHaveLength(64);
  });
});

describe('one platform of an index', () => {
  it('is found when somebody points at it, and for opening a file no index is fetched', async () => {
    const { manifests } = registry.putIndex('team/a', '1');
    const text = `FROM ${registry.host}/team/a:1@${manifests[1]!.digest}\n`;
    expect(await found(text)).toEqual(['digest-stale']);
    expect(registry.log.filter(line => line.startsWith('GET'))).toEqual([]);
    expect(await pointAt(text)).toEqual(['pinned to this digest', 'one platform of what the tag 1 serves now']);
    expect(pinning(text, everythingOn)).toEqual(['digest-single-platform']);
    expect(pinning(text.replace('FROM', 'FROM --platform=linux/arm64'), everythingOn)).toEqual([]);
  });

  it('is asked about only where an index could list it', async () => {
    const old = registry.putIndex('team/a', '1', 'then').digest;
    const { digest } = registry.putIndex('team/a', '1', 'now');
    await pointAt(`FROM ${registry.host}/team/a:1@${old}\n`);
    expect(registry.log).not.toContain(`GET /v2/team/a/manifests/${digest}`);
    expect(registry.log).not.toContain('GET /v2/team/a/manifests/1');
  });

  it('is pinned for all of them by a click', async () => {
    const { digest, manifests } = registry.putIndex('team/a', '1');
    const text = `FROM ${registry.host}/team/a:1@${manifests[0]!.digest}\n`;
    await pointAt(text);
    const document = readBy(world.service, text);
    const fix = world.service.fixes(document, 6, everythingOn).find(({ kind }) => kind === 'update');
    expect(fix && render(fix.title)).toBe(`Pin ${registry.host}/team/a:1 for all platforms`);
    expect(outcome(text, await world.service.resolveFix(document, fix!, everythingOn, { consent: action })).text).toBe(text.replace(manifests[0]!.digest, digest));
  });
});

describe('what is told of a pinned image', () => {
  it('is that the tag moved, and when it was asked', async () => {
    const old = registry.putIndex('team/a', '1', 'then').digest;
    const now = registry.putIndex('team/a', '1', 'now').digest;
    const lines = await pointAt(`FROM ${registry.host}/team/a:1@${old}\n`);
    expect(lines).toEqual(['pinned to this digest', expect.stringMatching(/^the tag 1 serves another digest now: .* \(asked at \d{4}-\d\d-\d\d \d\d:\d\d UTC\)$/)]);
    expect(lines[1]).toContain(now);
  });

  it('is that the tag is gone, and that the digest is', async () => {
    registry.putIndex('team/a', '1');
    expect(await pointAt(`FROM ${registry.host}/team/a:2@sha256:${'9'.repeat(64)}\n`)).toEqual(['The registry has no such image', 'the registry has no tag 2 any more']);
  });
});

describe('the light bulb at a pinned image', () => {
  const kinds = (text: string) => world.service.fixes(readBy(world.service, text), 6, contextOf()).filter(({ kind }) => kind.startsWith('update')).map(({ kind, preferred }) => (preferred ? `${kind}!` : kind));

  it('updates the digest unless it is known to be what the tag stands for', async () => {
    const old = registry.putIndex('team/a', '1', 'then').digest;
    const now = registry.putIndex('team/a', '1', 'now').digest;
    const [stale, fresh] = [old, now].map(digest => `FROM ${registry.host}/team/a:1@${digest}\n`) as [string, string];
    expect(kinds(stale)).toEqual(['update']);
    await found(stale);
    expect(kinds(stale)).toEqual(['update!']);
    expect(kinds(fresh)).toEqual([]);
    expect(kinds(`FROM ${registry.host}/team/a@${old}\n`)).toEqual([]);
    expect(kinds(stale + fresh)).toEqual(['update!', 'update-all']);
  });
});

describe('the list of tags', () => {
  const text = () => `FROM ${registry.host}/team/a:1.3\n`;
  const lists = () => registry.log.filter(line => line.includes('/tags/list')).length;

  async function pointed(context: DocumentContext) {
    const document = readBy(world.service, text());
    await world.service.lookUp(document, context, { consent: background(registry.host) });
    expect(lists()).toBe(0);
    await world.service.lookUpDetails(document, document.uses[0]!, context, { consent: background(registry.host) });
    return world.service.fixes(document, 6, context).filter(({ kind }) => kind === 'replace').map(({ title }) => render(title));
  }

  it('is asked for where somebody points at a tag that does not exist, and gives the nearest', async () => {
    for (const tag of ['1.1', '1.2', '9.9']) registry.putIndex('team/a', tag);
    expect(await pointed(contextOf())).toContain(`Use ${registry.host}/team/a:1.2 instead`);
    expect(lists()).toBe(1);
  });

  it('is not asked for where there is such a tag, unless a team wants to hear of newer ones', async () => {
    for (const tag of ['1.3', '1.4', '2.0']) registry.putIndex('team/a', tag);
    expect(await pointed(contextOf())).toEqual([]);
    expect(lists()).toBe(0);
    const wanting = contextOf({ rules: { 'tag-outdated': 'warning' } });
    expect(await pointed(wanting)).toEqual([`Use ${registry.host}/team/a:1.4 instead`]);
    expect(pinning(text(), wanting)).toEqual(['tag-outdated']);
  });
});
