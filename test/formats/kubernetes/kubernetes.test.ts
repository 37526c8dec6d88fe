import { describe, expect, it } from 'vitest';
import { kubernetes } from '../../../server/src/formats/kubernetes';
import { workloads } from '../../../server/src/formats/kubernetes/workloads';
import { dedent, draw, marksOf, undrawn } from '../../support/drawn';

/** Demands that exactly the drawn uses are found, where they are drawn. */
function check(drawn: string): void {
  const source = dedent(drawn);
  const text = undrawn(source);
  expect(kubernetes.claims({ path: 'a.yaml', text })).toBe(true);
  expect(draw(text, marksOf(kubernetes.read(text).uses))).toBe(source);
}

describe('Pods', () => {
  it('name images in containers and volumes', () => {
    check(`
      apiVersion: v1
      kind: Pod
      metadata: { name: a, annotations: { image: nothing } }
      spec:
        volumes:
        - name: model
          image:
            reference: quay.io/acme/model:1
            #          ^^^^^^^^^^^^^^^^^^^^ volume quay.io/acme/model:1
            pullPolicy: Always
        - name: block
          rbd: { image: foo, monitors: [] }
        initContainers:
        - image: busybox
        #        ^^^^^^^ init docker.io/library/busybox
        containers:
        - name: web
          image: ghcr.io/acme/web:v1@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
          #      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ container ghcr.io/acme/web:v1@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
          env:
          - name: image
            value: nginx
        - {name: side, image: nginx:1}
        #                     ^^^^^^^ container docker.io/library/nginx:1
        ephemeralContainers:
          - image: 'busybox:1.36' # a shell
          #         ^^^^^^^^^^^^ ephemeral docker.io/library/busybox:1.36
    `);
  });

  it('are read in every scalar style', () => {
    check(`
      apiVersion: v1
      kind: "Pod"
      spec:
        containers:
        - image: plain:1   # comment
        #        ^^^^^^^ container docker.io/library/plain:1
        - image: "double:1"
        #         ^^^^^^^^ container docker.io/library/double:1
        - image: 'single:1'
        #         ^^^^^^^^ container docker.io/library/single:1
        - image: >-
            folded:1
           #^^^^^^^^ container docker.io/library/folded:1
        - image: | # header

            literal:1
           #^^^^^^^^^ container docker.io/library/literal:1

        - image: !!str tagged:1
        #              ^^^^^^^^ container docker.io/library/tagged:1
        - "image" : quoted-key
        #           ^^^^^^^^^^ container docker.io/library/quoted-key
        - ? image
          : explicit
          # ^^^^^^^^ container docker.io/library/explicit
        - image: 123
        #        ^^^ container docker.io/library/123
        - image:
            next-line
           #^^^^^^^^^ container docker.io/library/next-line
    `);
  });

  it('refuse an edit where the spelling is not the meaning', () => {
    check(`
      apiVersion: v1
      kind: Pod
      spec:
        containers:
        - image: "escaped\\u003a1"
        #         ^^^^^^^^^^^^^^ container docker.io/library/escaped:1 no fix
        - image: "con\\
        #         ^^^^ container docker.io/library/continued no fix …
            tinued"
        - image: >-
            not
           #^^^ container (invalid) no fix …
            one
    `);
  });

  it('without an image name none', () => {
    check(`
      apiVersion: v1
      kind: Pod
      spec:
        containers:
        - name: image
        - image:
        - image: ""
        - image: ''
        - image: null
        - image: ~
        - image: [a]
        - image: { a: b }
        - image: *unknown
        - image
    `);
  });

  it('tell holes and mistakes apart', () => {
    const holes = ['<image>', '${IMAGE}', '$(IMAGE)', '%IMAGE%', '"{image}"', 'docker.io/{user}/x', '<REPO>/chat:1.0', 'ko://example.com/cmd/x', 'REPLACE-ME', "'{{ .Values.image }}'", '$IMAGE_URL'];
    const mistakes = [':replace', 'a b', 'nginx:', 'nginx@sha256:12', 'docker://nginx', 'Nginx', '-x'];
    const read = (image: string) => {
      const [use] = kubernetes.read(`apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - image: ${image}\n`).uses;
      return use?.reference ? 'reference' : use?.unresolved?.code;
    };
    expect(holes.map((image) => [image, read(image)])).toEqual(holes.map((image) => [image, 'placeholder']));
    expect(mistakes.map((image) => [image, read(image)])).toEqual(mistakes.map((image) => [image, 'invalid']));
  });
});

