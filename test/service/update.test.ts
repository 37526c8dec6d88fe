import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ActionOptions } from '../../server/src/service/action-options';
import type { DocumentContext } from '../../server/src/service/image-service';
import { startFakeRegistry, type FakeRegistry } from '../support/fake-registry';
import { action, background } from '../support/fake-registry-client';
import { render } from '../../server/src/core/message';
import type { Signed } from '../support/sign-as';
import { contextOf as signerContext, entry, image, signedService } from '../support/signed-service';
import { contextOf, outcome, readBy, serviceOverHttp, type RegistryService } from '../support/registry-service';

let registry: FakeRegistry;
let world: RegistryService;

beforeEach(async () => {
  registry = await startFakeRegistry();
  world = await serviceOverHttp();
});
afterEach(() => registry.close());

const pod = 'apiVersion: v1\nkind: Pod\nspec:\n  containers:\n';

interface Asked {
  readonly path?: string;
  readonly context?: DocumentContext;
  readonly options?: Partial<ActionOptions & { readonly tags: boolean }>;
}

async function update(text: string, { path = '/w/Dockerfile', context = contextOf(), options = {} }: Asked = {}) {
  const plan = await world.service.updateAll(readBy(world.service, text, path), context, { consent: action, ...options });
  return { ...outcome(text, plan), changed: plan.changed };
}

/** An image that was pinned, and what its tag serves since. */
function moved(repository: string, tag: string): { readonly name: string; readonly old: string; readonly now: string } {
  const old = registry.putIndex(repository, tag, `${repository}:${tag} then`).digest;
  const now = registry.putIndex(repository, tag, `${repository}:${tag} now`).digest;
  return { name: `${registry.host}/${repository}`, old, now };
}

describe('updating', () => {
  it('replaces the digests alone, and keeps every comment', async () => {
    const [a, b] = [moved('team/a', '1'), moved('team/b', '1.27')];
    const text = `${pod}  - image: "${a.name}:1@${a.old}" # 1\n  - {image: ${b.name}@${b.old}} # ratchet:${b.name}:1.27\n`;
    const result = await update(text, { path: '/w/pod.yaml' });
    expect(result).toMatchObject({ text: text.replace(a.old, a.now).replace(b.old, b.now), left: [] });
    expect(result.changed.map(({ from, to }) => [from, to])).toEqual([
      [`${a.name}:1@${a.old}`, `${a.name}:1@${a.now}`],
      [`${b.name}@${b.old}`, `${b.name}@${b.now}`],
    ]);
  });

  it('takes the tag of a digest alone from the line above it in a Dockerfile', async () => {
    const { name, old, now } = moved('team/a', '1.2');
    const text = `# tag=1.2\r\nFROM ${name}@${old} AS a\r\n`;
    expect((await update(text)).text).toBe(text.replace(old, now));
  });

  it('asks nothing but the tag of what is up to date', async () => {
    const { digest } = registry.putIndex('team/a', '1');
    const text = `FROM ${registry.host}/team/a:1@${digest}\n`;
    expect(await update(text)).toMatchObject({ text, left: ['skipped: up to date'] });
    expect(registry.log).toEqual(['HEAD /v2/team/a/manifests/1']);
  });

  it('writes only what was hashed: a digest that a HEAD alone told is asked for', async () => {
    const { name, old, now } = moved('team/a', '1');
    const lie = `sha256:${'e'.repeat(64)}`;
    registry.script('HEAD /v2/team/a/manifests/1', (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/vnd.oci.image.index.v1+json', 'docker-content-digest': lie }).end();
    });
    expect((await update(`FROM ${name}:1@${old}\n`)).text).toBe(`FROM ${name}:1@${now}\n`);
    expect(registry.log).toEqual(['HEAD /v2/team/a/manifests/1', 'GET /v2/team/a/manifests/1']);
  });

  it('leaves what is not pinned, what no tag names, what is local, and what somebody wants to keep', async () => {
    const { name, old } = moved('team/a', '1');
    const text = `${pod}  - image: ${name}:1\n  - image: ${name}@${old}\n  - image: ${name}:1@${old} # ratchet:exclude\n  # plimsoll-ignore-next-line digest-stale: tested\n  - image: ${name}:1@${old}\n  - image: "{{ .x }}"\n`;
    expect(await update(text, { path: '/w/pod.yaml' })).toMatchObject({
      text,
      left: ['skipped: not pinned', 'skipped: no tag says what its digest is of', 'skipped: excluded by the comment beside it', 'skipped: ignored', 'skipped: This is a placeholder that a template fills.'],
    });
    const local = { ...contextOf(), localNames: new Set([name]) };
    expect((await update(`FROM ${name}:1@${old}\n`, { context: local })).left).toEqual(['skipped: built by this workspace']);
    const ignored = contextOf({ ignore: [{ rule: 'digest-stale', image: `${name}` }] });
    expect((await update(`FROM ${name}:1@${old}\n`, { context: ignored })).left).toEqual(['skipped: ignored']);
    expect(registry.log).toEqual([]);
  });

  it('fails where the tag is gone, and where nobody may be asked', async () => {
    const { name, old } = moved('team/a', '1');
    registry.removeTag('team/a', '1');
    const text = `FROM ${name}:1@${old}\n`;
    expect(await update(text)).toMatchObject({ text, left: [`failed: not found on ${registry.host}`] });
    const offline = await update(`FROM ${name}:2@${old}\n`, { options: { consent: { ...action, offline: true } } });
    expect(offline.left).toEqual([`failed: ${registry.host} was not asked, because look-ups are switched off`]);
  });

  it('tells the host that did not answer, and updates the others', async () => {
    const [a, b] = [moved('team/a', '1'), moved('team/b', '1')];
    registry.script(/manifests\/1$/, (request, response, serve) => (request.url?.includes('team/a') ? response.writeHead(401).end() : serve()));
    const text = `FROM ${a.name}:1@${a.old}\nFROM ${b.name}:1@${b.old}\n`;
    expect(await update(text)).toMatchObject({ text: text.replace(b.old, b.now), left: [`failed: ${registry.host} wants a login, or has no such image`] });
  });

  it('does not compare two algorithms', async () => {
    registry.putIndex('team/a', '1');
    const text = `FROM ${registry.host}/team/a:1@sha512:${'a'.repeat(128)}\n`;
    expect(await update(text)).toMatchObject({ text, left: ['failed: the registry tells no digest of this algorithm'] });
  });

  it('edits an ARG that two stages share once', async () => {
    const { name, old, now } = moved('team/a', '1');
    const text = `ARG B=${name}:1@${old}\nFROM $B AS a\nFROM $B\n`;
    const result = await update(text);
    expect(result.text).toBe(text.replace(old, now));
    expect(result.changed).toHaveLength(1);
  });
});

