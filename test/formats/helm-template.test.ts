import { describe, expect, it } from 'vitest';
import { formatFor } from '../../server/src/formats';
import { helmTemplate } from '../../server/src/formats/helm-template';
import { applyEdits } from '../../server/src/core/range';
import { parseReference } from '../../server/src/core/reference';
import { checkPlaces, readers } from '../support/check-places';

describe('Templates of charts', () => {
  it('name images in helpers, whole or with holes', () => {
    checkPlaces('helm-template', 'chart/templates/_pod.tpl', `
      {{- define "shop.containers" -}}
      initContainers:
        {{- if .Values.wait }}
        - name: wait
          image: busybox:1.36 # until it is up
          #      ^^^^^^^^^^^^ init docker.io/library/busybox:1.36
        {{- end }}
      containers:
        - image: "{{ .Values.image.repository }}:{{ .Values.image.tag }}"
        #         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ container (placeholder)
        - image: ghcr.io/acme/agent:{{ .Chart.AppVersion }}
        #        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ container (placeholder)
        - name: {{ .Release.Name }}
          image: 'nginx:1.27'
          #       ^^^^^^^^^^ container docker.io/library/nginx:1.27
      {{- end -}}
    `);
  });

  it('name images in resources of other kinds', () => {
    checkPlaces('helm-template', 'templates/alertmanager/alertmanager.yaml', `
      apiVersion: monitoring.coreos.com/v1
      kind: Alertmanager
      metadata: { name: {{ .Release.Name }}, labels: { image: nginx } }
      spec:
        image: quay.io/prometheus/alertmanager:v0.27.0
        #      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ value quay.io/prometheus/alertmanager:v0.27.0
        volumes:
          - rbd: { image: disk }
          - image: { reference: acme/data:1 }
          #                     ^^^^^^^^^^^ volume docker.io/acme/data:1
        banner: { image: logo.png, reference: nginx }
    `);
  });

  it('do not say so where something else writes the image', () => {
    checkPlaces('helm-template', 'templates/gateway.tpl', `
      {{ include "labels" . }}
      containers:
        - image: auto
      status: { image: nginx }
      text: |
        image: redis
      # image: redis
    `);
  });

  it('name none where they describe a kind', () => {
    const text = '{{ if .Values.crds }}\napiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nspec: { containers: [{ image: "a:1" }] }\n';
    expect(helmTemplate.read(text).uses).toEqual([]);
    expect(helmTemplate.read(text.replace('CustomResourceDefinition', 'Alertmanager')).uses.map(({ raw }) => raw)).toEqual(['a:1']);
  });

  it('are known by folder and by what is in them or beside', () => {
    const text = 'image: nginx\nname: {{ .Release.Name }}\n';
    expect(readers(['c/templates/a.yaml', 'templates/x/y/a.tpl', 'c/a.yaml', 'c/templates/a.json'], text)).toEqual([
      'c/templates/a.yaml helm-template', 'templates/x/y/a.tpl helm-template', 'c/a.yaml -', 'c/templates/a.json -',
    ]);
    expect(readers(['roles/web/templates/a.yml'], 'image: nginx\nname: {{ name }}\n{% if x %}\n')).toEqual(['roles/web/templates/a.yml -']);
    expect(readers(['eng/templates/pool.yml'], '- ${{ if eq(a, b) }}:\n  - pool: { image: $(poolImage) }\n')).toEqual(['eng/templates/pool.yml -']);
    expect(readers(['c/templates/a.yaml'], 'image: nginx\nprice: ${{{ .Values.price }}}\n')).toEqual(['c/templates/a.yaml helm-template']);
    const plain = { path: 'c/templates/a.yaml', text: 'image: nginx\n' };
    expect(formatFor(plain)?.id).toBeUndefined();
    expect(formatFor({ ...plain, siblings: new Map([['../Chart.yaml', 'name: c\n']]) })?.id).toBe('helm-template');
  });

  it('are read as manifests where pods come out of them', () => {
    expect(readers(['c/templates/pod.yaml'], 'apiVersion: v1\nkind: Pod\nmetadata: { name: {{ .Release.Name }} }\nspec: { containers: [{ image: a }] }\n')).toEqual([
      'c/templates/pod.yaml kubernetes',
    ]);
  });

  it('are read as far as they are typed', () => {
    checkPlaces('helm-template', 'templates/a.yaml', `
      {{ if .Values.x
      image: redis:7
      #      ^^^^^^^ value docker.io/library/redis:7
      a: { b
      c: [
      image:
    `);
  });

  it('keep quotes and comments when they are edited', () => {
    const text = "{{ if .x }}\r\n  image: 'redis:7' # cache\r\n{{ end }}\r\n";
    const pinned = parseReference(`redis:7@sha256:${'0'.repeat(64)}`);
    const [use] = helmTemplate.read(text).uses;
    if (!use || !pinned.ok) throw new Error('nothing to edit');
    const edits = helmTemplate.edit(use, pinned.reference);
    expect(Array.isArray(edits) && applyEdits(text, edits)).toBe(text.replace('redis:7', `redis:7@sha256:${'0'.repeat(64)}`));
  });

  it('say what is proposed, and where a comment goes', () => {
    const text = '{{ if .x }}\n  image: ngi\n{{ end }}\n';
    expect(helmTemplate.imagePlace?.(text, text.indexOf('ngi') + 3)?.range).toEqual({ start: text.indexOf('ngi'), end: text.indexOf('ngi') + 3 });
    expect(helmTemplate.commentPlace(text, text.indexOf('ngi'))).toBe(text.indexOf('  image'));
  });
});