describe('Anchors', () => {
  it('are one use, where the text stands', () => {
    check(`
      apiVersion: v1
      kind: Pod
      x-image: &image nginx:1
      #               ^^^^^^^ container docker.io/library/nginx:1
      spec:
        initContainers:
        - image: *image
        containers:
        - image: *image
        - &base
          name: a
          image: &again redis:7
          #             ^^^^^^^ container docker.io/library/redis:7
        - *base
        - <<: *base
          name: b
        - <<: [{ name: c }, *base]
        - <<: *base
          image: own:1
          #      ^^^^^ container docker.io/library/own:1
        - image: *again
    `);
  });

  it('stand for the last node before them', () => {
    check(`
      apiVersion: v1
      kind: Pod
      a: [&x one, &x two]
      #              ^^^ container docker.io/library/two
      spec:
        containers:
        - image: *x
      b: &x three
    `);
  });

  it('that lead to themselves end', () => {
    check(`
      apiVersion: v1
      kind: List
      items: &items
      - &self
        apiVersion: v1
        kind: List
        items: *items
        <<: *self
      - apiVersion: v1
        kind: Pod
        spec: { containers: [{ <<: *self, image: a }] }
        #                                        ^ container docker.io/library/a
    `);
  });
});

describe('Kinds', () => {
  it.each(workloads.map((workload) => [workload.kind, workload] as const))('%s holds a pod', (kind, { group, podSpec }) => {
    const text = JSON.stringify({
      apiVersion: `${group ?? 'example.com'}/v1`,
      kind,
      ...podSpec.reduceRight<object>((inner, key) => ({ [key]: inner }), { containers: [{ image: 'nginx' }] }),
    });
    expect(kubernetes.claims({ path: 'x.json', text })).toBe(true);
    expect(kubernetes.read(text).uses).toHaveLength(1);
  });

  it('without a pod are left alone', () => {
    for (const head of ['apiVersion: v1\nkind: Service', 'apiVersion: example/v1\nkind: DeploymentLike', 'kind: Pod', 'apiVersion: v1\nkind: Deployment-x']) {
      const text = `${head}\nspec:\n  containers:\n  - image: a\n  template:\n    spec:\n      containers:\n      - image: b\n`;
      expect(kubernetes.read(text).uses).toEqual([]);
    }
  });

  it('are told apart document by document', () => {
    check(`
      # a comment
      apiVersion: example/v1
      kind: Pods
      spec: { containers: [{ image: other }] }
      ---
      apiVersion: v1
      kind: ConfigMap
      data:
        pod.yaml: |
          apiVersion: v1
          kind: Pod
          spec:
            containers:
            - image: inside
      --- # the third
      apiVersion: apps/v1
      kind: Deployment
      spec:
        template:
          spec:
            containers:
            - image: nginx
            #        ^^^^^ container docker.io/library/nginx
        containers:
        - image: misplaced
      ...
      ---
      {apiVersion: v1, kind: Pod, spec: {containers: [{image: b}]}}
      #                                                       ^ container docker.io/library/b
    `);
  });

  it('stand in lists, typed lists and lists of lists', () => {
    check(`
      apiVersion: v1
      kind: List
      items:
      - apiVersion: v1
        kind: PodList
        items:
        - spec: { containers: [{ image: a }] }
        #                               ^ container docker.io/library/a
        - kind: Pod
          apiVersion: v1
          spec: { containers: [{ image: b }] }
          #                             ^ container docker.io/library/b
      - apiVersion: v1
        kind: Service
        spec: { containers: [{ image: c }] }
      - apiVersion: batch/v1
        kind: CronJob
        spec: { jobTemplate: { spec: { template: { spec: { containers: [{ image: d }] } } } } }
        #                                                                        ^ container docker.io/library/d
    `);
  });

  it('may be written twice', () => {
    check(`
      apiVersion: v1
      kind: Pod
      spec:
        containers:
        - image: a
        #        ^ container docker.io/library/a
          image: b
          #      ^ container docker.io/library/b
        containers:
        - image: c
        #        ^ container docker.io/library/c
    `);
  });
});

