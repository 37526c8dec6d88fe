import { describe, it } from 'vitest';
import { expectDrawn } from '../support/drawn-findings';

describe('reference-invalid', () => {
  it('marks what no registry could serve', () => {
    expectDrawn(`
      FROM Node:20
      #    ^^^^^^^ error reference-invalid: The repository must be in lower case.
      FROM node:20@sha256:abc
      #    ^^^^^^^^^^^^^^^^^^ error reference-invalid: This cannot be an image reference.
      FROM alpine:3.20 AS good
      COPY --from=$STAGE /a /b
      #           ^^^^^^ error reference-invalid: Variables are not expanded here; a build stage of their own can expand them.
      `,
      { only: ['reference-invalid'] },
    );
  });

  it('is silent about templates, unset arguments and half-typed lines', () => {
    expectDrawn('FROM $UNSET\nARG EMPTY=\nFROM $EMPTY\nFROM \n', { only: ['reference-invalid'] });
    expectDrawn('apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - image: "{{ .Values.image }}"\n', { path: 'pod.yaml' });
  });
});
