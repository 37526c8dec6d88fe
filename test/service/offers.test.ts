import { describe, expect, it } from 'vitest';
import type { ImageDetails } from '../../server/src/core/image-details';
import { render } from '../../server/src/core/message';
import { defaultPolicy, type TrustPolicy } from '../../server/src/core/policy';
import { familiarReference, formatReference } from '../../server/src/core/reference';
import type { DocumentContext, ImageService } from '../../server/src/service/image-service';
import type { ReadDocument } from '../../server/src/core/document';
import { background, createTestClient, createTestClock } from '../support/fake-registry-client';
import { createTestService } from '../support/service';

interface World {
  readonly service: ImageService;
  readonly asked: string[];
}

/** An engine whose registries know these details, and have nothing else. */
async function world(known: Readonly<Record<string, Partial<ImageDetails>>> = {}): Promise<World> {
  const asked: string[] = [];
  const details = {
    details: (reference: Parameters<typeof formatReference>[0], platform: string) => {
      const name = familiarReference(reference);
      asked.push(`${name} ${platform}`);
      return Promise.resolve(known[name] ? { platform, ...known[name] } : ('missing' as const));
    },
  };
  const service = await createTestService({ client: createTestClient().client, clock: createTestClock(), details });
  return { service, asked };
}

function contextWith(policy: Partial<TrustPolicy> = {}): DocumentContext {
  return { policy: { ...defaultPolicy, ...policy }, path: 'Dockerfile', localNames: new Set() };
}

interface Case {
  readonly text?: string;
  readonly policy?: Partial<TrustPolicy>;
  readonly lookUp?: boolean;
}

async function offersOf({ service }: World, { text = 'FROM node:24\nCMD ["server.js"]\n', policy, lookUp = true }: Case = {}) {
  const context = contextWith(policy);
  const document = service.read({ path: '/w/Dockerfile', text }, context.policy) as ReadDocument;
  const use = document.uses[0] as ReadDocument['uses'][number];
  if (lookUp) await service.lookUpDetails(document, use, context, { consent: background() });
  const { offered, rejected } = service.offers(document, use, context);
  const fixes = service.fixes(document, use.range.start, context);
  return {
    texts: offered.map(offer => `${familiarReference(offer.alternative.reference)}: ${render(offer.text)}`),
    offered: offered.map(({ alternative }) => alternative),
    rejected: rejected.map(({ reference }) => familiarReference(reference)),
    disabled: fixes.filter(({ kind }) => kind === 'swap').map(({ disabled }) => (disabled ? render(disabled) : 'can be done')),
  };
}

describe('swaps', () => {
  it.each([
    ['FROM node:24\n', 'something'],
    ['ARG V=24\nFROM node:$V\nFROM node:$V\n', 'something'],
    ['ARG V\nFROM node:$V\n', 'nothing'],
    ['FROM scratch\nCOPY --from=node:24 /a /b\n', 'nothing'],
  ])('are the same by themselves and among all fixes: %j', async (text, expected) => {
    const { service } = await world();
    const context = contextWith();
    const document = service.read({ path: '/w/Dockerfile', text }, context.policy) as ReadDocument;
    const [use] = document.uses as [ReadDocument['uses'][number]];
    const swaps = service.swaps(document, use, context);
    expect(swaps).toEqual(service.fixes(document, use.range.start, context).filter(({ kind }) => kind === 'swap'));
    expect(swaps.length > 0 ? 'something' : 'nothing').toBe(expected);
  });

  it('are none where an image is only shown', async () => {
    const { service } = await world();
    const context = contextWith();
    const document = service.read({ path: '/w/README.md', text: '```dockerfile\nFROM node:24\n```\n' }, context.policy) as ReadDocument;
    expect(service.swaps(document, document.uses[0] as ReadDocument['uses'][number], context)).toEqual([]);
  });
});

