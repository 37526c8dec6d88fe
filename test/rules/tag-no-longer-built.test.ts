import { describe, expect, it } from 'vitest';
import { known, pending, unknown } from '../../server/src/core/fact';
import type { Lifecycle } from '../../server/src/core/lifecycle';
import { message } from '../../server/src/core/message';
import { expectDrawn, type CheckOptions } from '../support/drawn-findings';
import { fixesOf, settling } from '../support/offered-fixes';

const frozen: Lifecycle = {
  state: 'no-longer-built', what: message('{0} is not rebuilt any more, so it gets no fixes', 'node:24.1.0'), date: '2026-08', source: 'docker-library/official-images',
  replacement: { registry: 'docker.io', repository: 'library/node', tag: '24' },
};
const ended: Lifecycle = { state: 'end-of-life', what: message('Node.js 16 is past its end of life'), date: '2023-09-11', source: 'endoflife.date' };
const only = ['tag-no-longer-built'];
const facts = (...lifecycle: Lifecycle[]): CheckOptions => ({ facts: { lifecycle: known(lifecycle) }, only });

describe('tag-no-longer-built', () => {
  it('notes a tag that is served as it was', () => {
    expectDrawn(
      `
      FROM node:24.1.0
      #    ^^^^^^^^^^^ information tag-no-longer-built: node:24.1.0 is not rebuilt any more, so it gets no fixes (2026-08, docker-library/official-images)
      `,
      facts(frozen),
    );
    expectDrawn(
      `
      apiVersion: v1
      kind: Pod
      spec:
        containers: [{ image: 'node:24.1.0' }]
        #                      ^^^^^^^^^^^ information tag-no-longer-built: node:24.1.0 is not rebuilt any more, so it gets no fixes (2026-08, docker-library/official-images)
      `,
      { ...facts(frozen), path: 'pod.yaml' },
    );
  });

  it('is not said beside something graver of the same image', () => {
    expectDrawn(
      `
      FROM node:16.0.0
      #    ^^^^^^^^^^^ warning end-of-life: Node.js 16 is past its end of life (2023-09-11, endoflife.date)
      `,
      { ...facts(ended, frozen), only: [...only, 'end-of-life'] },
    );
  });

  it('offers the nearest tag that is built', () => {
    expect(settling('tag-no-longer-built', fixesOf('FROM node:24.1.0\n', facts(frozen)))).toEqual(['Use node:24 instead']);
  });

  it('says nothing of other states, and of what is not known', () => {
    expectDrawn('FROM node:16\n', facts(ended));
    for (const lifecycle of [pending, unknown('not-in-catalog')]) expectDrawn('FROM node:24.1.0\n', { facts: { lifecycle }, only });
    expectDrawn('FROM node:24.1.0 AS build\nFROM build\nFROM scratch\n', { facts: use => (use.stage?.index === 0 ? {} : { lifecycle: known([frozen]) }), only });
  });
});
