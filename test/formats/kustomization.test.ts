import { describe, expect, it } from 'vitest';
import { withTag } from '../../server/src/core/reference';
import { kustomization } from '../../server/src/formats/kustomization';
import { checkPlaces, embedding, readers } from '../support/check-places';
import { edited, pinned, someDigest, to } from '../support/edited';

describe('Kustomizations', () => {
  it('name the images that they write', () => {
    checkPlaces('kustomization', 'overlays/prod/kustomization.yaml', `
      apiVersion: kustomize.config.k8s.io/v1beta1
      kind: Kustomization
      images:
        - name: nginx
          newName: ghcr.io/acme/nginx # ours
          #        ^^^^^^^^^^^^^^^^^^ value ghcr.io/acme/nginx:1.27
          newTag: "1.27"
        - name: quay.io/acme/agent
        #       ^^^^^^^^^^^^^^^^^^ value quay.io/acme/agent:v1
          newTag: v1
        - { newTag: v2, name: 'app' }
        #                      ^^^ value docker.io/library/app:v2
        - name: db
        #       ^^ value docker.io/library/db@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
          digest: ${someDigest}
        - name: cache
          newName: redis
          #        ^^^^^ value docker.io/library/redis:7@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
          newTag: "7"
          digest: ${someDigest}
        - name: behind
        #       ^^^^^^ value docker.io/library/behind:1@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
          newTag: 1@${someDigest}
        - name: nginx:1.25
        #       ^^^^^^^^^^ value docker.io/library/nginx:1.26
          newTag: 1.26
    `);
  });

  it('name images in patches that are written there', () => {
    checkPlaces('kustomization', 'kustomization.yaml', `
      resources: [../base]
      patches:
        - target: { kind: Deployment }
          patch: |-
            apiVersion: apps/v1
            kind: Deployment
            metadata: { name: web }
            spec:
              template:
                spec:
                  containers:
                    - name: web
                      image: quay.io/acme/web:v1 # until it is there
                      #      ^^^^^^^^^^^^^^^^^^^ container quay.io/acme/web:v1
        - patch: |
            - op: replace
              path: /metadata/labels/image
              value: ghcr.io/acme/web:v1
            - op: replace
              path: /spec/template/spec/containers/0/image
              value: acme/web
              #      ^^^^^^^^ container docker.io/acme/web
      patchesStrategicMerge:
        - web.yaml
        - |
          apiVersion: kind.x-k8s.io/v1alpha4
          kind: Cluster
          nodes: [{ image: "kindest/node:v1" }]
          #                 ^^^^^^^^^^^^^^^ value docker.io/kindest/node:v1
    `, embedding());
  });

  it('know no tag where the resources give it, and no image where nothing is written', () => {
    checkPlaces('kustomization', 'kustomization.yml', `
      images:
      - name: redis
        newName: public.ecr.aws/docker/library/redis
        #        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ value public.ecr.aws/docker/library/redis no fix
      - name: untouched
      - name: empty
        newTag: ""
      - newTag: lost
      - name: .*
        newTag: any
      - just-text
      configMapGenerator: [{ name: image, literals: ["image=nginx"] }]
      generatorOptions: { labels: { image: nginx } }
      patches: [{ patch: "image: nginx" }]
    `);
    const [use] = kustomization.read('images:\n- name: redis\n  newName: acme/redis\n').uses;
    expect(use?.tagElsewhere).toBe(true);
  });

  it('are silent on what somebody else fills, and not on what can be no reference', () => {
    checkPlaces('kustomization', 'Kustomization', `
      images:
      - name: gcr.io/<<PROJECT>>/hello
      #       ^^^^^^^^^^^^^^^^^^^^^^^^ value (placeholder)
        newTag: latest
      - name: app
      #       ^^^ value (placeholder)
        newTag: \${TAG}
      - name: short
      #       ^^^^^ value (invalid)
        digest: sha256:25a0d4
    `);
  });

  it('are known by name and by their images: Flux has a kind of that name too', () => {
    const paths = ['kustomization.yaml', 'a/kustomization.yml', 'a/Kustomization', 'kustomization.json', 'my-kustomization.yaml', 'kustomization'];
    expect(readers(paths, 'images:\n- name: a\n')).toEqual([
      'kustomization.yaml kustomization', 'a/kustomization.yml kustomization', 'a/Kustomization kustomization',
      'kustomization.json -', 'my-kustomization.yaml -', 'kustomization -',
    ]);
    const flux = 'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nspec:\n  images:\n  - name: a\n    newTag: b\n';
    expect(readers(['kustomization.yaml', 'a/kustomization.yaml'], flux)).not.toContain('kustomization.yaml kustomization');
    expect(readers(['kustomization.yaml'], 'resources: [a.yaml]\n')).toEqual(['kustomization.yaml -']);
  });

  it('are read as far as they are typed, and not edited then', () => {
    checkPlaces('kustomization', 'kustomization.yaml', `
      images:
      - name: nginx
        newName: acme/nginx
        #        ^^^^^^^^^^ value docker.io/acme/nginx:1 no fix
        newTag: "1"
      - { name: [
      - name: redis
      #       ^^^^^ value docker.io/library/redis:7 no fix
        newTag: '7'
      - newTag
    `);
  });

  it('are read by their lines where no parser is let', () => {
    checkPlaces('kustomization', 'kustomization.yaml', `
      images:
      - name: nginx
        newName: acme/nginx
        #        ^^^^^^^^^^ value docker.io/acme/nginx:1 no fix
        newTag: "1"
      - newTag: '7'
        name: redis
        #     ^^^^^ value docker.io/library/redis:7 no fix
      patches:
      - { name: a, newTag: b }
      deep: ${'['.repeat(300)}
    `);
  });
});

