import { describe, expect, it } from 'vitest';
import type { Consent } from '../../server/src/core/consent';
import { defaultPolicy } from '../../server/src/core/policy';
import { message } from '../../server/src/core/message';
import { createAnswers } from '../../server/src/facts/answers';
import { createResolutions } from '../../server/src/facts/resolutions';
import { formats } from '../../server/src/formats';
import { RegistryError } from '../../server/src/oci';
import type { RegistryClient } from '../../server/src/oci/client';
import type { Gate } from '../../server/src/service/gate';
import type { Fix } from '../../server/src/service/image-service';
import { createPinner } from '../../server/src/service/pin';
import { planSwap } from '../../server/src/service/swap';
import { readText } from '../support/drawn-findings';
import { action, createTestClock } from '../support/fake-registry-client';

const told = { digest: `sha256:${'1'.repeat(64)}`, mediaType: 'application/vnd.oci.image.index.v1+json', resolvedAt: 0 };
const hashed = `sha256:${'2'.repeat(64)}`;

/** Lets everything through: test/service/verified-pin.test.ts is about the real one. */
const openGate: Gate = { admit: async () => ({}), admitKnown: async () => ({}), admitTag: async () => ({}) };

/** A registry whose HEAD tells one digest, and whose bytes have another; it has no image of the repository `gone`. */
function world() {
  const asked: string[] = [];
  const client: Partial<RegistryClient> = {
    async resolve(_reference, { consent }) {
      asked.push('HEAD');
      if (consent.offline) throw new RegistryError('offline', 'docker.io', 'not contacted');
      return { ...told, verified: false };
    },
    async resolveVerified({ repository }) {
      asked.push('GET');
      if (repository === 'gone') return 'missing';
      return { ...told, digest: hashed, verified: true };
    },
  };
  const clock = createTestClock();
  const resolutions = createResolutions(client as RegistryClient, clock, createAnswers({ clock }));
  const use = readText('FROM node:20\n').uses[0]!;
  const pinner = createPinner({ resolutions, gate: openGate, formatOf: id => formats.find(format => format.id === id), clock });
  return { asked, clock, resolutions, pinner, use, reference: use.reference! };
}

describe('pinning', () => {
  it('from what is known writes no digest that only a HEAD told', async () => {
    const { pinner, resolutions, use, reference, asked } = world();
    await resolutions.lookUp(reference, { consent: action });
    expect(await pinner.pin(use, { consent: action, policy: defaultPolicy, source: 'cache' })).toEqual({
      edits: [], changed: [], left: [{ use, kind: 'skipped', reason: message('not looked up yet') }],
    });
    expect(asked).toEqual(['HEAD']);
  });

  it('from what is known writes no digest that is not fresh any more', async () => {
    const { pinner, resolutions, clock, use, reference, asked } = world();
    await resolutions.verified(reference, { consent: action });
    const fromCache = { consent: action, policy: defaultPolicy, source: 'cache' } as const;
    clock.advance(15 * 60_000 - 1_000);
    expect((await pinner.pin(use, fromCache)).changed).toHaveLength(1);
    clock.advance(1_000);
    expect(resolutions.current(reference)).toMatchObject({ state: 'known', asOf: expect.any(Number) as number });
    expect(await pinner.pin(use, fromCache)).toMatchObject({ changed: [], left: [{ kind: 'skipped' }] });
    expect(asked).toEqual(['GET']);
    expect((await pinner.pin(use, { consent: action, policy: defaultPolicy })).changed).toHaveLength(1);
    expect(asked).toEqual(['GET', 'GET']);
  });

  it('fetches the bytes of what only a HEAD told', async () => {
    const { pinner, resolutions, use, reference, asked } = world();
    await resolutions.lookUp(reference, { consent: action });
    expect((await pinner.pin(use, { consent: action, policy: defaultPolicy })).changed).toEqual([{ use, from: 'node:20', to: `node:20@${hashed}` }]);
    expect((await pinner.pin(use, { consent: action, policy: defaultPolicy, source: 'cache' })).changed).toHaveLength(1);
    expect(asked).toEqual(['HEAD', 'GET']);
  });
});

describe('swapping', () => {
  it('writes nothing where the registry says that there is no such image', async () => {
    const { pinner, use } = world();
    const formatOf = (id: string) => formats.find(format => format.id === id);
    const plan = (repository: string) => {
      const fix = { kind: 'swap', use, title: message('t'), target: { registry: 'cgr.dev', repository, tag: 'latest' } } as unknown as Fix;
      return planSwap({ fix, pinner, formatOf, options: { consent: action, policy: defaultPolicy } });
    };
    expect((await plan('chainguard/node')).changed).toHaveLength(1);
    expect(await plan('gone')).toMatchObject({ edits: [], changed: [], left: [{ kind: 'failed' }] });
  });
});

describe('what is not known', () => {
  it('is asked again once somebody consents', async () => {
    const { resolutions, reference } = world();
    const offline: Consent = { ...action, offline: true };
    expect(await resolutions.lookUp(reference, { consent: offline })).toMatchObject({ state: 'unknown', reason: 'offline' });
    expect(await resolutions.lookUp(reference, { consent: action })).toMatchObject({ state: 'known' });
  });
});
