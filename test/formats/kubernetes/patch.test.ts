import { describe, expect, it } from 'vitest';
import { checkPlaces, readers } from '../../support/check-places';

describe('Patches of manifests', () => {
  it('name images at the end of a path, and in containers', () => {
    checkPlaces('kubernetes', 'overlays/dev/patch.yaml', `
      # For development
      - op: replace
        path: /spec/template/spec/initContainers/0/image
        value: "acme/init"
        #       ^^^^^^^^^ init docker.io/acme/init
      - op: add
        path: /spec/template/spec/containers/-
        value:
          name: proxy
          image: nginx
          #      ^^^^^ container docker.io/library/nginx
          volumes: [{ rbd: { image: "a:1" } }]
      - { op: add, path: /spec/containers, value: [{ image: a, name: a }, { image: b }] }
      #                                                     ^ container docker.io/library/a
      #                                                                            ^ container docker.io/library/b
      - value: { spec: { containers: [{ image: deep }] } }
      #                                        ^^^^ container docker.io/library/deep
        path: /spec/template
        op: add
      - op: add
        path: /stages/0/tests/-
        value: { image: "quay.io/acme/scorecard:v1" }
        #                ^^^^^^^^^^^^^^^^^^^^^^^^^ value quay.io/acme/scorecard:v1
      - { op: replace, path: /spec/image, value: "ghcr.io/acme/core:v1" }
      #                                           ^^^^^^^^^^^^^^^^^^^^ value ghcr.io/acme/core:v1
    `);
  });

  it('say nothing where something only looks like one', () => {
    checkPlaces('kubernetes', 'patch.yml', `
      - { op: remove, path: /spec/containers/0/image, value: "a:1" }
      - { op: replace, path: /metadata/labels/image, value: "a:1" }
      - { op: replace, path: /spec/image, value: background }
      - { op: add, path: /spec/imagePullPolicy, value: Always }
      - { op: add, path: /spec/containers/0/env/-, value: { name: image, value: "a:1" } }
      - { op: add, path: /status, value: { image: "a:1" } }
    `);
  });

  it('are lists of operations on paths', () => {
    const op = 'op: replace\n  path: /spec/containers/0/image\n  value: a:1\n';
    expect(readers(['a.yaml', 'a.txt'], `- ${op}`)).toEqual(['a.yaml kubernetes', 'a.txt -']);
    expect(readers(['a.yaml'], `tasks:\n- ${op}`)).toEqual(['a.yaml -']);
    expect(readers(['a.yaml'], '- path: image.png\n  op: add\n')).toEqual(['a.yaml -']);
  });
});