describe('Edits of a kustomization', () => {
  const pin = (text: string): string => edited(kustomization, text, pinned);

  const written: readonly (readonly [before: string, after: string])[] = [
    ['- name: a\n  newTag: v1 # keep\n- name: b\n', `- name: a\n  newTag: v1 # keep\n  digest: ${someDigest}\n- name: b\n`],
    ['- newTag: v1\n  name: a', `- newTag: v1\n  digest: ${someDigest}\n  name: a`],
    ['  -   name: a\r\n      newTag: v1\r\n', `  -   name: a\r\n      newTag: v1\r\n      digest: ${someDigest}\r\n`],
    ['- { name: a, newTag: "v1" }\n', `- { name: a, newTag: "v1", digest: ${someDigest} }\n`],
    ['- {"newTag": "v1", "name": "a"}\n', `- {"newTag": "v1", digest: ${someDigest}, "name": "a"}\n`],
    ['- name: a\n  newTag: v1\n  digest: ""\n', `- name: a\n  newTag: v1\n  digest: "${someDigest}"\n`],
    ['- name: a\n  newTag: v1@sha256:' + 'f'.repeat(64) + '\n', `- name: a\n  newTag: v1@${someDigest}\n`],
    ['- name: a\n  digest: sha256:' + 'f'.repeat(64) + '\n', `- name: a\n  digest: ${someDigest}\n`],
  ];

  it('write the digest into its field', () => {
    for (const [before, after] of written) {
      const head = before.includes('\r') ? 'images:\r\n' : 'images:\n';
      expect(pin(head + before)).toBe(head + after);
    }
  });

  it('write a tag that reads as a number in quotes', () => {
    const tag = (text: string): string => edited(kustomization, `images:\n${text}`, reference => withTag(reference, '1.30'));
    expect(tag('- name: a\n  newTag: v1\n')).toBe('images:\n- name: a\n  newTag: "1.30"\n');
    expect(tag("- name: a\n  newTag: '1.29'\n")).toBe("images:\n- name: a\n  newTag: '1.30'\n");
    expect(tag(`- name: a\n  digest: ${someDigest}\n`)).toBe(`images:\n- name: a\n  newTag: "1.30"\n  digest: ${someDigest}\n`);
  });

  it('write another image into newName: what `name` says is what is replaced', () => {
    const swap = (text: string): string => edited(kustomization, `images:\n${text}`, to('cgr.dev/chainguard/nginx:latest'));
    expect(swap('- name: nginx\n  newTag: v1\n')).toBe('images:\n- name: nginx\n  newName: cgr.dev/chainguard/nginx\n  newTag: latest\n');
    expect(swap('- name: nginx\n  newName: "nginx"\n  newTag: v1\n')).toBe('images:\n- name: nginx\n  newName: "cgr.dev/chainguard/nginx"\n  newTag: latest\n');
    expect(swap('- {name: nginx, newTag: v1}\n')).toBe('images:\n- {name: nginx, newName: cgr.dev/chainguard/nginx, newTag: latest}\n');
  });

  const unsafe: readonly (readonly [text: string, reason: string | undefined])[] = [
    ['- name: a\n  newName: b\n', 'The resources that this entry rewrites give the tag.'],
    ['- &x { name: a, newTag: v1 }\n- { <<: *x, newTag: v2 }\n', undefined],
    ['- { name: &n a, newTag: v1 }\n- { name: *n, newTag: v2 }\n', undefined],
    ['- &x { name: a, newTag: v1 }\n', undefined],
    ['- { name: a, newTag: &v v1 }\n', undefined],
    ['- name: a\n  newTag: v1\n  digest:\n', 'A field of this entry is not finished, or there twice.'],
    ['- name: a\n  newTag: v1\n  newTag: v2\n', 'A field of this entry is not finished, or there twice.'],
    ['- name: a\n  newTag: "v1', 'A field of this entry is not finished, or there twice.'],
    ['- name: a\n  newTag: "v\\x31"\n', 'The reference is written with escapes or over several lines, which no edit can keep.'],
    ['- ? name\n  : a\n  newTag: v1\n', 'The reference is written with escapes or over several lines, which no edit can keep.'],
  ];

  it('are not made where they would not be safe', () => {
    for (const [text, reason = 'An anchor shares a part of this entry, and an edit would change more than the entry.'] of unsafe) {
      const { uses } = kustomization.read(`images:\n${text}`);
      expect(edited(kustomization, `images:\n${text}`, pinned, uses.length - 1)).toBe(`disabled: ${reason}`);
    }
  });

  it('have a place for a comment above', () => {
    const text = 'images:\n- name: a\n  newTag: v1\n';
    expect(kustomization.commentPlace(text, text.indexOf('a\n'))).toBe('images:\n'.length);
  });
});
