import { describe, expect, it } from 'vitest';
import { known, pending, unknown } from '../../server/src/core/fact';
import type { Lifecycle } from '../../server/src/core/lifecycle';
import { message } from '../../server/src/core/message';
import { expectDrawn, type CheckOptions } from '../support/drawn-findings';
import { fixesOf, settling } from '../support/offered-fixes';

const variant: Lifecycle = {
  state: 'debug-variant', what: message('latest-dev is the variant to build or to debug with'), source: 'chainguard-images/images',
  replacement: { registry: 'cgr.dev', repository: 'chainguard/node', tag: 'latest' },
};
const only = ['debug-variant'];
const facts: CheckOptions = { facts: { lifecycle: known([variant]) }, only };

describe('debug-variant', () => {
  it('notes one in the stage that is shipped, and in what that is built on', () => {
    expectDrawn(
      `
      FROM cgr.dev/chainguard/node:latest-dev
      #    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ information debug-variant: latest-dev is the variant to build or to debug with (chainguard-images/images)
      RUN npm ci
      `,
      facts,
    );
    expectDrawn(
      `
      FROM cgr.dev/chainguard/node:latest-dev AS base
      #    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ information debug-variant: latest-dev is the variant to build or to debug with (chainguard-images/images)
      FROM base AS build
      RUN npm ci
      FROM base
      `,
      facts,
    );
  });

  it('leaves stages alone that are only built in', () => {
    expectDrawn('FROM cgr.dev/chainguard/node:latest-dev AS build\nRUN npm ci\nFROM gcr.io/distroless/nodejs22-debian13\nCOPY --from=build /a /a\n', {
      facts: use => (use.stage?.index === 0 ? { lifecycle: known([variant]) } : {}),
      only,
    });
    expectDrawn('FROM scratch\nCOPY --from=cgr.dev/chainguard/node:latest-dev /a /a\n', facts);
  });

  it('notes one that a workload runs, but not one that somebody looks into another with', () => {
    expectDrawn(
      `
      apiVersion: v1
      kind: Pod
      spec:
        initContainers:
          - image: cgr.dev/chainguard/node:latest-dev
          #        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ information debug-variant: latest-dev is the variant to build or to debug with (chainguard-images/images)
        containers:
          - image: cgr.dev/chainguard/node:latest-dev
          #        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ information debug-variant: latest-dev is the variant to build or to debug with (chainguard-images/images)
        ephemeralContainers:
          - image: cgr.dev/chainguard/node:latest-dev
        volumes:
          - image: { reference: cgr.dev/chainguard/node:latest-dev }
      `,
      { ...facts, path: 'pod.yaml' },
    );
  });

  it('offers the variant to ship', () => {
    expect(settling('debug-variant', fixesOf('FROM cgr.dev/chainguard/node:latest-dev\n', facts))).toEqual(['Use cgr.dev/chainguard/node:latest instead']);
  });

  it('says nothing of other states, of what is not known, and of what has no name', () => {
    expectDrawn('FROM cgr.dev/chainguard/node:latest-dev\n', { facts: { lifecycle: known([{ ...variant, state: 'paid-tag' }]) }, only });
    for (const lifecycle of [pending, unknown('not-in-catalog')]) expectDrawn('FROM cgr.dev/chainguard/node:latest-dev\n', { facts: { lifecycle }, only });
    expectDrawn('FROM $WHO\nFROM scratch\n', facts);
  });
});
