import { describe, expect, it } from 'vitest';
import { render } from '../../../server/src/core/message';
import { applyEdits } from '../../../server/src/core/range';
import { formatReference, parseReference, type ImageReference } from '../../../server/src/core/reference';
import { customResource } from '../../../server/src/formats/kubernetes';
import { checkPlaces, embedding } from '../../support/check-places';
import { dedent } from '../../support/drawn';
import { checkText } from '../../support/drawn-findings';

const check = (drawn: string) => checkPlaces('custom-resource', 'a.yaml', drawn);
const digest = `sha256:${'0'.repeat(64)}`;

function read(drawn: string) {
  const text = dedent(drawn);
  return { text, uses: customResource.read(text).uses };
}

function meanings(drawn: string): string[] {
  return read(drawn).uses.map(({ raw, reference, tagElsewhere }) => `${raw} = ${reference ? formatReference(reference) : '-'}${tagElsewhere ? ' + tag' : ''}`);
}

/** The document after its only use names what `change` makes of it; or why not. */
function edited(drawn: string, change: (before: ImageReference) => ImageReference): string {
  const { text, uses: [use, ...others] } = read(drawn);
  if (!use?.reference || others.length > 0) throw new Error('not one use');
  const edits = customResource.edit(use, change(use.reference));
  return 'disabled' in edits ? `disabled: ${render(edits.disabled)}` : applyEdits(text, edits);
}

const pin = (before: ImageReference): ImageReference => ({ ...before, tag: before.tag ?? 'latest', digest });
const swap = (): ImageReference => {
  const parsed = parseReference('cgr.dev/acme/b:2');
  if (!parsed.ok) throw new Error(parsed.problem);
  return parsed.reference;
};

const artifact = (lines: string) => `apiVersion: source.toolkit.fluxcd.io/v1\nkind: OCIRepository\nspec:\n${lines}`;

describe('What Flux fetches', () => {
  it('is what its URL and its reference spell together', () => {
    check(`
      apiVersion: source.toolkit.fluxcd.io/v1
      kind: OCIRepository
      spec:
        interval: 10m
        url: oci://ghcr.io/acme/manifests
        #          ^^^^^^^^^^^^^^^^^^^^^^ value ghcr.io/acme/manifests:1.2
        ref: { tag: "1.2" }
      ---
      apiVersion: source.toolkit.fluxcd.io/v1
      kind: HelmRepository
      spec: { type: oci, url: oci://ghcr.io/acme/charts }
    `);
    expect(meanings(artifact('  url: oci://a.io/b\n'))).toEqual(['a.io/b = a.io/b']);
    expect(meanings(artifact('  url: oci://a.io/b\n  ref: { semver: ">=1" }\n'))).toEqual(['a.io/b = a.io/b + tag']);
    expect(meanings(artifact(`  url: oci://a.io/b\n  ref: { digest: "${digest}", tag: x }\n`))).toEqual([`a.io/b = a.io/b:x@${digest}`]);
    expect(meanings(artifact('  url: https://a.io/b\n'))).toEqual([]);
    expect(meanings(artifact('  url: oci://a.io/b\n  ref: { tag: "${TAG}" }\n'))).toEqual([]);
  });

  it('is pinned in a field of its own', () => {
    expect(edited(artifact('  url: oci://a.io/b\n  ref:\n    tag: 1.2 # the tag\n  interval: 1m\n'), pin)).toBe(artifact(`  url: oci://a.io/b\n  ref:\n    tag: 1.2 # the tag\n    digest: ${digest}\n  interval: 1m\n`));
    expect(edited(artifact('  url: oci://a.io/b\r\n  ref:\r\n    tag: "x"\r\n'), pin)).toBe(artifact(`  url: oci://a.io/b\r\n  ref:\r\n    tag: "x"\r\n    digest: ${digest}\r\n`));
    expect(edited(artifact('  url: "oci://a.io/b"\n  ref: { tag: x }\n'), pin)).toBe(artifact(`  url: "oci://a.io/b"\n  ref: { tag: x, digest: ${digest} }\n`));
    expect(edited(artifact('  url: "oci://a.io/b"\n  ref: { tag: x }\n'), swap)).toBe(artifact('  url: "oci://cgr.dev/acme/b"\n  ref: { tag: "2" }\n'));
    expect(edited(artifact('  url: oci://a.io/b\n'), pin)).toMatch(/^disabled/);
    expect(edited(artifact('  url: oci://a.io/b\n  ref: { semver: ">=1" }\n'), pin)).toMatch(/^disabled/);
  });

  it('has no tag where all of them are looked through', () => {
    expect(meanings('apiVersion: image.toolkit.fluxcd.io/v1\nkind: ImageRepository\nspec: { image: ghcr.io/a/b }\n')).toEqual(['ghcr.io/a/b = ghcr.io/a/b + tag']);
  });
});

const kustomization = (image: string) => `apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nspec:\n  images:\n${image}`;