describe('Broken documents', () => {
  it('keep the uses below an open quote, a tab, a stray dash, a bad indentation and an open list', () => {
    for (const mistake of ['        name: "x', "        name: 'x", '\t  name: x', '-', '    -', '   - name: x', '        args: [', '        args: [\n]', '        ima', '        ? : ', 'x:', '        a: b: c', '}', '%x', '        @', '        `']) {
      const lines = ['apiVersion: apps/v1', 'kind: Deployment', 'spec:', '  template:', '    spec:', '      containers:', '      - image: a', mistake, '        image: b', '      - name: c', '        image: "c:1"', '      volumes:', '      - image: { reference: v }', '        rbd:', '          image: block', ''];
      const found = kubernetes.read(lines.join('\n')).uses.map(({ raw }) => raw).filter((raw) => raw !== 'v');
      expect([mistake, ...found]).toEqual([mistake, 'a', 'b', 'c:1']);
    }
  });

  it('show a use that is being typed', () => {
    const head = 'apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - image: ';
    const reads = (tail: string) => kubernetes.read(head + tail).uses.map(({ raw, unresolved }) => (unresolved ? `${raw} ${unresolved.code}` : raw));
    expect(reads('"nginx:1')).toEqual(['nginx:1']);
    expect(reads('"nginx:1\n    name: a\n  - image: b\n')).toEqual(['nginx:1', 'b']);
    expect(reads('nginx:\n')).toEqual(['nginx: invalid']);
    expect(reads('nginx:1\n  - image: "')).toEqual(['nginx:1']);
  });

  it('read volumes and kinds by their lines', () => {
    const text = 'apiVersion: v1\nkind: Pod\nspec:\n  volumes:\n  - image:\n      reference: a\n  - image: {}\n  x: [\n  initContainers:\n    - image: b\n';
    expect(kubernetes.read(text).uses.map(({ role, raw }) => `${role} ${raw}`)).toEqual(['volume a', 'init b']);
    const other = text.replace('kind: Pod', 'kind: Service');
    expect(kubernetes.read(`${other}---\napiVersion: v1\nkind: Pod\n`).uses).toEqual([]);
  });

  it('do not make block scalars into manifests', () => {
    const text = 'apiVersion: v1\nkind: Pod\nspec:\n  x: [\n  containers:\n  - args:\n    - |\n      image: inside\n    env: >-\n      image: inside\n\n      image: too\n    image: outside\n';
    expect(kubernetes.read(text).uses.map(({ raw }) => raw)).toEqual(['outside']);
  });
});

