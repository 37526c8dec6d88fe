import { describe, expect, it } from 'vitest';
import { expectDrawn } from '../support/drawn-findings';
import { fixesOf, settling } from '../support/offered-fixes';

const options = { path: 'pod.yaml', only: ['image-pull-policy'] };
const pod = (container: string) => `apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - ${container}\n`;

describe('image-pull-policy', () => {
  it('stands at the policy of a tag that may move', () => {
    expectDrawn(`
      apiVersion: apps/v1
      kind: Deployment
      spec:
        template:
          spec:
            initContainers:
              - imagePullPolicy: 'Never'
              #                   ^^^^^ information image-pull-policy: Nodes run whatever they hold as busybox, and never ask for it
                image: busybox
                #      ^^^^^^^ related image-pull-policy: The image is named here.
            containers:
              - { image: "nginx:1.27", imagePullPolicy: IfNotPresent }
              #           ^^^^^^^^^^ related image-pull-policy: The image is named here.
              #                                         ^^^^^^^^^^^^ information image-pull-policy: Nodes that have nginx:1.27 keep what it was when they fetched it
    `, options);
  });

  it('stands there in custom resources, and behind another document', () => {
    expectDrawn(`
      kind: Nothing
      ---
      apiVersion: argoproj.io/v1alpha1
      kind: Workflow
      spec:
        templates:
          - script:
              image: python:3
              #      ^^^^^^^^ related image-pull-policy: The image is named here.
              imagePullPolicy: IfNotPresent
              #                ^^^^^^^^^^^^ information image-pull-policy: Nodes that have python:3 keep what it was when they fetched it
    `, options);
  });

  it.each([
    ['Always', 'image: a:1\n      imagePullPolicy: Always'],
    ['nothing stated, whatever Kubernetes does then', 'image: a:1'],
    ['a digest', `image: a:1@sha256:${'0'.repeat(64)}\n      imagePullPolicy: IfNotPresent`],
    ['a variable', 'image: a:1\n      imagePullPolicy: "{{ .Values.policy }}"'],
    ['no such policy', 'image: a:1\n      imagePullPolicy: ifnotpresent'],
    ['an image that is not known', 'image: "{{ .Values.image }}"\n      imagePullPolicy: Never'],
    ['the policy of another container', 'image: a:1\n    - name: b\n      imagePullPolicy: Never'],
    ['the words in another place', 'image: a:1\n      env: [{ imagePullPolicy: Never }]'],
  ])('says nothing of %s', (_, container) => {
    expectDrawn(pod(container), options);
  });

  it('is settled by a digest, or by Always', () => {
    const fixes = fixesOf(pod('image: a:1\n      imagePullPolicy: Never'), options);
    expect(settling('image-pull-policy', fixes)).toEqual(['Pin a:1 to the digest that it has now', 'Fetch it at each start: imagePullPolicy Always']);
    expect(fixesOf(pod('image: a:1'), options).map(({ kind }) => kind)).not.toContain('pull-always');
  });
});
