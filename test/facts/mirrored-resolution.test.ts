import { describe, expect, it } from 'vitest';
import type { RegistryClient } from '../../server/src/oci/client';
import { createAnswers } from '../../server/src/facts/answers';
import { createResolutions } from '../../server/src/facts/resolutions';
import { action, createTestClock, reference } from '../support/fake-registry-client';

const digest = (letter: string) => `sha256:${letter.repeat(64)}`;

describe('what a mirror answered', () => {
  it('stays a mirror\'s word when its bytes were hashed, and is none of it when they were others', async () => {
    const clock = createTestClock();
    const answer = { digest: digest('1'), mediaType: 'x', verified: false, resolvedAt: clock.now(), via: 'mirror.example' };
    const resolutions = createResolutions({ resolve: async () => answer } as unknown as RegistryClient, clock, createAnswers({ clock }));
    const app = reference('registry.example/app:1');
    await resolutions.lookUp(app, { consent: action });
    await resolutions.learned(app, digest('1'));
    expect(resolutions.current(app)).toMatchObject({ value: { digest: digest('1'), mediaType: 'x', verified: true, via: 'mirror.example' } });
    await resolutions.learned(app, digest('2'));
    expect(resolutions.current(app)).toMatchObject({ value: { digest: digest('2'), mediaType: '', verified: true } });
    expect(JSON.stringify(resolutions.current(app))).not.toContain('mirror');
  });
});
