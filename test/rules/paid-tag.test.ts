import { describe, expect, it } from 'vitest';
import { known, pending, unknown } from '../../server/src/core/fact';
import type { Lifecycle } from '../../server/src/core/lifecycle';
import { message } from '../../server/src/core/message';
import { expectDrawn, type CheckOptions } from '../support/drawn-findings';
import { fixesOf, settling } from '../support/offered-fixes';

const paid: Lifecycle = {
  state: 'paid-tag', what: message("Chainguard's free tier has no tag 20 of node"), date: '2024-11', source: 'chainguard-dev/edu',
  replacement: { registry: 'cgr.dev', repository: 'chainguard/node', tag: 'latest' },
};
const only = ['paid-tag'];
const facts = (...lifecycle: Lifecycle[]): CheckOptions => ({ facts: { lifecycle: known(lifecycle) }, only });

describe('paid-tag', () => {
  it('warns of what a machine without a contract cannot pull', () => {
    expectDrawn(
      `
      FROM cgr.dev/chainguard/node:20 AS build
      #    ^^^^^^^^^^^^^^^^^^^^^^^^^^ warning paid-tag: Chainguard's free tier has no tag 20 of node (2024-11, chainguard-dev/edu)
      `,
      facts(paid),
    );
    expectDrawn(
      `
      {"apiVersion": "v1", "kind": "Pod", "spec": {"containers": [{"image": "cgr.dev/chainguard/node:20"}]}}
      #                                                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^ warning paid-tag: Chainguard's free tier has no tag 20 of node (2024-11, chainguard-dev/edu)
      `,
      { ...facts(paid), path: 'pod.json' },
    );
  });

  it('offers the free tag', () => {
    const text = 'FROM cgr.dev/chainguard/node:20\n';
    expect(settling('paid-tag', fixesOf(text, facts(paid)))).toEqual(['Use cgr.dev/chainguard/node:latest instead']);
    const { replacement: _, ...without } = paid;
    expect(settling('paid-tag', fixesOf(text, facts(without)))).toEqual([]);
  });

  it('says why it cannot be written where the name is put together', () => {
    const [fix] = fixesOf('ARG TAG=20\nFROM cgr.dev/chainguard/node:$TAG\n', facts(paid)).filter(({ kind }) => kind === 'replace');
    expect(fix?.disabled).toBeDefined();
  });

  it('says nothing of other states, and of what is not known', () => {
    expectDrawn('FROM cgr.dev/chainguard/node:20\n', facts({ ...paid, state: 'debug-variant' }));
    for (const lifecycle of [pending, unknown('not-in-catalog')]) expectDrawn('FROM cgr.dev/chainguard/node:20\n', { facts: { lifecycle }, only });
    expectDrawn('FROM cgr.dev/chainguard/node:${NODE:?}\nFROM scratch\n', facts(paid));
  });
});
