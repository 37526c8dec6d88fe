import { describe, it } from 'vitest';
import { expectDrawn } from '../support/drawn-findings';

const digest = 'sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa';

describe('tag-not-pinned', () => {
  it('marks a tag without a digest', () => {
    expectDrawn(`
      # syntax=docker/dockerfile:1
      #        ^^^^^^^^^^^^^^^^^^^ information tag-not-pinned: docker/dockerfile:1 is pinned by tag, not by digest
      FROM node:20
      #    ^^^^^^^ information tag-not-pinned: node:20 is pinned by tag, not by digest
    `);
  });

  it('marks the same in a Kubernetes manifest', () => {
    expectDrawn(
      `
      apiVersion: v1
      kind: Pod
      metadata: { name: web }
      spec:
        containers:
          - name: web
            image: "nginx:1.27"
            #       ^^^^^^^^^^ information tag-not-pinned: nginx:1.27 is pinned by tag, not by digest
      `,
      { path: 'pod.yaml' },
    );
  });

  it('leaves digests, missing tags and latest alone', () => {
    expectDrawn(`FROM node:20@${digest}\nFROM node@${digest}\nFROM node\nFROM node:latest\n`, { only: ['tag-not-pinned'] });
  });

  it('can be switched off, and made graver', () => {
    expectDrawn('FROM node:20\n', { policy: { rules: { 'tag-not-pinned': 'off' } } });
    expectDrawn(
      `
      FROM node:22
      #    ^^^^^^^ error tag-not-pinned: node:22 is pinned by tag, not by digest
      `,
      { policy: { rules: { 'tag-not-pinned': 'error' } } },
    );
  });
});