describe('pinning all', () => {
  it('leaves what another tool was told to leave', async () => {
    const text = `# ratchet:exclude\nFROM ${registry.host}/team/a:1\n`;
    const plan = await world.service.pinAll(readBy(world.service, text), contextOf(), { consent: action });
    expect(outcome(text, plan)).toEqual({ text, left: ['skipped: excluded by the comment beside it'] });
    expect(registry.log).toEqual([]);
  });
});

describe('updating with newer tags', () => {
  it('takes the newest tag of the same kind with its digest, also in the comment beside it', async () => {
    for (const tag of ['1.27.3-alpine', '1.27.4-alpine', '1.27.5', '2.0.0-alpine']) registry.putIndex('team/a', tag);
    const name = `${registry.host}/team/a`;
    const digestOf = (tag: string) => registry.findManifest('team/a', tag)!.digest;
    const [old, now] = [digestOf('1.27.3-alpine'), digestOf('1.27.4-alpine')];
    const lines = (tag: string, digest: string) => `${pod}  - image: ${name}:${tag}@${digest} # ${tag}\n  - image: ${name}@${digest} # ratchet:${name}:${tag}\n  - image: ${name}:${tag}@${digest} # 1.27\n`;
    const result = await update(lines('1.27.3-alpine', old), { path: '/w/pod.yaml', options: { tags: true } });
    expect(result).toMatchObject({ text: lines('1.27.4-alpine', now), left: [] });
    expect((await update(lines('1.27.4-alpine', now), { path: '/w/pod.yaml', options: { tags: true } })).changed).toEqual([]);
  });

  it('does so only where it was asked for, and not where newer tags are ignored', async () => {
    for (const tag of ['1.1', '1.2']) registry.putIndex('team/a', tag);
    const text = `# plimsoll-ignore-next-line tag-outdated: tested\nFROM ${registry.host}/team/a:1.1@${registry.findManifest('team/a', '1.1')!.digest}\n`;
    expect((await update(text, { options: { tags: true } })).text).toBe(text);
    const unmarked = text.replace(/^.*\n/, '');
    expect((await update(unmarked)).text).toBe(unmarked);
    expect((await update(unmarked, { options: { tags: true } })).text).toContain('team/a:1.2@');
  });

  it('leaves the image where the list of tags is not to be had', async () => {
    const { name, old } = moved('team/a', '1.1');
    registry.script(/tags\/list$/, (_request, response) => response.writeHead(401).end());
    const text = `FROM ${name}:1.1@${old}\n`;
    expect(await update(text, { options: { tags: true } })).toMatchObject({ text, left: [expect.stringMatching(/^failed: .* wants a login/)] });
  });
});

