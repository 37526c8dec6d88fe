import { describe, expect, it } from 'vitest';
import { nobody } from '../../server/src/core/accepted-signer';
import { render } from '../../server/src/core/message';
import { defaultPolicy, type TrustPolicy } from '../../server/src/core/policy';
import { applyEdits } from '../../server/src/core/range';
import type { ReadDocument } from '../../server/src/core/document';
import type { RegistryClient } from '../../server/src/oci/client';
import { RegistryError } from '../../server/src/oci/error';
import type { ActionOptions } from '../../server/src/service/action-options';
import type { DocumentContext, ImageService } from '../../server/src/service/image-service';
import type { VerificationRequest } from '../../server/src/signatures/verifier';
import { createTestClock } from '../support/fake-registry-client';
import { createTestService } from '../support/service';

const digest = `sha256:${'d'.repeat(64)}`;
const action: ActionOptions = { consent: { offline: false, trusted: true, purpose: 'action', allowedHosts: [] } };

interface World {
  readonly service: ImageService;
  readonly asked: string[];
  readonly verified: VerificationRequest[];
}

/** An engine whose registry serves `digest` for everything, by HEAD unverified, or fails with `failure`. */
async function world(failure?: RegistryError): Promise<World> {
  const asked: string[] = [];
  const verified: VerificationRequest[] = [];
  const answer = (how: string, bytesSeen: boolean) => (reference: { repository: string }) => {
    asked.push(`${how} ${reference.repository}`);
    if (failure) return Promise.reject(failure);
    return Promise.resolve({ digest, mediaType: 'application/vnd.oci.image.index.v1+json', verified: bytesSeen, resolvedAt: 0 });
  };
  const never = () => Promise.reject(new Error('not expected'));
  const client: RegistryClient = { resolve: answer('HEAD', false), resolveVerified: answer('GET', true), manifest: never, blob: never, referrers: never, tags: never };
  const verifier = {
    verify: (request: VerificationRequest) => {
      verified.push(request);
      return Promise.reject(new Error('enough'));
    },
  };
  const service = await createTestService({ client, clock: createTestClock(), loadVerifier: () => Promise.resolve(verifier) });
  return { service, asked, verified };
}

function context(policy: Partial<TrustPolicy> = {}): DocumentContext {
  return { policy: { ...defaultPolicy, ...policy }, path: 'Dockerfile', localNames: new Set() };
}

function read(service: ImageService, text: string): ReadDocument {
  const document = service.read({ path: '/w/Dockerfile', text }, defaultPolicy);
  if (!document) throw new Error('nobody claims the Dockerfile');
  return document;
}

describe('the light bulb', () => {
  const titles = async (policy: Partial<TrustPolicy>, text = 'FROM somebody/app:latest\n') => {
    const { service } = await world();
    return service.fixes(read(service, text), 6, context(policy)).map(({ kind }) => kind);
  };

  it('offers to ignore while nothing is locked', async () => {
    expect(await titles({})).toEqual(['pin', 'ignore-line', 'ignore-line', 'ignore-file', 'ignore-file']);
  });

  it('offers no way around what the floor locks', async () => {
    expect(await titles({ locked: ['rules'] })).toEqual(['pin']);
    expect(await titles({ inlineIgnores: false })).toEqual(['pin']);
    expect(await titles({ locked: ['trust'] })).toEqual(['pin', 'ignore-line', 'ignore-file']);
  });

  it('says why an edit cannot be made', async () => {
    const { service } = await world();
    const [pin] = service.fixes(read(service, 'ARG V=20\nFROM node:${V}\n'), 15, context());
    expect(pin?.kind).toBe('pin');
    expect(pin?.disabled && render(pin.disabled)).toContain('several parts');
    expect(pin?.preferred).toBe(false);
  });

  it('asks nobody', async () => {
    const { service, asked } = await world();
    service.fixes(read(service, 'FROM node:20\n'), 6, context());
    expect(asked).toEqual([]);
  });
});

