import { describe, expect, it } from 'vitest';
import { bareSurroundings, type Surroundings } from '../../server/src/core/document';
import type { ImageUse } from '../../server/src/core/image-use';
import { render } from '../../server/src/core/message';
import { applyEdits } from '../../server/src/core/range';
import { formatReference, parseReference } from '../../server/src/core/reference';
import { helmValues } from '../../server/src/formats/helm-values';
import { checkPlaces, readers } from '../support/check-places';
import { dedent } from '../support/drawn';

const digest = `sha256:${'0'.repeat(64)}`;

/** The chart that the values belong to, by the paths of its files. */
function chart(files: Readonly<Record<string, string>>): Surroundings {
  return { ...bareSurroundings, siblings: new Map(Object.entries({ 'Chart.yaml': 'name: shop\nappVersion: "4.5"\n', ...files }).map(([path, text]) => [path, dedent(text)])) };
}

function read(text: string, around?: Surroundings): readonly ImageUse[] {
  return helmValues.read(text, around).uses;
}

function meaning({ reference, unresolved }: ImageUse): string {
  return reference ? formatReference(reference) : `(${unresolved?.code ?? ''})`;
}

function only(text: string, around?: Surroundings): ImageUse {
  const [use, ...others] = read(text, around);
  if (!use || others.length > 0) throw new Error(`${String(others.length + (use ? 1 : 0))} uses`);
  return use;
}

/** The text after the use was made to name `name`, or why that cannot be. */
function edited(text: string, name: string, around?: Surroundings): string {
  const parsed = parseReference(name);
  if (!parsed.ok) throw new Error(name);
  const edits = helmValues.edit(only(text, around), parsed.reference);
  return 'disabled' in edits ? render(edits.disabled) : applyEdits(text, edits);
}

