import { describe, expect, it } from 'vitest';
import { known, pending, unknown } from '../../server/src/core/fact';
import type { Lifecycle } from '../../server/src/core/lifecycle';
import { message } from '../../server/src/core/message';
import { expectDrawn, type CheckOptions } from '../support/drawn-findings';
import { fixesOf, settling } from '../support/offered-fixes';

const deprecated: Lifecycle = { state: 'deprecated', what: message('mono is deprecated'), date: '2025-08-18', source: 'docker-library/official-images' };
const only = ['image-deprecated'];
const facts = (...lifecycle: Lifecycle[]): CheckOptions => ({ facts: { lifecycle: known(lifecycle) }, only });

describe('image-deprecated', () => {
  it('says since when, and who says so', () => {
    expectDrawn(
      `
      FROM mono:6 AS build
      #    ^^^^^^ warning image-deprecated: mono is deprecated (2025-08-18, docker-library/official-images)
      COPY --from=mono:6 /a /b
      #           ^^^^^^ warning image-deprecated: mono is deprecated (2025-08-18, docker-library/official-images)
      `,
      facts(deprecated),
    );
    expectDrawn(
      `
      apiVersion: v1
      kind: Pod
      spec:
        initContainers:
          - image: mono:6
          #        ^^^^^^ warning image-deprecated: mono is deprecated (2025-08-18, docker-library/official-images)
      `,
      { ...facts(deprecated), path: 'pod.yaml' },
    );
  });

  it('stays when the image is pinned: a digest makes nobody fix it', () => {
    expectDrawn(
      `
      FROM mono:6@sha256:${'a'.repeat(64)}
      #    ^^^^^^^${'^'.repeat(71)} warning image-deprecated: mono is deprecated (2025-08-18, docker-library/official-images)
      `,
      facts(deprecated),
    );
  });

  it('offers a successor where there is one', () => {
    const successor = { ...deprecated, replacement: { registry: 'docker.io', repository: 'acme/mono', tag: '6' } };
    expect(settling('image-deprecated', fixesOf('FROM mono:6\n', facts(successor)))).toEqual(['Use acme/mono:6 instead']);
    expect(settling('image-deprecated', fixesOf('FROM mono:6\n', facts(deprecated)))).toEqual([]);
  });

  it('says nothing of other states, of what is not known, and of what the workspace builds', () => {
    expectDrawn('FROM mono:6\n', facts({ ...deprecated, state: 'moved' }));
    for (const lifecycle of [pending, unknown('not-in-catalog')]) expectDrawn('FROM mono:6\n', { facts: { lifecycle }, only });
    expectDrawn('FROM mono:6\n', { facts: { lifecycle: known([deprecated]), local: known(true) }, only });
    expectDrawn('FROM $WHO\nFROM scratch\n', facts(deprecated));
  });
});
