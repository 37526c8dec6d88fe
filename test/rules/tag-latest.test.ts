import { describe, it } from 'vitest';
import { known, pending } from '../../server/src/core/fact';
import { expectDrawn } from '../support/drawn-findings';

const digest = 'sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa';

describe('tag-latest', () => {
  it('covers the whole reference', () => {
    expectDrawn(`
      FROM docker.io/library/node:latest
      #    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning tag-latest: node:latest moves without notice
      FROM localhost:5000/app:latest
      #    ^^^^^^^^^^^^^^^^^^^^^^^^^ warning tag-latest: localhost:5000/app:latest moves without notice
    `);
  });

  it('is a note where the publisher gives away nothing but latest', () => {
    expectDrawn(
      `
      FROM cgr.dev/chainguard/node:latest
      #    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ information tag-latest: cgr.dev/chainguard/node:latest moves without notice, and its publisher gives away no other tag
      `,
      { facts: { latestOnly: known(true) } },
    );
  });

  it('is a warning while that is not known', () => {
    expectDrawn(
      `
      FROM cgr.dev/chainguard/python:latest
      #    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning tag-latest: cgr.dev/chainguard/python:latest moves without notice
      `,
      { facts: { latestOnly: pending } },
    );
  });

  it('takes a severity that somebody set also where it would be a note', () => {
    expectDrawn(
      `
      FROM cgr.dev/chainguard/go:latest
      #    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error tag-latest: cgr.dev/chainguard/go:latest moves without notice, and its publisher gives away no other tag
      `,
      { facts: { latestOnly: known(true) }, policy: { rules: { 'tag-latest': 'error' } } },
    );
  });

  it('leaves other tags and digests alone', () => {
    expectDrawn(`FROM node:latest@${digest}\nFROM cgr.dev/chainguard/node:latest-dev\n`, { only: ['tag-latest'] });
  });
});
