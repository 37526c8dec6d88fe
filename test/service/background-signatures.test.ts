import { describe, expect, it } from 'vitest';
import type { SignatureVerifier, VerificationRequest } from '../../server/src/signatures/verifier';
import { message } from '../../server/src/core/message';
import { defaultPolicy } from '../../server/src/core/policy';
import type { RegistryClient } from '../../server/src/oci/client';
import type { DocumentContext } from '../../server/src/service/image-service';
import { background, createTestClock } from '../support/fake-registry-client';
import { createTestService } from '../support/service';

const context: DocumentContext = { policy: defaultPolicy, path: 'Dockerfile', localNames: new Set(['gcr.io/distroless/ours']) };
const consent = background();
const digest = (index: number) => `sha256:${String(index).padStart(64, '0')}`;

async function world() {
  const verified: VerificationRequest[] = [];
  let running = 0;
  let most = 0;
  const verifier: SignatureVerifier = {
    verify: async request => {
      verified.push(request);
      most = Math.max(most, ++running);
      await new Promise(resolve => setImmediate(resolve));
      running -= 1;
      return { reference: '', digest: request.reference.digest!, verdict: 'verified', reason: message('good'), signatures: [], attestations: [], trustRoot: { source: '', sha256: '', date: '' } };
    },
  };
  const clock = createTestClock();
  const client = { resolve: async () => ({ digest: digest(0), mediaType: '', verified: false, resolvedAt: 0 }) } as unknown as RegistryClient;
  const service = await createTestService({ client, clock, loadVerifier: () => Promise.resolve(verifier) });
  const read = (text: string) => service.read({ path: '/w/Dockerfile', text }, defaultPolicy)!;
  const run = (text: string, publishers: readonly string[] = ['chainguard', 'distroless'], name = 'file:///w/Dockerfile') =>
    service.verifyInBackground(read(text), context, { consent, publishers, name });
  return { service, clock, verified, run, read, most: () => most };
}

const many = (count: number) => Array.from({ length: count }, (_, index) => `FROM cgr.dev/chainguard/node@${digest(index + 1)}\n`).join('');

describe('verifying in the background', () => {
  it('is for chosen publishers whose signers are known, each digest once', async () => {
    const { run, verified } = await world();
    const text = `FROM cgr.dev/chainguard/node@${digest(1)}\nFROM cgr.dev/chainguard/node:latest@${digest(1)}\nFROM gcr.io/distroless/base@${digest(2)}\nFROM node:20@${digest(3)}\nFROM ghcr.io/acme/app@${digest(4)}\n`;
    await run(text, []);
    expect(verified).toEqual([]);
    await run(text, ['docker-official', 'github', 'chainguard']);
    expect(verified.map(({ reference }) => reference.digest)).toEqual([digest(1)]);
    await run(text);
    expect(verified.map(({ reference }) => reference.digest)).toEqual([digest(1), digest(2)]);
  });

  it('waits for the digest, and leaves alone what is built here', async () => {
    const { run, read, service, verified } = await world();
    const text = `FROM gcr.io/distroless/base\nFROM gcr.io/distroless/ours@${digest(1)}\n`;
    await run(text);
    expect(verified).toEqual([]);
    await service.lookUp(read(text), context, { consent });
    await run(text);
    expect(verified.map(({ reference }) => reference)).toEqual([{ registry: 'gcr.io', repository: 'distroless/base', digest: digest(0) }]);
  });

  it('is done one at a time, and no more than ten of a document in a minute', async () => {
    const { run, verified, clock, most } = await world();
    await Promise.all([run(many(25)), run(many(25), ['chainguard'], 'file:///w/other')]);
    expect(most()).toBe(1);
    const first = verified.length;
    expect(first).toBeLessThanOrEqual(20);
    expect(first).toBeGreaterThanOrEqual(10);
    clock.advance(59_000);
    await run(many(25));
    expect(verified).toHaveLength(first);
    clock.advance(2_000);
    await run(many(25));
    expect(verified.length).toBeGreaterThan(first);
    expect(verified.length).toBeLessThanOrEqual(first + 10);
  });

  it('ends with whoever wanted it', async () => {
    const { service, read, verified } = await world();
    const controller = new AbortController();
    const running = service.verifyInBackground(read(many(9)), context, { consent, publishers: ['chainguard'], name: 'x', signal: controller.signal });
    controller.abort();
    await running;
    expect(verified.length).toBeLessThan(2);
  });

  it('is a fact from then on', async () => {
    const { service, read, run } = await world();
    const document = read(many(1));
    const before = service.standing();
    let heard = 0;
    service.onVerified(() => (heard += 1));
    await run(many(1));
    expect(service.facts(document.uses[0]!, document, context).signature).toMatchObject({ state: 'known', value: { verdict: 'verified', required: false, digest: digest(1) } });
    expect(service.standing()).not.toBe(before);
    expect(heard).toBe(1);
  });
});
