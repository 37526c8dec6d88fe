import { describe, it } from 'vitest';
import { known, pending } from '../../server/src/core/fact';
import type { Alternative } from '../../server/src/core/facts';
import { message } from '../../server/src/core/message';
import { expectDrawn } from '../support/drawn-findings';

const alternative: Alternative = {
  reference: { registry: 'cgr.dev', repository: 'chainguard/node', tag: 'latest' },
  publisher: 'chainguard',
  exists: 'catalog',
  differences: [message('no shell')],
};
const only = ['hardened-alternative'];
const on = { rules: { 'hardened-alternative': 'warning' } } as const;

describe('hardened-alternative', () => {
  it('names the first alternative when a team switched it on', () => {
    expectDrawn(
      `
      FROM node:20
      #    ^^^^^^^ warning hardened-alternative: cgr.dev/chainguard/node:latest does the job of node:20
      `,
      { facts: { alternatives: known([alternative]) }, policy: on, only },
    );
  });

  it('is off by default, and silent without an alternative', () => {
    expectDrawn('FROM node:20\n', { facts: { alternatives: known([alternative]) }, only });
    expectDrawn('FROM node:20\n', { facts: { alternatives: known([]) }, policy: on, only });
    expectDrawn('FROM node:20\n', { facts: { alternatives: pending }, policy: on, only });
  });
});
