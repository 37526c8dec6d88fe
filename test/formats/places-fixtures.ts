/** Documents of the kinds that are known by where their images stand, by format: what fuzzing starts from. */
export const fixtures: Readonly<Record<string, string>> = {
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
images: [gcr.io/acme/app]
`,
};
