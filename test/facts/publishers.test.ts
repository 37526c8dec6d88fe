import { describe, expect, it } from 'vitest';
import { valueOf } from '../../server/src/core/fact';
import { createAnswers } from '../../server/src/facts/answers';
import { createPublishers } from '../../server/src/facts/publishers';
import type { HubBadge } from '../../server/src/oci';
import { RegistryError } from '../../server/src/oci';
import { background, createTestClock, reference } from '../support/fake-registry-client';

const lookup = { consent: background() };

function setUp(answer: HubBadge | RegistryError) {
  const clock = createTestClock();
  const asked: string[] = [];
  const badge = (namespace: string) => {
    asked.push(namespace);
    return answer instanceof RegistryError ? Promise.reject(answer) : Promise.resolve(answer);
  };
  return { publishers: createPublishers({ badge }, createAnswers({ clock })), clock, asked };
}

const somebody = reference('somebody/app:1');

describe('publishers', () => {
  it.each([['verified', 'docker-verified-publisher'], ['sponsored', 'docker-sponsored-oss']] as const)('are known by a badge: %s', async (badge, id) => {
    const { publishers } = setUp(badge);
    expect(valueOf(publishers.of(somebody))).toMatchObject({ kind: 'unknown-namespace', namespace: 'somebody' });
    expect(await publishers.lookUp(somebody, lookup)).toBe(true);
    expect(valueOf(publishers.of(somebody))).toMatchObject({ kind: 'known', id, title: expect.stringContaining('somebody') as string });
    // The badge is the namespace's.
    expect(valueOf(publishers.of(reference('somebody/other')))).toMatchObject({ kind: 'known', id });
  });

  it('stay unknown without a badge, and are asked for once a day', async () => {
    const { publishers, clock, asked } = setUp('none');
    expect(await publishers.lookUp(somebody, lookup)).toBe(false);
    await publishers.lookUp(reference('somebody/other'), lookup);
    expect(asked).toEqual(['somebody']);
    expect(valueOf(publishers.of(somebody))).toMatchObject({ kind: 'unknown-namespace' });
    clock.advance(24 * 3_600_000);
    await publishers.lookUp(somebody, lookup);
    expect(asked).toEqual(['somebody', 'somebody']);
  });

  it('are not asked for where a table or another host says enough', async () => {
    const { publishers, asked } = setUp('verified');
    for (const text of ['node:24', 'bitnami/redis', 'ghcr.io/somebody/app', 'quay.io/somebody/app', 'registry.example/somebody/app', 'myapp']) {
      expect(await publishers.lookUp(reference(text), lookup)).toBe(false);
    }
    expect(asked).toEqual([]);
  });

  it('are asked for again soon after a failure, and at once after a missing consent', async () => {
    const failed = setUp(new RegistryError('unreachable', 'hub.docker.com', 'gone'));
    await failed.publishers.lookUp(somebody, lookup);
    await failed.publishers.lookUp(somebody, lookup);
    expect(failed.asked).toHaveLength(1);
    failed.clock.advance(10 * 60_000);
    await failed.publishers.lookUp(somebody, lookup);
    expect(failed.asked).toHaveLength(2);
    const refused = setUp(new RegistryError('offline', 'hub.docker.com', 'offline'));
    await refused.publishers.lookUp(somebody, lookup);
    await refused.publishers.lookUp(somebody, lookup);
    expect(refused.asked).toHaveLength(2);
  });
});