describe('What Flux has Kustomize rewrite', () => {
  it('is spelt in the fields of Kustomize', () => {
    expect(meanings(kustomization(`
      - { name: a, newName: ghcr.io/x/a, newTag: v1 }
      - { name: b, newTag: "2" }
      - { name: c, digest: "${digest}" }
      - { name: d, newName: e }
      - { name: f, newTag: "\${tag}" }
    `))).toEqual(['ghcr.io/x/a = ghcr.io/x/a:v1', 'b = docker.io/library/b:2', `c = docker.io/library/c@${digest}`, 'e = docker.io/library/e + tag']);
  });

  it('is left alone where escapes or a tag in the name leave no field to write', () => {
    expect(meanings(kustomization('  - { name: a, newTag: "v\\u0031" }\n  - { name: "b:1", newTag: "2" }\n  - { name: "c:1" }\n'))).toEqual([]);
  });

  it('is pinned by a digest', () => {
    expect(edited(kustomization('  - name: a\n    newTag: v1\n'), pin)).toBe(kustomization(`  - name: a\n    newTag: v1\n    digest: ${digest}\n`));
    expect(edited(kustomization('  - name: a\n'), pin)).toMatch(/^disabled/);
  });
});

describe('What Argo CD delivers', () => {
  it('is named in images of Kustomize, in parameters and in values', () => {
    check(`
      apiVersion: argoproj.io/v1alpha1
      kind: Application
      spec:
        sources:
        - kustomize:
            images:
            - nginx:1.2
            # ^^^^^^^^^ value docker.io/library/nginx:1.2 no fix
            - old=ghcr.io/new/b:3
            #     ^^^^^^^^^^^^^^^ value ghcr.io/new/b:3 no fix
            - a=*:4
        - helm:
            parameters:
            - { name: image.repository, value: ghcr.io/a/b }
            #                                  ^^^^^^^^^^^ value ghcr.io/a/b:7 no fix
            - { name: image.tag, value: "7" }
            - { name: sidecar.image, value: "x:1" }
            #                                ^^^ value docker.io/library/x:1
            - { name: name, value: "y:1" }
            valuesObject:
              image: { registry: quay.io, repository: a/c, tag: v1 }
              #                                       ^^^ value quay.io/a/c:v1 no fix
              initImage: busybox:1
              #          ^^^^^^^^^ value docker.io/library/busybox:1
              image2: a
              git: { repository: "https://x", tag: a }
    `);
  });
});

const release = (image: string) => `apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nspec:\n  values:\n    a:\n      image:\n${image}`;

describe('Values of a release', () => {
  it('are pinned where the chart has a field for the digest, or a tag with one already', () => {
    expect(edited(release(`        repository: a/b\n        tag: v1\n        digest: ${digest.replaceAll('0', '1')}\n`), pin)).toBe(release(`        repository: a/b\n        tag: v1\n        digest: ${digest}\n`));
    expect(edited(release(`        repository: a/b\n        tag: v1@${digest.replaceAll('0', '1')}\n`), pin)).toBe(release(`        repository: a/b\n        tag: v1@${digest}\n`));
    expect(edited(release('        repository: a/b\n        tag: v1\n'), pin)).toMatch(/^disabled/);
  });

  it('may leave the tag to the chart', () => {
    expect(meanings(release('        repository: a/b\n        tag: ""\n'))).toEqual(['a/b = docker.io/a/b + tag']);
  });

  it('are nothing but images where that is beyond doubt', () => {
    expect(meanings('apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nspec:\n  values:\n    repository: a/b\n    imagePullPolicy: x:1\n    image: plain\n    myImage: "{{ x }}"\n')).toEqual([]);
  });
});

describe('A tag that something else chooses', () => {
  it('is not missing', () => {
    const text = 'apiVersion: image.toolkit.fluxcd.io/v1\nkind: ImageRepository\nspec: { image: ghcr.io/a/b }\n';
    expect(checkText(text, { path: 'a.yaml' }).findings.map(({ rule }) => rule)).not.toContain('tag-missing');
    expect(checkText(text.replaceAll('ImageRepository', 'Other'), { path: 'a.yaml' }).findings.map(({ rule }) => rule)).toContain('tag-missing');
  });
});

describe('Texts that resources hold', () => {
  it('are values of charts and manifests', () => {
    checkPlaces('kubernetes', 'app.yaml', `
      apiVersion: argoproj.io/v1alpha1
      kind: Application
      spec:
        source:
          helm:
            values: |
              # for production
              image:
                repository: quay.io/acme/web
                #           ^^^^^^^^^^^^^^^^ value quay.io/acme/web:v1 no fix
                tag: v1
      ---
      apiVersion: helm.cattle.io/v1
      kind: HelmChart
      spec:
        chart: traefik
        valuesContent: |-
          sidecar: { image: "acme/sidecar:2" }
          #                  ^^^^^^^^^^^^^^ value docker.io/acme/sidecar:2
      ---
      apiVersion: argoproj.io/v1alpha1
      kind: Workflow
      spec:
        templates:
          - name: job
            resource:
              action: create
              manifest: |
                apiVersion: batch/v1
                kind: Job
                metadata: { generateName: job- }
                spec:
                  template:
                    spec:
                      containers:
                        - image: alpine:3
                        #        ^^^^^^^^ container docker.io/library/alpine:3
                          args: ["{{inputs.parameters.x}}"]
      ---
      apiVersion: example.com/v1
      kind: Application
      spec: { helm: { values: "image: a:1" } }
    `, embedding());
  });
});
