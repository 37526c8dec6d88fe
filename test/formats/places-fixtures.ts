import { sources } from './sources-fixtures';

/** Documents of the kinds that are known by where their images stand, by format: what fuzzing starts from. */
export const fixtures: Readonly<Record<string, string>> = {
  ...sources,
  compose: `# stack
x-base: &base { image: "redis:7", labels: { image: nginx } }
services:
  cache: { <<: *base }
  web:
    image: 'ghcr.io/acme/web:\${TAG:-1}' # ours
    build:
      additional_contexts: { base: docker-image://golang:1.26 }
      dockerfile_inline: |
        ARG BASE=node:20
        FROM $$BASE AS a
        COPY --from=nginx:\${TAG} /a /b
    volumes: [{ type: image, source: acme/data:1 }, "a:/b"]
  db:
    image: \${DB:-postgres:16}
    # plimsoll-ignore-next-line tag-latest: always
    pre_start:
      - image: busybox
`,
  'github-workflow': `on: push
jobs:
  a:
    container: node:20
    services: { db: { image: "postgres:16" } }
    steps:
      - uses: docker://alpine:3.20 # pinned later
      - run: |
          docker run x
  b:
    container:
      image: \${{ inputs.image }}
`,
  'gitlab-ci': `image: ruby:3.3
services: ["postgres:16", { name: redis:7 }]
variables: { image: nginx }
.hidden: &hidden
  image: { name: 'alpine:3' }
build:
  <<: *hidden
  services:
    - $CI_REGISTRY/x
`,
  circleci: `jobs:
  test:
    docker:
      - image: cimg/node:20.1
      - image: "cimg/<< parameters.db >>"
  vm: { machine: { image: ubuntu-2204 } }
`,
  'azure-pipelines': `resources:
  containers: [{ container: builder, image: mcr.microsoft.com/dotnet/sdk:9.0 }]
jobs:
  - { job: a, container: builder }
  - job: b
    container: ubuntu:22.04
`,
  'bitbucket-pipelines': `image: node:20
definitions:
  services: { db: { image: postgres:16 } }
  steps: [{ step: &build { image: golang:1.26 } }]
pipelines:
  default:
    - step: *build
    - step:
        script: [{ pipe: docker://acme/pipe:1 }]
`,
  woodpecker: `variables: [&go 'golang:1.26']
steps:
  build: { image: *go }
  lint:
    image: golangci/lint:v2
---
steps: [{ name: a, image: "a:\${X}" }]
`,
  devcontainer: `// Development
{
  "name": "image", /* of ours */
  "image": "mcr.microsoft.com/devcontainers/go:1.26", // later: another
  "build": { "dockerfile": "Dockerfile", "cacheFrom": ["ghcr.io/acme/dev", "type=gha"] },
  "features": {
    "ghcr.io/devcontainers/features/node:1": { "version": "lts" },
    "ghcr.io/devcontainers/features/git@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef": {},
    "./local": {}, "docker-in-docker": "latest",
  },
  "customizations": { "vscode": { "settings": { "image": "nginx" } } },
}
`,
  skaffold: `apiVersion: skaffold/v4beta11
build:
  artifacts:
    - image: gcr.io/acme/shop
      buildpacks: { builder: "gcr.io/buildpacks/builder:v1", runImage: gcr.io/acme/shop }
    - image: java
      kaniko:
        image: gcr.io/kaniko-project/executor:v1 # ours
verify:
  - container: { name: a, image: alpine:3.20 }
profiles:
  - name: dev
    build: { artifacts: [{ image: debug, ko: { fromImage: 'a' } }] }
    customActions:
      - containers:
          # plimsoll-ignore-next-line tag-missing: always
          - image: postgres
`,
  ko: `defaultBaseImage: ghcr.io/wolfi-dev/static:alpine
baseImageOverrides:
  github.com/acme/shop/cmd/a: ubuntu:latest # tests
  "github.com/acme/shop/cmd/b": &b 'golang:1.26'
  github.com/acme/shop/cmd/c: *b
builds: [{ id: image }]
`,
  buildkite: `image: "ubuntu:24.04"
common: [&docker { docker#v5: { image: acme/tools:1 } }]
steps:
  - image: node:20
    plugins:
      - docker#v5.8.0:
          image: "acme/ci:\${TAG}"
      - docker-compose#v4: { run: app }
  - wait
  - group: more
    steps:
      # plimsoll-ignore-next-line tag-latest: always
      - plugins: { docker: { image: nginx:latest } }
      - plugins: [*docker]
`,
  kustomization: `resources: [a.yaml]
images:
- name: nginx
  newName: ghcr.io/acme/nginx # ours
  newTag: "1.27"
  digest: ""
# plimsoll-ignore-next-line tag-latest: always
- name: quay.io/acme/agent
  newTag: v1
- { name: 'app', newTag: v2 }
- name: redis
  newName: acme/redis
- &x
  name: db
  digest: sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
- { <<: *x, newTag: 1 }
configMapGenerator: [{ name: image, literals: ["image=nginx"] }]
`,
  'cloud-build': `steps:
  - name: gcr.io/cloud-builders/docker
  - { name: 'golang:1.26', args: [a] }
  - { name: docker:27, args: &a [run, -v, "it's", "alpine:3", '', ~] }
  - { name: docker, entrypoint: docker, args: *a }
images: [gcr.io/acme/app]
`,
  bake: `variable "BASE" { default = "golang:1.26" }
variable "TAG" {
  default = "dev"
}
target "app" {
  contexts = {
    alpine = "docker-image://alpine:3.20" # pinned later
    base = "docker-image://\${BASE}", other = "target:db"
  }
  # plimsoll-ignore-next-line tag-latest: always
  dockerfile-inline = <<-EOT
    FROM node:20 AS build
    FROM nginx:\${TAG}
    RUN echo "$\${HOME}"
  EOT
  tags = ["acme/app:\${TAG}"]
}
`,
  terraform: `variable "image" { default = "redis:7" }
locals { tag = "1.27" }
resource "docker_container" "web" {
  name  = "web"
  image = "nginx:\${local.tag}" # ours
  upload { content = jsonencode({ image = "a" }) }
}
resource "kubernetes_deployment_v1" "a" {
  spec { template { spec {
    container {
      # plimsoll-ignore-next-line tag-latest: always
      image = var.image
    }
    dynamic "init_container" { content { image = "busybox" } }
  } } }
}
resource "aws_ecs_task_definition" "t" {
  container_definitions = jsonencode([{ "name" : "a", image = "postgres:16" }])
}
resource "aws_ecs_task_definition" "u" {
  container_definitions = <<EOF
[{ "name": "b", "image": "ghcr.io/acme/app:1", "cpu": \${var.cpu} }]
EOF
}
resource "azurerm_linux_web_app" "w" {
  site_config { application_stack {
    docker_image_name = "acme/site:2"
    docker_registry_url = "https://quay.io"
  } }
}
`,
  nomad: `job "web" {
  group "g" {
    task "server" {
      driver = "docker"
      config {
        image = "docker://redis:7" // main
        args  = ["a", "\${NOMAD_PORT}"]
      }
    }
    task "other" {
      driver = "exec"
      config { image = "disk" }
    }
  }
}
variable "tag" { default = 3 }
`,
  'custom-resource': `# plimsoll-ignore-file tag-latest: demo
apiVersion: argoproj.io/v1alpha1
kind: Workflow
spec:
  templates:
  - container: &main { image: "busybox:1.36" }
    sidecars: [*main, { image: nginx }]
  - script:
      # plimsoll-ignore-next-line tag-missing
      image: 'python' # any
    volumes: [{ image: { reference: quay.io/acme/model:1 } }]
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
spec:
  images:
  - name: app
    newName: ghcr.io/acme/app
    newTag: v1 # the tag
  - { name: db, digest: sha256:${'0'.repeat(64)} }
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
spec: { url: "oci://ghcr.io/acme/x", ref: { tag: "1" } }
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
spec:
  values:
    image: { registry: quay.io, repository: a/b, tag: v1, digest: sha256:${'1'.repeat(64)} }
    initImage: redis:7
---
apiVersion: argoproj.io/v1alpha1
kind: Application
spec:
  source:
    kustomize: { images: ["old=ghcr.io/new/b:3"] }
    helm: { parameters: [{ name: image.repository, value: a/b }, { name: image.tag, value: "1" }] }
---
apiVersion: tekton.dev/v1
kind: Task
spec:
  params: [{ name: B, default: "a/b:1" }]
  steps:
  - image: $(params.B)
---
apiVersion: v1
kind: Template
objects:
- { apiVersion: v1, kind: ImageStream, spec: { tags: [{ from: { kind: DockerImage, name: ubi:9 } }] } }
- { apiVersion: monitoring.coreos.com/v1, kind: Prometheus, spec: { image: prom } }
`,
  'helm-values': `global: { imageRegistry: "" }
image: &image
  registry: quay.io
  repository: 'acme/web' # ours
  tag: "1.2"
  digest: ""
# plimsoll-ignore-next-line tag-latest: always
sidecar: { image: { <<: *image, repository: acme/agent, tag: } }
metrics:
  image: acme/metrics
  imageTag: 1.10
list:
  - { repository: busybox, tag: 1.36 }
  - toolImage: "{{ .Values.x }}/tool:1"
`,
  'helm-template': `{{- define "shop.pod" -}}
initContainers:
  {{- range .Values.wait }}
  - name: {{ . }}
    image: 'busybox:1.36' # until it is up
  {{- end }}
containers:
  - image: "{{ .Values.image.repository }}:{{ .Values.image.tag }}"
  # plimsoll-ignore-next-line tag-latest: always
  - { name: a, image: nginx }
volumes: [{ image: { reference: acme/data:1 } }]
{{- end -}}
`,
  shell: `#!/bin/bash
set -e # plimsoll-ignore-next-line x
IMAGE=node:20
# plimsoll-ignore-next-line tag-not-pinned: always
docker run --rm -v "$PWD:/src" \\
  --platform=linux/arm64 "$IMAGE" npm test
if ! docker pull 'ghcr.io/acme/app:1' >/dev/null 2>&1; then
  x=$(podman run \${DB:-postgres:16} | tr a b) && sh -c 'docker pull redis'
fi
case $1 in a) crane digest golang:1.26 ;; *) kubectl run x --image="nginx" -- y ;; esac
cat <<EOF
docker run none
EOF
for i in a b; do docker run "$i:$(cat tag)"; done
`,
  make: `IMAGE ?= node:20 # ours
TAG := 1.2
test: build ; @docker run alpine
	# plimsoll-ignore-next-line tag-not-pinned
	@docker run --rm $(IMAGE) \\
		npm test
	docker pull postgres:16 && docker run acme/app:$(TAG) $$X
define help
	docker run none
endef
# comment
X := $(shell docker run nginx)
`,
  just: `image := 'node:20'
# plimsoll-ignore-next-line tag-not-pinned
test arg='x':
    @docker run --rm {{image}} {{ arg }}
    docker pull "postgres:16" \\
      nginx

script:
    #!/usr/bin/env bash
    # plimsoll-ignore-next-line tag-missing
    docker run golang:1.26
`,
};
