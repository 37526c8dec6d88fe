import { describe, expect, it } from 'vitest';
import { defaultPolicy } from '../../server/src/core/policy';
import type { KnownHosts } from '../../server/src/core/host-trouble';
import { RegistryError } from '../../server/src/oci';
import type { RegistryClient } from '../../server/src/oci/client';
import { readText } from '../support/drawn-findings';
import { background, createTestClock } from '../support/fake-registry-client';
import { createTestService } from '../support/service';

const context = { policy: defaultPolicy, path: '', localNames: new Set<string>() };
const consent = background('registry.example');
const dockerfile = (names: readonly string[]) => readText(names.map(name => `FROM ${name}\n`).join(''));

/** An engine whose registries all answer, or fail with this, and tell what they were asked. */
async function world({ fails, hosts }: { fails?: RegistryError; hosts?: KnownHosts } = {}) {
  const asked: string[] = [];
  const clock = createTestClock();
  const client: Partial<RegistryClient> = {
    async resolve({ repository }) {
      asked.push(repository);
      if (fails) throw fails;
      return { digest: `sha256:${'a'.repeat(64)}`, mediaType: '', verified: false, resolvedAt: 0 };
    },
  };
  const accounts = {
    async badge(namespace: string) {
      asked.push(namespace);
      return 'none' as const;
    },
  };
  const service = await createTestService({ client: client as RegistryClient, accounts, clock, ...(hosts ? { hosts } : {}) });
  return { service, asked, clock };
}

describe('one document', () => {
  it('is a reason for 64 questions at most, those about namespaces among them', async () => {
    const { service, asked } = await world();
    await service.lookUp(dockerfile(Array.from({ length: 100 }, (_, index) => `nobody${index}/app:1`)), context, { consent });
    expect(asked).toHaveLength(64);
    expect(asked.filter(name => name.endsWith('/app'))).toHaveLength(40);
  });

  it('is a reason for 64 questions about references where there is no namespace to ask about', async () => {
    const { service, asked } = await world();
    await service.lookUp(dockerfile(Array.from({ length: 100 }, (_, index) => `registry.example/app${index}:1`)), context, { consent });
    expect(asked).toHaveLength(64);
  });
});

describe('registries that are left alone', () => {
  const document = dockerfile(['registry.example/app:1', 'registry.example/other:1', 'ghcr.io/acme/app:1']);

  it('are those of which it is known, each once', async () => {
    const hosts: KnownHosts = { trouble: host => (host === 'ghcr.io' ? { host, reason: 'rate-limited', until: 5 } : undefined) };
    const { service } = await world({ hosts });
    expect(service.troubles(document, context)).toEqual([{ host: 'ghcr.io', reason: 'rate-limited', until: 5 }]);
  });

  it('are those whose answers failed until then, for whichever host', async () => {
    const until = Date.now() + 5000;
    const { service, clock } = await world({ fails: new RegistryError('timeout', 'auth.example', 'auth.example: timeout', { retryAt: until }) });
    expect(service.troubles(document, context)).toEqual([]);
    await service.lookUp(document, context, { consent });
    expect(service.troubles(document, context)).toEqual(['registry.example', 'ghcr.io'].map(host => ({ host, reason: 'unreachable', until })));
    clock.advance(5001);
    expect(service.troubles(document, context)).toEqual([]);
  });

  it('are asked again as soon as they may be', async () => {
    const until = Date.now() + 5000;
    const { service, asked, clock } = await world({ fails: new RegistryError('unreachable', 'ghcr.io', 'ghcr.io: ENOTFOUND', { retryAt: until }) });
    const one = dockerfile(['ghcr.io/acme/app:1']);
    await service.lookUp(one, context, { consent });
    await service.lookUp(one, context, { consent });
    expect(asked).toHaveLength(1);
    clock.advance(5001);
    await service.lookUp(one, context, { consent });
    expect(asked).toHaveLength(2);
  });

  it('do not include one that gave a bad answer', async () => {
    const { service } = await world({ fails: new RegistryError('bad-answer', 'ghcr.io', 'ghcr.io: nonsense') });
    await service.lookUp(document, context, { consent });
    expect(service.troubles(document, context)).toEqual([]);
  });
});
