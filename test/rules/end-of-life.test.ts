import { describe, expect, it } from 'vitest';
import { shippedCatalog } from '../../server/src/catalog/shipped';
import { known, pending, unknown } from '../../server/src/core/fact';
import type { Lifecycle } from '../../server/src/core/lifecycle';
import { message } from '../../server/src/core/message';
import { expectDrawn, type CheckOptions } from '../support/drawn-findings';
import { fixesOf, settling } from '../support/offered-fixes';

const source = 'endoflife.date';
const ended: Lifecycle = {
  state: 'end-of-life', what: message('{0} is past its end of life', 'Node.js 16'), date: '2023-09-11', source,
  replacement: { registry: 'docker.io', repository: 'library/node', tag: '24' },
};
const only = ['end-of-life'];
const facts = (...lifecycle: Lifecycle[]): CheckOptions => ({ facts: { lifecycle: known(lifecycle) }, only });

/** By the tables that ship, on that day. */
function on(today: string): CheckOptions {
  return { facts: ({ reference }) => (reference ? { lifecycle: known(shippedCatalog.lifecycle(reference, today)) } : {}), only };
}

describe('end-of-life', () => {
  it('warns of a cycle that has ended', () => {
    expectDrawn(
      `
      FROM node:16
      #    ^^^^^^^ warning end-of-life: Node.js 16 is past its end of life (2023-09-11, endoflife.date)
      `,
      facts(ended),
    );
    expectDrawn(
      `
      apiVersion: batch/v1
      kind: CronJob
      spec:
        jobTemplate:
          spec:
            template:
              spec:
                containers:
                  - image: node:16
                  #        ^^^^^^^ warning end-of-life: Node.js 16 is past its end of life (2023-09-11, endoflife.date)
      `,
      { ...facts(ended), path: 'job.yaml' },
    );
  });

  it('notes one that ends soon', () => {
    expectDrawn(
      `
      FROM node:22
      #    ^^^^^^^ information end-of-life: Node.js 22 gets no fixes soon (2027-04-30, endoflife.date)
      `,
      facts({ state: 'ends-soon', what: message('{0} gets no fixes soon', 'Node.js 22'), date: '2027-04-30', source }),
    );
  });

  it('notes it for 90 days, and warns from the day after the last one', () => {
    expectDrawn('FROM node:22\n', on('2027-01-29'));
    for (const day of ['2027-01-30', '2027-04-30']) {
      expectDrawn(
        `
        FROM node:22
        #    ^^^^^^^ information end-of-life: Node.js 22 gets no fixes soon (2027-04-30, endoflife.date)
        `,
        on(day),
      );
    }
    expectDrawn(
      `
      FROM node:22
      #    ^^^^^^^ warning end-of-life: Node.js 22 is past its end of life (2027-04-30, endoflife.date)
      `,
      on('2027-05-01'),
    );
  });

  it('warns all the same where only subscribers get fixes, and says until when', () => {
    expectDrawn(
      `
      FROM ubuntu:20.04
      #    ^^^^^^^^^^^^ warning end-of-life: Ubuntu 20.04 is past its end of life, but for extended support until 2030-04-02 (2025-05-31, endoflife.date)
      `,
      on('2026-09-01'),
    );
  });

  it('takes a severity that somebody set for both', () => {
    expectDrawn(
      `
      FROM node:22
      #    ^^^^^^^ error end-of-life: Node.js 22 gets no fixes soon (2027-04-30, endoflife.date)
      `,
      { ...on('2027-04-01'), policy: { rules: { 'end-of-life': 'error' } } },
    );
  });

  it('offers a cycle that is supported', () => {
    expect(settling('end-of-life', fixesOf('FROM node:16\n', facts(ended)))).toEqual(['Use node:24 instead']);
  });

  it('says nothing of other states, of what is not known, and of tags without a version', () => {
    expectDrawn('FROM node:16\n', facts({ ...ended, state: 'no-longer-built' }));
    for (const lifecycle of [pending, unknown('not-in-catalog')]) expectDrawn('FROM node:16\n', { facts: { lifecycle }, only });
    expectDrawn('FROM node\nFROM node:latest\nFROM node:slim\nFROM registry.example/node:16\nFROM scratch\nFROM node:$VERSION\n', on('2026-09-01'));
  });
});