describe('Templates', () => {
  it('give what is literal, and holes for the rest', () => {
    check(`
      {{- if .Values.enabled }}
      apiVersion: {{ template "deployment.apiVersion" . }}
      kind: Deployment
      metadata:
        name: {{ include "x" . }}-{{ .Release.Name }}
        labels:
          {{- include "labels" . | nindent 4 }}
      {{ include "labels" . | indent 4 }}
      spec:
        template:
          spec:
            {{- with .Values.imagePullSecrets }}
            imagePullSecrets: {{- toYaml . | nindent 8 }}
            {{- end }}
            initContainers:
              - image: busybox:1.36
              #        ^^^^^^^^^^^^ init docker.io/library/busybox:1.36
                args: ['{{ include "contour.fullname" . }}:{{ .Values.port }}']
            containers:
            {{- range .Values.containers }}
              - name: {{ .name }}
                image: {{ .image }}:{{ .tag | default "latest" }}
                #      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ container (placeholder)
                {{- if .x }}
              - image: "{{ .Values.a }}"
              #         ^^^^^^^^^^^^^^^ container (placeholder)
                {{- else }}
              - image: ghcr.io/acme/web:{{ .Chart.AppVersion }}
              #        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ container (placeholder)
                {{- end }}
                {{/* several
                     lines */}}
            {{- end }}
              - image: redis:7
              #        ^^^^^^^ container docker.io/library/redis:7
      {{- end }}
    `);
  });

  it('may be whole values', () => {
    check(`
      apiVersion: v1
      kind: Pod
      spec:
        containers:
        - image: '{{inputs.parameters.image}}'
        #         ^^^^^^^^^^^^^^^^^^^^^^^^^^^ container (placeholder)
        - image: {{inputs.parameters.image}}
        #        ^^^^^^^^^^^^^^^^^^^^^^^^^^^ container (placeholder)
        - image: "{{ .a }}\\u003a1"
        #         ^^^^^^^^^^^^^^^ container (placeholder)
    `);
  });
});

describe('JSON', () => {
  it('is read with tabs, CRLF and a byte order mark', () => {
    const json = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [{ apiVersion: 'v1', kind: 'Pod', spec: { containers: [{ image: 'nginx:1' }] } }] }, null, '\t');
    for (const text of [json, json.replaceAll('\n', '\r\n'), `\uFEFF${json}`, json.slice(0, -20)]) {
      const { uses } = kubernetes.read(text);
      expect(uses.map(({ range, raw }) => [raw, text.slice(range.start, range.end)])).toEqual([['nginx:1', 'nginx:1']]);
    }
  });

  it('is read on one line', () => {
    check(`
      {"apiVersion":"v1","kind":"Pod","spec":{"containers":[{"name":"a","image":"nginx:1"},{"image":"b"}]}}
      #                                                                          ^^^^^^^ container docker.io/library/nginx:1
      #                                                                                              ^ container docker.io/library/b
    `);
  });
});

describe('Claims', () => {
  const pod = 'apiVersion: v1\nkind: Pod\n';
  it('documents by name and content', () => {
    for (const path of ['a.yaml', 'a/b.YML', 'templates/x.yaml', '/c/d.json']) expect([path, kubernetes.mayClaim(path), kubernetes.claims({ path, text: pod })]).toEqual([path, true, true]);
    for (const path of ['Dockerfile', 'a.md', 'yaml']) expect([path, kubernetes.mayClaim(path), kubernetes.claims({ path, text: pod })]).toEqual([path, false, false]);
    expect(kubernetes.claims({ path: 'Untitled-1', languageId: 'yaml', text: pod })).toBe(true);
    expect(kubernetes.claims({ path: 'Untitled-1', languageId: 'markdown', text: pod })).toBe(false);
  });

  it.each([
    'services:\n  web:\n    image: nginx\n',
    'image:\n  repository: nginx\n',
    'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nimages:\n- name: a\n',
    'apiVersion: v1\nkind: Service\n',
    'apiVersion: v1\nkind: PodDisruptionBudget\n',
    'apiVersion: v1\nkind: Pod-like\n',
    'kind: Pod\n',
    'apiVersion: v1\nkind:\nPod: x\n',
    '',
  ])('not %j', (text) => expect(kubernetes.claims({ path: 'a.yaml', text })).toBe(false));

  it.each(['apiVersion: v1\nkind: List\n', 'apiVersion: v1\nkind: "PodList"\n', '{"kind":"Pod","apiVersion":"v1"}', 'apiVersion: serving.knative.dev/v1\nkind: Service\n', "kind: 'Job'\napiVersion: batch/v1"])(
    '%j',
    (text) => expect(kubernetes.claims({ path: 'a.yaml', text })).toBe(true),
  );
});
