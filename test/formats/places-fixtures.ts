/** Documents of the kinds that are known by where their images stand, by format: what fuzzing starts from. */
export const fixtures: Readonly<Record<string, string>> = {
  compose: `# stack
x-base: &base { image: "redis:7", labels: { image: nginx } }
services:
  cache: { <<: *base }
  web:
    image: 'ghcr.io/acme/web:\${TAG:-1}' # ours
    build: { context: ., additional_contexts: { base: docker-image://golang:1.26 } }
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
  'cloud-build': `steps:
  - name: gcr.io/cloud-builders/docker
  - { name: 'golang:1.26', args: [a] }
images: [gcr.io/acme/app]
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