describe('Values of charts', () => {
  it('name images in fields', () => {
    checkPlaces('helm-values', 'chart/values.yaml', `
      image:
        registry: "quay.io"
        repository: acme/web
        #           ^^^^^^^^ value quay.io/acme/web:1.2
        tag: '1.2'
        digest: ""
      sidecars:
        - repository: ghcr.io/acme/agent # ours
        #             ^^^^^^^^^^^^^^^^^^ value ghcr.io/acme/agent:v3 no fix
          tag: v3
        - { repository: "busybox", tag: 1.36, digest: }
        #                ^^^^^^^ value docker.io/library/busybox:1.36
      exporter:
        repository: acme/exporter
        #           ^^^^^^^^^^^^^ value docker.io/acme/exporter:2 no fix
        version: 2
      pinned:
        repository: acme/pinned
        #           ^^^^^^^^^^^ value docker.io/acme/pinned@${digest}
        digest: ${digest}
      inTag:
        repository: acme/tagged
        #           ^^^^^^^^^^^ value docker.io/acme/tagged:1@${digest} no fix
        tag: 1@${digest}
      toolImage: { repository: acme/tool }
      #                        ^^^^^^^^^ value (empty) no fix
    `);
  });

  it('name images in texts, and in a text with the tag beside it', () => {
    checkPlaces('helm-values', 'values-prod.yml', `
      image: nginx:1.27
      #      ^^^^^^^^^^ value docker.io/library/nginx:1.27
      initImage: &init 'acme/init'
      #                 ^^^^^^^^^ value docker.io/acme/init
      other: { image: *init }
      metrics:
        image: acme/metrics
        #      ^^^^^^^^^^^^ value docker.io/acme/metrics:v1 no fix
        imageTag: v1
      jobs: { jobImage: acme/job, jobTag: "" }
      #                 ^^^^^^^^ value (empty) no fix
      proxy: { image: proxyv2, hub: gcr.io/acme }
      #               ^^^^^^^ value (placeholder)
      operator: { image: tigera/operator, registry: mcr.example.com/oss }
      #                  ^^^^^^^^^^^^^^^ value (placeholder)
      templated: { image: "{{ .Values.x }}/web" }
      #                    ^^^^^^^^^^^^^^^^^^^ value (placeholder)
    `);
  });

  it('do not say so where something only looks like one', () => {
    const text = dedent(`
      image: true
      icon: { image: logo.png, avatarImage: /img/a.svg }
      imagePullPolicy: Always
      empty: { image: "", repository: "" }
      node: { image: ami-0123456789abcdef0, osImage: https://example.com/disk.qcow2 }
      text: { image: the first one, image2: nginx }
      chart: { repository: https://charts.example.com, version: 1.2.3 }
      dependency: { chart: redis, repository: bitnami, version: 1.2.3 }
      github: { owner: acme, repository: web, version: v1 }
      git: { repository: "git@github.com:acme/web", tag: v1 }
      plain: { repository: acme/web }
      nothing: { image: null, repository: ~, tag: 1 }
      number: { image: 3 }
      age: { image: 24h, tokenImage: 90s }
      server: { name: web, tag: v1 }
      pool: { image: { name: ubuntu, version: 24.04 } }
    `);
    expect(read(text)).toEqual([]);
  });

  it('take the registry of all images where an image names none', () => {
    checkPlaces('helm-values', 'values.yaml', `
      global: { imageRegistry: mirror.example.com/hub/ }
      a: { registry: "", repository: acme/a, tag: "1", digest: "" }
      #                              ^^^^^^ value mirror.example.com/hub/acme/a:1
      b: { registry: ghcr.io, repository: acme/b, tag: "1", digest: "" }
      #                                   ^^^^^^ value ghcr.io/acme/b:1
    `);
    checkPlaces('helm-values', 'values.yaml', `
      global: { imageRegistry: "example.com/[PROJECT]" }
      a: { image: { repository: acme/a, tag: "1" } }
      #                         ^^^^^^ value (placeholder) no fix
    `);
  });

  it('take the registry that the images of the chart share', () => {
    checkPlaces('helm-values', 'values.yaml', `
      global:
        image:
          registry: registry.k8s.io
      controller:
        image:
          image: ingress-nginx/controller
          #      ^^^^^^^^^^^^^^^^^^^^^^^^ value registry.k8s.io/ingress-nginx/controller:v1.15.1 no fix
          tag: "v1.15.1"
        image2: nginx
        sidecar: { image: acme/sidecar, tag: "1" }
        #                 ^^^^^^^^^^^^ value docker.io/acme/sidecar:1 no fix
    `);
    const lines = 'global:\n  image:\n    registry: "registry.k8s.io"\na: {{ x }}\nb:\n  image:\n    image: c/d\n    tag: v1\n';
    expect(read(lines).map(meaning)).toEqual(['registry.k8s.io/c/d:v1']);
    expect(read(lines.replace('"registry.k8s.io"', 'null')).map(meaning)).toEqual(['docker.io/c/d:v1']);
  });

  it('may call the name so, where a tag stands beside it', () => {
    checkPlaces('helm-values', 'values.yaml', `
      image: { name: quay.io/acme/exporter, tag: v1 }
      #              ^^^^^^^^^^^^^^^^^^^^^ value quay.io/acme/exporter:v1 no fix
      proxy:
        image:
          registry: ghcr.io
          repo: acme/proxy
          #     ^^^^^^^^^^ value ghcr.io/acme/proxy:1.2.3@${digest} no fix
          tag: 1.2.3@${digest}
      open: { image: { registry: "", name: init, tag: v1 } }
      #                                    ^^^^ value (placeholder) no fix
      whole: { image: { name: acme/not, image: "acme/whole", tag: "1" } }
      #                                         ^^^^^^^^^^ value docker.io/acme/whole:1 no fix
    `);
    expect(read('a: {{ x }}\nimage:\n  name: acme/web\n  tag: v2\n').map(meaning)).toEqual(['docker.io/acme/web:v2']);
    const short = 'image: { name: agent, tag: v3 }\n';
    expect(meaning(only(short))).toBe('(placeholder)');
    expect(meaning(only(short, chart({ 'templates/a.yaml': 'image: {{ .Values.registry }}/{{ .Values.image.name }}:{{ .Values.image.tag }}\n' })))).toBe('(placeholder)');
    expect(meaning(only(short, chart({ 'templates/a.yaml': 'image: "{{ .Values.image.name }}:{{ .Values.image.tag }}"\n' })))).toBe('docker.io/library/agent:v3');
  });

  it('may say numbers that Helm writes in another way', () => {
    const tags = ['1.2', '1.10', '3.0', '7', '1000000', '0755', '1.2.3', '2024-01-01', '"1.10"'];
    expect(tags.map(tag => `${tag} ${meaning(only(`image: { repository: a, tag: ${tag} }\n`))}`)).toEqual([
      '1.2 docker.io/library/a:1.2', '1.10 (placeholder)', '3.0 (placeholder)', '7 docker.io/library/a:7', '1000000 (placeholder)', '0755 (placeholder)',
      '1.2.3 docker.io/library/a:1.2.3', '2024-01-01 docker.io/library/a:2024-01-01', '"1.10" docker.io/library/a:1.10',
    ]);
  });

  it('are read as far as they are typed', () => {
    checkPlaces('helm-values', 'values.yaml', `
      image:
        registry: quay.io
        repository: "acme/web"
        #            ^^^^^^^^ value quay.io/acme/web:1.2 no fix
        tag: "1.2"
      sidecar:
        image: redis:7
        #      ^^^^^^^ value docker.io/library/redis:7
      broken: { a
      next
    `);
  });

  it('are known by name and content', () => {
    const text = 'image: nginx\n';
    expect(readers(['values.yaml', 'c/values-dev.yml', 'c/ci/test-values.yaml', 'my.yaml', 'values.json', 'valuesets/a.yaml'], text)).toEqual([
      'values.yaml helm-values', 'c/values-dev.yml helm-values', 'c/ci/test-values.yaml helm-values', 'my.yaml -', 'values.json -', 'valuesets/a.yaml -',
    ]);
    expect(readers(['values.yaml'], 'apiVersion: v1\nkind: Pod\nspec: { containers: [{ image: a }] }\n')).toEqual(['values.yaml kubernetes']);
    expect(readers(['c/templates/values.yaml'], 'image: {{ .Values.image }}\n')).toEqual(['c/templates/values.yaml helm-template']);
  });

  it('say what is proposed where a text names an image', () => {
    const text = 'web:\n  image: ngi\n  icon: ngi\n';
    expect(helmValues.imagePlace?.(text, 'web:\n  image: ngi'.length)).toEqual({ range: { start: 14, end: 17 }, stages: [] });
    expect(helmValues.imagePlace?.(text, text.length - 1)).toBeUndefined();
  });
});