describe('pinning', () => {
  it('writes only a digest whose bytes were seen', async () => {
    const { service, asked } = await world();
    const document = read(service, 'FROM node:20\n');
    await service.lookUp(document, context(), action);
    expect(asked).toEqual(['HEAD library/node']);
    expect((await service.pinAll(document, context(), { ...action, source: 'cache' })).edits).toEqual([]);
    await service.pinAll(document, context(), action);
    expect(asked).toEqual(['HEAD library/node', 'GET library/node']);
    const { edits } = await service.pinAll(document, context(), { ...action, source: 'cache' });
    expect(applyEdits(document.text, edits)).toBe(`FROM node:20@${digest}\n`);
  });

  it('never replaces a digest, and never touches an ignored finding', async () => {
    const { service, asked } = await world();
    const text = `FROM node:20@sha256:${'a'.repeat(64)}\n# plimsoll-ignore-next-line tag-not-pinned: why\nFROM golang:1\n`;
    const plan = await service.pinAll(read(service, text), context(), action);
    expect(plan.edits).toEqual([]);
    expect(plan.left.map(({ kind }) => kind)).toEqual(['skipped', 'skipped']);
    expect(asked).toEqual([]);
  });

  it('edits an ARG that several stages share once', async () => {
    const { service } = await world();
    const document = read(service, 'ARG B=node:20\nFROM $B\nFROM $B AS again\nFROM node:20\n');
    const { edits } = await service.pinAll(document, context(), action);
    expect(applyEdits(document.text, edits)).toBe(`ARG B=node:20@${digest}\nFROM $B\nFROM $B AS again\nFROM node:20@${digest}\n`);
  });

  it('tells what could not be done, with the host', async () => {
    const { service } = await world(new RegistryError('rate-limited', 'registry-1.docker.io', 'slow down'));
    const plan = await service.pinAll(read(service, 'FROM node:20\n'), context(), action);
    expect(plan.left.map(({ kind, reason }) => [kind, render(reason)])).toEqual([['failed', 'rate limited (429) by registry-1.docker.io']]);
  });
});

describe('swapping', () => {
  const swapOf = async ({ service }: World) => {
    const document = read(service, 'FROM --platform=linux/amd64 "node:22" AS web # no comment\n'.replace(' # no comment', ''));
    const fix = service.fixes(document, 32, context()).find(({ kind, target }) => kind === 'swap' && target?.registry === 'cgr.dev');
    if (!fix) throw new Error('no swap is offered');
    return { document, plan: await service.resolveFix(document, fix, context(), action) };
  };

  it('pins the new image at once', async () => {
    const { document, plan } = await swapOf(await world());
    expect(applyEdits(document.text, plan.edits)).toBe(`FROM --platform=linux/amd64 "cgr.dev/chainguard/node:latest@${digest}" AS web\n`);
  });

  it('writes the tag that the tables list when nobody can be asked', async () => {
    const { document, plan } = await swapOf(await world(new RegistryError('unreachable', 'cgr.dev', 'no')));
    expect(applyEdits(document.text, plan.edits)).toBe('FROM --platform=linux/amd64 "cgr.dev/chainguard/node:latest" AS web\n');
  });
});

describe('verifying', () => {
  const signersFor = async (signatures: TrustPolicy['signatures'], text: string) => {
    const { service, verified } = await world();
    const reference = read(service, `FROM ${text}\n`).uses[0]?.reference;
    if (!reference) throw new Error('no reference');
    await service.verify(reference, { ...defaultPolicy, signatures }, action).catch(() => undefined);
    return verified[0];
  };
  const mine = { images: 'cgr.dev/chainguard/**', required: true, keyless: { issuer: 'https://i', identity: 'me' } };

  it('expects the publisher where the policy names nobody', async () => {
    const request = await signersFor([], 'cgr.dev/chainguard/node');
    expect(request?.signers).toEqual([expect.objectContaining({ source: 'chainguard' })]);
    expect((await signersFor([], 'node:20'))?.publisherDoesNotSign).toBe(true);
  });

  it('never widens who the policy names by who is built in', async () => {
    expect((await signersFor([mine], 'cgr.dev/chainguard/node'))?.signers).toEqual([expect.objectContaining({ identity: 'me' })]);
  });

  it('lets a file that may only narrow add nobody', async () => {
    const other = { ...mine, keyless: { issuer: 'https://i', identity: 'other' }, effect: 'narrows' as const, source: 'nested' };
    expect((await signersFor([{ ...mine, source: 'root' }, other], 'cgr.dev/chainguard/node'))?.signers).toEqual([nobody]);
  });
});
