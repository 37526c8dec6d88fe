import { createHash } from 'node:crypto';

/** Documents with everything that an edit must leave alone, by path. None names anything that needs a registry. */
const pod = 'apiVersion: v1\nkind: Pod\nspec:\n  containers:\n';
const crlf = (text: string): string => text.replaceAll('\n', '\r\n');

const stages = `# syntax=docker/dockerfile:1
# check=skip=all

# The base.
ARG BASE="node:20" TAG=3.19
FROM --platform=$BUILDPLATFORM \${BASE} AS build # no comment to Docker
RUN --mount=type=bind,"from=busybox:1",target=/b \\
    # inside

    make
FROM "python:3.12" as tools
RUN <<A cat && <<-"B" cat
FROM one
A
\tFROM two
\tB
  COPY --chown=1 --from=nginx:1.27 /uv /🐳
FROM --platform=linux/arm64 \${OTHER:-golang:1.22} AS last
COPY --from=build /a /b
ONBUILD COPY --from=nginx / /
`;

const manifests = `# a stream
%YAML 1.2
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: shop } # the shop
spec:
  template:
    spec:
      initContainers:
      - name: wait
        image: 'busybox:1.36'   # single
      containers:
        # first
        - name: web
          image: "node:20" # double
          args: ["--image", "node:20", 'x
            y']
        - image: python
        - {name: side, image: nginx:1.27,
           args: [a]}
        - command: |
            image: node:20
          image: >-
            golang:1.22

        - image:
            redis:7
        - image: |
            # postgres
        - ? image
          : memcached:1
      volumes:
      - name: model
        image: { reference: node:20 }
---
apiVersion: v1
kind: Pod
shared: &image !!str redis:7
spec:
  containers:
  - &base
    image: *image
  - <<: *base
    image: &other "nginx"
  - image: *other
...
--- {apiVersion: v1, kind: Pod, spec: {containers: [{image: perl}, {image: perl}]}}
`;

/** What edit-safety's registry serves for `nginx:latest`. */
const latest = `sha256:${createHash('sha256').update('docker.io/library/nginx:latest').digest('hex')}`;
const old = `sha256:${'0'.repeat(64)}`;

export const fixtures: Readonly<Record<string, string>> = {
  Dockerfile: stages,
  'pinned.Dockerfile': `# syntax=docker/dockerfile:1@${old}\nARG BASE="node:20@${old}" DIGEST=${old}\nFROM --platform=linux/arm64 \${BASE} AS a\nFROM golang:1.22@\${DIGEST}\nCOPY --from=nginx:1.27@${old} / /\n`,
  'pinned-windows.Dockerfile': `FROM node:20@${old}\r\nFROM python:3.12@${old} AS b`,
  'pinned.yaml': `${pod}  - image: "node:20@${old}" # 20\n  - {image: docker.io/library/nginx:1.27@${old}, args: [a]}\n  - image: redis:7@${old}\n`,
  'pinned-windows.yaml': crlf(`${pod}  - image: 'node:20@${old}'  # tag=20\n  - image: nginx@${old}\n`),
  'untagged.yaml': `${pod}  - image: nginx@${latest} # keep\n  - {image: "nginx@${latest}"}\n  - image: nginx@${latest} # latest\n`,
  'untagged.Dockerfile': `ARG B=nginx@${latest}\nFROM $B\nFROM "nginx@${latest}" AS b\nCOPY --from=docker.io/library/nginx@${latest} / /\n`,
  'pinned.json': JSON.stringify({ apiVersion: 'v1', kind: 'Pod', spec: { containers: [{ image: `node:20@${old}` }, { image: `nginx:1.27@${old}` }] } }),
  'windows.Dockerfile': crlf(stages),
  'marked.Dockerfile': `\uFEFF${stages}`,
  'first.Dockerfile': '\uFEFFFROM node:20\n',
  'last.Dockerfile': 'FROM scratch\r\nFROM node:20',
  'escape.Dockerfile': '# escape=`\n\nFROM node:20 `\n  AS x\nCOPY a C:\\\nFROM golang `\n# c\n\n\nCOPY --from=nginx / /\n',
  'shared.Dockerfile': 'ARG BASE=node:20\nFROM $BASE AS a\nFROM ${BASE} AS b\nFROM node:20\n',
  'pieces.Dockerfile': 'ARG V=20\nFROM node:$V\nFROM al\\\npine\nFROM node:$TARGETARCH\n',
  'shebang.Dockerfile': '#!/usr/bin/env docker\n// syntax=docker/dockerfile:1\nFROM node:20\n',
  'late.Dockerfile': '# plimsoll-ignore-next-line tag-latest\n# syntax=docker/dockerfile:1\n  FROM node:20 as build\n',
  'json.Dockerfile': '{"syntax":"docker/dockerfile:1"}',
  'shell-less.Dockerfile': 'FROM gcr.io/distroless/nodejs24-debian13 AS a\nRUN  /bin/true now # no comment\nRUN echo $A\nFROM gcr.io/distroless/static-debian13:nonroot\n# c\nENTRYPOINT exec /app --flag "two words"\nCMD \'one\' two\n',
  'shell-less-stages.Dockerfile': 'FROM node:20 AS build\nFROM gcr.io/distroless/cc-debian13 AS a\n  RUN\t/app a "b c"  \n# d\nRUN --network=none /app b\nFROM gcr.io/distroless/static-debian13\nCMD  exec /app --flag=1\n',
  'shell-less-entry.Dockerfile': 'FROM node:20 AS build\r\nFROM gcr.io/distroless/static-debian13\r\nENTRYPOINT /app \'$HOME\'\r\nHEALTHCHECK CMD /app check\r\n',
  'shell-less-windows.Dockerfile': 'FROM cgr.dev/chainguard/python\r\nRUN pip install -r requirements.txt\r\nENTRYPOINT python app.py\r\nCMD app.py\r\n',
  'stream.yaml': manifests,
  'windows.yaml': crlf(manifests),
  'marked.yaml': `\uFEFF${manifests}`,
  'marked-line.yaml': '\uFEFF{apiVersion: v1, kind: Pod, spec: {containers: [{image: node:20}]}}\n',
  'tabs.yaml': `${pod}  -\timage:\t"node:20"\t# tab\n`,
  'escaped.yaml': `${pod}  - image: "a\\u003a1"\n  - image: "con\\\n      tinued"\n  - image: plain\n      too\n`,
  'inside.yaml': `apiVersion: v1\nkind: Pod\nspec: {containers: [{args: ["one\n  two"], image: node:20}]}\n`,
  'pull.yaml': `${pod}  - image: node:20\n    imagePullPolicy: IfNotPresent # once\n  - {imagePullPolicy: "Never", image: nginx}\n  - image: redis:7\n    imagePullPolicy: 'IfNotPresent'\n  - &a {image: a/b:1, imagePullPolicy: Never}\n  - {<<: *a, name: c}\n  - image: c/d:1\n    imagePullPolicy: Never\n`,
  'open.yaml': `${pod}  - image: "node:20\n  - image: nginx`,
  'template.yaml': `{{- if .Values.on }}\n${pod}  {{- range .Values.all }}\n  - image: "{{ .image }}:{{ .tag | default "1" }}"\n  {{- end }}\n  - image: node:20 # {{ .x }}\n  - image: "redis"\n{{- end }}\n`,
  'list.json': JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [{ apiVersion: 'v1', kind: 'Pod', spec: { containers: [{ image: 'node:20' }, { image: 'nginx' }] } }] }, null, '\t'),
};