describe('what is offered', () => {
  it('asks nobody by itself', async () => {
    const empty = await world();
    const { offered } = await offersOf(empty, { lookUp: false });
    expect(offered.length).toBeGreaterThan(0);
    expect(offered.every(({ exists, details }) => exists === 'catalog' && details === undefined)).toBe(true);
    expect(empty.asked).toEqual([]);
  });

  it('says both sizes once they are known, for the platform of the user', async () => {
    const known = await world({ 'node:24': { size: 400e6 }, 'cgr.dev/chainguard/node:latest': { size: 52e6, version: '24.11.0' } });
    const { texts } = await offersOf(known);
    expect(texts.find(text => text.startsWith('cgr.dev/chainguard/node:latest:'))).toContain('52 MB (-87 %)');
    expect(known.asked).toContain('node:24 linux/amd64');
  });

  it('asks for the platform that the instruction names', async () => {
    const known = await world();
    await offersOf(known, { text: 'FROM --platform=linux/arm64 node:24\n' });
    expect(new Set(known.asked.map(each => each.split(' ')[1]))).toEqual(new Set(['linux/arm64']));
  });

  it('takes the version that the registry names for a guess, in its rank too', async () => {
    const first = async (version: string) => (await offersOf(await world({ 'cgr.dev/chainguard/node:latest': { version } }))).texts;
    const same = await first('24.11.0');
    expect(same[0]).toMatch(/^cgr\.dev\/chainguard\/node:latest: .*Node\.js 24\.11\.0/);
    const major = await first('26.1.0');
    expect(major.at(-1)).toMatch(/^cgr\.dev\/chainguard\/node:latest: .*Node\.js 26\.1\.0, not 24/);
    expect((await offersOf(await world())).texts.join('\n')).toContain('version unknown');
  });

  it('cannot be chosen when the registry does not have it', async () => {
    const { disabled, offered } = await offersOf(await world({ 'cgr.dev/chainguard/node:latest': { size: 1 } }));
    const names = offered.map(({ reference }) => formatReference(reference));
    expect(disabled[names.indexOf('cgr.dev/chainguard/node:latest')]).toBe('can be done');
    expect(disabled.filter(text => text.startsWith('not found on ')).length).toBe(names.length - 1);
  });

  it('names the lines that would have to change', async () => {
    const { texts } = await offersOf(await world(), { lookUp: false, text: 'FROM node:24\n\nCMD node server.js\n' });
    const distroless = texts.find(text => text.startsWith('gcr.io/distroless/nodejs24'));
    expect(distroless).toMatch(/: changes needed on line 3;/);
  });

  it('names no line that fails with the present image already', async () => {
    const { texts } = await offersOf(await world(), { lookUp: false, text: 'FROM gcr.io/distroless/nodejs22-debian12\nCMD node server.js\n' });
    expect(texts.join('\n')).not.toContain('changes needed');
  });

  it('leaves out what the policy rejects, and tells which', async () => {
    const trust = { publishers: ['distroless'], references: [], strict: true };
    const { offered, rejected } = await offersOf(await world(), { lookUp: false, policy: { trust } });
    expect(new Set(offered.map(({ publisher }) => publisher))).toEqual(new Set(['distroless']));
    expect(rejected).toContain('cgr.dev/chainguard/node:latest');
  });

  it('is written through a proxy cache, and asked for there', async () => {
    const cached = await world({ 'harbor.example/cg/chainguard/node:latest': { size: 7, version: '24.1.0' } });
    const { texts } = await offersOf(cached, { policy: { upstreams: { 'harbor.example/cg': 'cgr.dev' } } });
    expect(texts[0]).toMatch(/^harbor\.example\/cg\/chainguard\/node:latest: 7 B to pull; Node\.js 24\.1\.0/);
    expect(cached.asked.filter(each => each.startsWith('cgr.dev'))).toEqual([]);
  });

  it('asks nothing about an image that is built here', async () => {
    const { service, asked } = await world();
    const document = service.read({ path: '/w/Dockerfile', text: 'FROM team/app:1\n' }, defaultPolicy) as ReadDocument;
    const context = { ...contextWith(), localNames: new Set(['docker.io/team/app']) };
    await service.lookUpDetails(document, document.uses[0] as ReadDocument['uses'][number], context, { consent: background() });
    expect(asked).toEqual([]);
  });

  it('tells nobody the name of what is most likely built here', async () => {
    const unknown = await world();
    await offersOf(unknown, { text: 'FROM myapp:1\n' });
    expect(unknown.asked).toEqual([]);
  });
});
