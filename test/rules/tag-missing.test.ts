import { describe, it } from 'vitest';
import { expectDrawn } from '../support/drawn-findings';

describe('tag-missing', () => {
  it('marks a reference that has neither tag nor digest', () => {
    expectDrawn(`
      FROM --platform=linux/amd64 node AS build
      #                           ^^^^ warning tag-missing: node has no tag, so it means latest
      COPY --from=busybox /bin/sh /sh
      #           ^^^^^^^ warning tag-missing: busybox has no tag, so it means latest
      RUN --mount=type=bind,from=ghcr.io/acme/tools,target=/t true
      #                          ^^^^^^^^^^^^^^^^^^ warning tag-missing: ghcr.io/acme/tools has no tag, so it means latest
    `);
  });

  it('stands at the ARG that supplies the reference, with every stage that uses it', () => {
    expectDrawn(`
      ARG BASE=node
      #        ^^^^ warning tag-missing: node has no tag, so it means latest
      FROM $BASE AS build
      #    ^^^^^ related tag-missing: Used by this FROM.
      FROM $BASE AS test
      #    ^^^^^ related tag-missing: Used by this FROM.
    `);
  });

  it('leaves tags, digests, stages and scratch alone', () => {
    expectDrawn(`
      ARG EMPTY
      FROM node@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa AS build
      FROM build AS next
      FROM scratch
      FROM $EMPTY
    `);
  });
});
