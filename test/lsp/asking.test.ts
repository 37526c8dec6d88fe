import { describe, expect, it } from 'vitest';
import { defaultPolicy } from '../../server/src/core/policy';
import { fullName, type ImageReference } from '../../server/src/core/reference';
import { askFor, completionPatience, type AskedFor } from '../../server/src/lsp/assist/asking';
import type { EdgeParts } from '../../server/src/lsp/edge-parts';
import type { RegistryClient } from '../../server/src/oci/client';
import { wantedAt } from '../../server/src/service/assist/wanted';
import { defaultSettings, type Settings } from '../../server/src/settings';
import { background, createTestClock, type TestClock } from '../support/fake-registry-client';
import { createTestService } from '../support/service';

interface World {
  readonly asked: string[];
  readonly clock: TestClock;
  ask(before: string): Promise<AskedFor>;
}

const digest = `sha256:${'d'.repeat(64)}`;

/** What an editor has, in front of a registry that answers at once, or never; then the time is up at once. */
async function world({ settings = {}, local = [], answers = true, trusted = true }: {
  settings?: Partial<Settings>; local?: readonly string[]; answers?: boolean; trusted?: boolean;
} = {}): Promise<World> {
  const asked: string[] = [];
  const time = createTestClock();
  const answer = answers ? Promise.resolve() : new Promise(() => undefined);
  const clock: TestClock = answers ? { ...time, sleep: () => new Promise(() => undefined) } : time;
  const never = () => Promise.reject(new Error('not expected'));
  const client: RegistryClient = {
    resolve: never, manifest: never, blob: never, referrers: never,
    async resolveVerified(reference: ImageReference) {
      asked.push(`digest ${fullName(reference)}`);
      await answer;
      return { digest, mediaType: '', verified: true, resolvedAt: clock.now() };
    },
    async tags(reference: ImageReference) {
      asked.push(`tags ${fullName(reference)}`);
      await answer;
      return { tags: ['1', '2'], complete: true };
    },
  };
  const service = await createTestService({ client, clock });
  const situation = { settings: { ...defaultSettings, ...settings }, context: { policy: defaultPolicy, path: 'Dockerfile', localNames: new Set(local) } };
  const contexts = { of: () => Promise.resolve(situation), consent: () => background() };
  const parts = { contexts, session: { trusted }, runtime: { service, clock } } as unknown as EdgeParts;
  return { asked, clock, ask: before => askFor(wantedAt({ before, after: '' }), 'file:///w/Dockerfile', parts) };
}

/** What comes of it after many turns of the event loop, in which nothing is to wait for. */
async function inAWhile<T>(promise: Promise<T>): Promise<T | 'still waiting'> {
  const turns = async (): Promise<'still waiting'> => {
    for (let turn = 0; turn < 500; turn += 1) await new Promise(resolve => setImmediate(resolve));
    return 'still waiting';
  };
  return Promise.race([promise, turns()]);
}

describe('what a registry is asked for while somebody writes', () => {
  it('is tags behind a colon, and a digest behind an @', async () => {
    const { ask, asked } = await world();
    expect(await ask('ghcr.io/acme/app:1')).toMatchObject({ tags: ['1', '2'], isComing: false });
    expect(await ask('ghcr.io/acme/app:1@sha')).toMatchObject({ pinned: { reference: { tag: '1', digest } } });
    expect(asked).toEqual(['tags ghcr.io/acme/app', 'digest ghcr.io/acme/app']);
  });

  it.each(['node', 'ghcr.io/acme/ap', 'localhost:50', 'registry.example:', 'ghcr.io/UPPER/app:', ':', '@', 'ghcr.io/acme/app:1@sha256:00@'])('is nothing for %s', async before => {
    const { ask, asked } = await world();
    await ask(before);
    expect(asked.filter(each => !each.endsWith('ghcr.io/acme/app'))).toEqual([]);
  });

  it('is nothing where no look-ups are wanted', async () => {
    const wanted = await world();
    await wanted.ask('ghcr.io/acme/app:');
    expect(wanted.asked).toHaveLength(1);
    for (const options of [{ settings: { lookups: 'off' } }, { settings: { offline: true } }, { trusted: false }] as const) {
      const { ask, asked } = await world(options);
      await ask('ghcr.io/acme/app:');
      await ask('ghcr.io/acme/app:1@');
      expect(asked).toEqual([]);
    }
  });

  it('is nothing about a name that the workspace builds, or most likely does', async () => {
    const accepted = await world();
    await accepted.ask('docker.io/acme/app:');
    expect(accepted.asked).toEqual(['tags docker.io/acme/app']);
    const { ask, asked } = await world({ local: ['docker.io/acme/app'] });
    for (const name of ['acme/app', 'our-secret-service']) {
      await ask(`${name}:`);
      await ask(`${name}:1@`);
    }
    expect(asked).toEqual([]);
  });

  it('is not waited for longer than a key may take', async () => {
    const { ask, clock } = await world({ answers: false });
    expect(await inAWhile(ask('ghcr.io/acme/app:'))).toEqual({ tags: [], pinned: undefined, isComing: true });
    expect(await inAWhile(ask('ghcr.io/acme/app:1@'))).toEqual({ tags: [], pinned: undefined, isComing: true });
    expect(clock.slept).toContain(completionPatience);
  });
});