const inImage = { 'templates/pod.yaml': '      image: "{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}"\n' };

describe('A tag that is not written', () => {
  const of = (values: string, files: Readonly<Record<string, string>>) => meaning(only(values, chart(files)));
  const values = 'image:\n  repository: acme/web\n  tag: ""\n';

  it('is the appVersion of the chart, as its templates say', () => {
    expect(of(values, inImage)).toBe('docker.io/acme/web:4.5');
    expect(of('image:\n  repository: acme/web\n', inImage)).toBe('docker.io/acme/web:4.5');
    expect(meaning(only(values, { ...bareSurroundings, siblings: new Map([['../Chart.yaml', 'appVersion: 4.5.1\n']]) }))).toBe('docker.io/acme/web:4.5.1');
  });

  it('is not known where the templates say something else, or say nothing', () => {
    const other = { 'templates/pod.yaml': '  image: "{{ .Values.image.repository }}:{{ .Values.image.tag | default .Capabilities.KubeVersion.Version }}"\n' };
    const both = { 'templates/pod.yaml': '  image: "{{ .Values.image.repository }}:{{ coalesce .Values.image.tag .Values.tag .Chart.AppVersion }}"\n' };
    const v = { 'templates/pod.yaml': '  image: "{{ .Values.image.repository }}:{{ .Values.image.tag | default (printf "v%s" .Chart.AppVersion) }}"\n' };
    expect([other, both, v, { 'templates/pod.yaml': 'a: b\n' }].map(files => of(values, files))).toEqual(['(empty)', '(empty)', '(empty)', '(empty)']);
  });

  it('is not known of another chart, of no chart, and where the values of the chart have one', () => {
    expect(of('web:\n  image:\n    repository: acme/web\n', { 'Chart.yaml': 'appVersion: 1\ndependencies: [{ name: x, alias: web }]\n' })).toBe('(empty)');
    expect(meaning(only(values))).toBe('(empty)');
    expect(of('image:\n  repository: acme/web\n', { ...inImage, 'values.yaml': 'image: { repository: acme/web, tag: "3" }\n' })).toBe('(empty)');
  });
});