describe('a digest without a tag', () => {
  async function addTag(text: string): Promise<{ readonly text: string; readonly left: readonly string[] }> {
    const document = readBy(world.service, text);
    const fix = world.service.fixes(document, 6, contextOf()).find(({ kind }) => kind === 'add-tag');
    if (!fix) throw new Error('no tag is offered');
    return outcome(text, await world.service.resolveFix(document, fix, contextOf(), { consent: action }));
  }

  it('gets `latest` where that serves it, and no list is asked for', async () => {
    const { digest } = registry.putIndex('team/a', 'latest');
    const text = `FROM ${registry.host}/team/a@${digest}\n`;
    expect(await addTag(text)).toEqual({ text: text.replace('@', ':latest@'), left: [] });
    expect(registry.log).toEqual(['HEAD /v2/team/a/manifests/latest']);
  });

  it('gets the newest tag that serves exactly this digest, and asks for no body', async () => {
    for (const tag of ['1.1', '1.2', '1.3', 'latest']) registry.putIndex('team/a', tag);
    const { digest } = registry.findManifest('team/a', '1.2')!;
    const text = `FROM ${registry.host}/team/a@${digest}\n`;
    expect((await addTag(text)).text).toBe(text.replace('@', ':1.2@'));
    expect(registry.log.filter(line => line.startsWith('GET')).every(line => line.includes('/tags/list'))).toBe(true);
  });

  it('stays without one where none of a bounded number serves it', async () => {
    for (let minor = 0; minor < 60; minor += 1) registry.putIndex('team/a', `1.${minor}`);
    const { manifests } = registry.putIndex('team/a', 'latest');
    // One platform of a tag is not what the tag serves.
    const text = `FROM ${registry.host}/team/a@${manifests[0]!.digest}\n`;
    expect(await addTag(text)).toEqual({ text, left: ['failed: none of the latest tags serves this digest'] });
    expect(registry.log.filter(line => line.startsWith('HEAD'))).toHaveLength(31);
  });

  it('is asked about by a click alone', async () => {
    const { digest } = registry.putIndex('team/a', 'latest');
    const text = `FROM ${registry.host}/team/a@${digest}\n`;
    const document = readBy(world.service, text);
    await world.service.lookUp(document, contextOf(), { consent: background(registry.host) });
    await world.service.lookUpDetails(document, document.uses[0]!, contextOf(), { consent: background(registry.host) });
    expect(registry.log.filter(line => line.includes('latest') || line.includes('tags'))).toEqual([]);
  });
});

describe('updating where a signer is known', () => {
  const old = `sha256:${'0'.repeat(64)}`;
  const text = `FROM ${image}:latest@${old}\n`;

  async function updated(how: Signed, policy = signerContext(entry())) {
    const signed = await signedService(how);
    const plan = await signed.service.updateAll(readBy(signed.service, text), policy, { consent: action });
    return { ...outcome(text, plan), after: text.replace(old, signed.signed.digest), notes: (plan.notes ?? []).map(({ reason }) => render(reason)) };
  }

  it('verifies the new digest first', async () => {
    const { text: result, after, notes } = await updated('good');
    expect({ result, notes }).toEqual({ result: after, notes: [] });
  });

  it.each(['wrong', 'other'] as const)('keeps the old digest where the signature of the new one is not accepted: %s', async how => {
    const { text: result, left } = await updated(how);
    expect(result).toBe(text);
    expect(left).toEqual([expect.stringMatching(/^failed: its signature is not accepted: /)]);
  });

  it('keeps the old digest where the policy requires a signature and the new one has none', async () => {
    const { text: result, left } = await updated('none', signerContext(entry({ required: true })));
    expect(result).toBe(text);
    expect(left).toEqual([expect.stringMatching(/^failed: the policy requires a signature on it: /)]);
  });
});
