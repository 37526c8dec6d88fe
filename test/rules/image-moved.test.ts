import { describe, expect, it } from 'vitest';
import { known, pending, unknown } from '../../server/src/core/fact';
import type { Lifecycle } from '../../server/src/core/lifecycle';
import { message } from '../../server/src/core/message';
import { expectDrawn, type CheckOptions } from '../support/drawn-findings';
import { fixesOf, settling } from '../support/offered-fixes';

const moved: Lifecycle = {
  state: 'moved',
  what: message('k8s.gcr.io/pause moved to registry.k8s.io/pause'),
  date: '2023-04-03',
  source: 'kubernetes.io',
  replacement: { registry: 'registry.k8s.io', repository: 'pause', tag: '3.9' },
};
const only = ['image-moved'];
const facts = (...lifecycle: Lifecycle[]): CheckOptions => ({ facts: { lifecycle: known(lifecycle) }, only });

describe('image-moved', () => {
  it('says where the image went, since when, and who says so', () => {
    expectDrawn(
      `
      FROM k8s.gcr.io/pause:3.9
      #    ^^^^^^^^^^^^^^^^^^^^ warning image-moved: k8s.gcr.io/pause moved to registry.k8s.io/pause (2023-04-03, kubernetes.io)
      `,
      facts(moved),
    );
    expectDrawn(
      `
      apiVersion: v1
      kind: Pod
      spec:
        containers:
          - image: "k8s.gcr.io/pause:3.9"
          #         ^^^^^^^^^^^^^^^^^^^^ warning image-moved: k8s.gcr.io/pause moved to registry.k8s.io/pause (2023-04-03, kubernetes.io)
      `,
      { ...facts(moved), path: 'pod.yaml' },
    );
  });

  it('leaves out a date that nobody knows', () => {
    const { date: _, ...undated } = moved;
    expectDrawn(
      `
      FROM k8s.gcr.io/pause:3.9
      #    ^^^^^^^^^^^^^^^^^^^^ warning image-moved: k8s.gcr.io/pause moved to registry.k8s.io/pause (kubernetes.io)
      `,
      facts(undated),
    );
  });

  it('stands at the default that supplies the name, and says who uses it', () => {
    expectDrawn(
      `
      ARG BASE=k8s.gcr.io/pause:3.9
      #        ^^^^^^^^^^^^^^^^^^^^ warning image-moved: k8s.gcr.io/pause moved to registry.k8s.io/pause (2023-04-03, kubernetes.io)
      FROM $BASE
      #    ^^^^^ related image-moved: Used by this FROM.
      `,
      facts(moved),
    );
  });

  it('offers the new name, where there is one', () => {
    const text = 'FROM k8s.gcr.io/pause:3.9\n';
    expect(settling('image-moved', fixesOf(text, facts(moved)))).toEqual(['Use registry.k8s.io/pause:3.9 instead']);
    const { replacement: _, ...nowhere } = moved;
    expect(settling('image-moved', fixesOf(text, facts(nowhere)))).toEqual([]);
  });

  it('says nothing of other states, of what is not known, and of what is no image', () => {
    expectDrawn('FROM busybox:1\n', facts({ ...moved, state: 'deprecated' }));
    expectDrawn('FROM busybox:1\n', facts());
    for (const lifecycle of [pending, unknown('not-in-catalog')]) expectDrawn('FROM k8s.gcr.io/pause:3.9\n', { facts: { lifecycle }, only });
    expectDrawn('FROM scratch\nFROM $WHO\nFROM busybox:1 AS base\nFROM base\n', {
      facts: use => (use.reference?.repository === 'library/busybox' ? {} : { lifecycle: known([moved]) }),
      only,
    });
  });
});