describe('A digest is written', () => {
  const pinned = `acme/web:1.2@${digest}`;

  it('into the field that the chart has for it, and the tag stays', () => {
    const text = '# web\r\nimage:\r\n  repository: acme/web\r\n  tag: "1.2" # the tag\r\n  digest: ""\r\n';
    expect(edited(text, pinned)).toBe(text.replace('digest: ""', `digest: "${digest}"`));
    expect(edited('image:\n  repository: acme/web\n  tag: 1.2\n  digest: # none\n', pinned)).toBe(`image:\n  repository: acme/web\n  tag: 1.2\n  digest: ${digest} # none\n`);
    expect(edited('image: { repository: acme/web, tag: 1.2, digest: null }\n', pinned)).toBe(`image: { repository: acme/web, tag: 1.2, digest: ${digest} }\n`);
  });

  it('into its field in values that hold templates', () => {
    const text = 'image: { repository: acme/web, tag: "1.2", digest: "" }\nname: {{ .Values.x }}\n';
    expect(edited(text, pinned)).toBe(text.replace('digest: ""', `digest: "${digest}"`));
    const inText = 'script: |\n  - {{ .a }}: b\n  {{- if .b\n  }}\nimage: { repository: acme/web, tag: "1.2", digest: "" }\n';
    expect(edited(inText, pinned)).toContain(`digest: "${digest}"`);
  });

  it('into a new field where the templates read one', () => {
    const files = { 'templates/pod.yaml': '  image: "{{ .Values.image.repository }}{{ if .Values.image.digest }}@{{ .Values.image.digest }}{{ else }}:{{ .Values.image.tag }}{{ end }}"\n' };
    expect(edited('image:\n  repository: acme/web\n  tag: 1.2 # the tag\n\n', pinned, chart(files))).toBe(`image:\n  repository: acme/web\n  tag: 1.2 # the tag\n  digest: ${digest}\n\n`);
    expect(edited('image: { repository: acme/web, tag: 1.2 }\n', pinned, chart(files))).toBe(`image: { repository: acme/web, tag: 1.2, digest: ${digest} }\n`);
  });

  it('behind the tag where the templates use that in images alone', () => {
    expect(edited('image:\n  repository: acme/web\n  tag: 1.2 # the tag\n', pinned, chart(inImage))).toBe(`image:\n  repository: acme/web\n  tag: 1.2@${digest} # the tag\n`);
    expect(edited("image:\n  repository: acme/web\n  tag: '1.2'\n", pinned, chart(inImage))).toBe(`image:\n  repository: acme/web\n  tag: '1.2@${digest}'\n`);
    expect(edited('image:\n  repository: acme/web\n', `acme/web:4.5@${digest}`, chart(inImage))).toBe(`image:\n  repository: acme/web\n  tag: 4.5@${digest}\n`);
    expect(edited('image:\n  repository: acme/web\n  tag: ""\n', `acme/web:4.5@${digest}`, chart(inImage))).toBe(`image:\n  repository: acme/web\n  tag: "4.5@${digest}"\n`);
  });

  it('nowhere where the tag is used otherwise, and says in which line', () => {
    const files = { ...inImage, 'templates/_helpers.tpl': '{{- define "labels" }}\na: b\nversion: {{ .Values.image.tag }}\n{{- end }}\n', 'templates/svc.yaml': 'labels: {{ include "labels" . | nindent 2 }}\n' };
    expect(edited('image:\n  repository: acme/web\n  tag: 1.2\n', pinned, chart(files))).toBe(
      'The chart uses this otherwise than in an image, or hands it to what cannot be followed: templates/_helpers.tpl, line 3.',
    );
  });

  it('not behind the tag where that is the tag of another image too', () => {
    const text = 'image:\n  repository: acme/web\n  tag: "1.2"\n';
    const others = ['image: acme/tests:{{ .Values.image.tag }}\n', 'image: "{{ .Values.tests.repository }}:{{ .Values.image.tag }}"\n', 'image: "{{ .Values.name | default .Values.image.repository }}:{{ .Values.image.tag }}"\n'];
    for (const other of others) expect(edited(text, pinned, chart({ ...inImage, 'templates/test.yaml': other }))).toMatch(/templates\/test\.yaml, line 1/);
    expect(edited(text, pinned, chart({ ...inImage, 'templates/test.yaml': 'image: x/{{ .Values.image.repository }}:{{ .Values.image.tag }}\n' }))).toContain(digest);
  });

  it('nowhere where that cannot be known', () => {
    const text = 'image:\n  repository: acme/web\n  tag: "1.2"\n';
    const notAtHand = 'The templates of the chart are not at hand, so it is not known whether a digest may stand here.';
    expect(edited(text, pinned)).toBe(notAtHand);
    expect(edited(text, pinned, chart({}))).toBe(notAtHand);
    expect(edited('web:\n  image: { repository: acme/web, tag: "1.2" }\n', pinned, chart({ ...inImage, 'Chart.yaml': 'dependencies: [{ name: web }]\n' }))).toBe(notAtHand);
    expect(edited(text, pinned, chart({ 'templates/a.yaml': '{{ if .Values.x }}\n' }))).toBe('The templates of the chart cannot be followed, so it is not known whether a digest may stand here.');
    expect(edited(text, pinned, chart({ 'templates/a.yaml': 'image: nginx\n' }))).toBe('No template of the chart puts this tag into an image, so it is not known where a digest may stand.');
    expect(edited(`${text}note: "{{ .Values.image.tag }}"\n`, pinned, chart(inImage))).toBe('A text in the values uses this tag, so no digest can stand behind it.');
  });

  it('nowhere where other images have the fields too', () => {
    const text = 'a: &a { tag: "1", digest: "" }\nimage: { <<: *a, repository: acme/web }\n';
    expect(edited(text, pinned)).toBe('Other images have these fields too, by an alias or a merge.');
    expect(edited('x: &t "1"\nimage: { repository: acme/web, tag: *t, digest: "" }\n', pinned)).toBe('Other images have these fields too, by an alias or a merge.');
  });

  it('not where templates put the algorithm before it, or where it stands without', () => {
    const files = { 'templates/pod.yaml': '  image: "{{ .Values.image.repository }}@sha256:{{ .Values.image.digest }}"\n' };
    expect(edited('image: { repository: acme/web, tag: "1", digest: "" }\n', pinned, chart(files))).toMatch(/templates\/pod\.yaml, line 1/);
    const bare = only(`image: { repository: acme/web, tag: "1", sha: "${'0'.repeat(64)}" }\n`, chart(inImage));
    expect([meaning(bare), bare.fixDisabled && render(bare.fixDisabled)]).toEqual([`docker.io/acme/web:1@${digest}`, 'The digest stands here without its algorithm.']);
  });
});

describe('Another image is written', () => {
  it('into registry, repository and tag alone', () => {
    const text = 'image:\n  registry: docker.io\n  repository: "acme/web"\n  tag: 1.2\n  digest: ""\n  pullPolicy: Always\n';
    expect(edited(text, `cgr.dev/chainguard/web:latest@${digest}`)).toBe(
      `image:\n  registry: cgr.dev\n  repository: "chainguard/web"\n  tag: latest\n  digest: "${digest}"\n  pullPolicy: Always\n`,
    );
  });

  it('not where the registry stands elsewhere', () => {
    const text = 'global: { imageRegistry: mirror.example.com }\nimage: { repository: acme/web, tag: "1", digest: "" }\n';
    expect(edited(text, 'cgr.dev/chainguard/web:latest')).toBe('The registry stands under `global`, for other images too.');
    expect(edited(text, `mirror.example.com/acme/web:1@${digest}`)).toContain(`digest: "${digest}"`);
  });

  it('over a text as it is written', () => {
    expect(edited("image: 'nginx:1.27' # web\n", `nginx:1.27@${digest}`)).toBe(`image: 'nginx:1.27@${digest}' # web\n`);
  });
});
