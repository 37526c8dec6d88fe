import { describe, expect, it } from 'vitest';
import { checkPlaces, readers } from '../support/check-places';

describe('GitHub Actions', () => {
  it('name images of jobs, services and steps', () => {
    checkPlaces('github-workflow', '.github/workflows/ci.yml', `
      name: ci
      on: { push: {} }
      env: { image: nginx }
      jobs:
        short:
          container: node:20
          #          ^^^^^^^ container docker.io/library/node:20
          steps:
            - uses: actions/checkout@v4
            - uses: docker://alpine:3.20
            #                ^^^^^^^^^^^ container docker.io/library/alpine:3.20
              with: { image: redis }
        long:
          container:
            image: "ghcr.io/acme/ci:1"
            #       ^^^^^^^^^^^^^^^^^ container ghcr.io/acme/ci:1
            volumes: [a:/b]
          services:
            db: { image: postgres:16 }
            #            ^^^^^^^^^^^ service docker.io/library/postgres:16
            cache:
              image: \${{ inputs.cache }}
              #      ^^^^^^^^^^^^^^^^^^^ service (placeholder)
          steps:
            - run: docker run busybox
    `);
  });

  it('name the image of an action', () => {
    checkPlaces('github-workflow', 'tools/action.yml', `
      runs:
        using: docker
        image: docker://ghcr.io/acme/action:1
        #               ^^^^^^^^^^^^^^^^^^^^^ container ghcr.io/acme/action:1
    `);
    checkPlaces('github-workflow', 'action.yaml', `
      runs:
        using: composite
        steps:
          - uses: docker://alpine
          #                ^^^^^^ container docker.io/library/alpine
          - uses: ./local
    `);
  });

  it('build an action from a Dockerfile without naming an image', () => {
    checkPlaces('github-workflow', 'action.yml', 'runs:\n  using: docker\n  image: Dockerfile\n');
  });

  it('are read as far as they are typed', () => {
    checkPlaces('github-workflow', '.github/workflows/ci.yml', `
      jobs:
        a:
          container:
            image: node:20
            #      ^^^^^^^ container docker.io/library/node:20
          services: { db
          steps:
    `);
  });
});

describe('GitLab CI', () => {
  it('leaves the virtual machines of macOS alone', () => {
    checkPlaces('gitlab-ci', '.gitlab-ci.yml', `
      build: { image: macos-15-xcode-16 }
      test: { image: macos:15 }
      #              ^^^^^^^^ container docker.io/library/macos:15
    `);
  });

  it('names images of all jobs, of one, of hidden ones, and services', () => {
    checkPlaces('gitlab-ci', '.gitlab-ci.yml', `
      image: ruby:3.3
      #      ^^^^^^^^ container docker.io/library/ruby:3.3
      services: ["postgres:16", { name: redis:7, alias: cache }]
      #           ^^^^^^^^^^^ service docker.io/library/postgres:16
      #                                 ^^^^^^^ service docker.io/library/redis:7
      variables: { image: nginx, IMAGE: a }
      default:
        image: { name: alpine:3, entrypoint: [""] }
        #              ^^^^^^^^ container docker.io/library/alpine:3
      .hidden:
        image: &base python:3.13
        #            ^^^^^^^^^^^ container docker.io/library/python:3.13
      build:
        image: *base
        services:
          - docker:27-dind
          # ^^^^^^^^^^^^^^ service docker.io/library/docker:27-dind
          - name: $CI_REGISTRY_IMAGE/db:1
          #       ^^^^^^^^^^^^^^^^^^^^^^^ service (placeholder)
        script: [docker run x]
      include: { image: a }
    `);
  });
});

describe('CircleCI', () => {
  it('names images of jobs and executors, and no virtual machine', () => {
    checkPlaces('circleci', '.circleci/config.yml', `
      executors:
        small: { docker: [{ image: cimg/base:2024.01 }] }
        #                          ^^^^^^^^^^^^^^^^^ container docker.io/cimg/base:2024.01
      jobs:
        test:
          docker:
            - image: cimg/node:20.1
            #        ^^^^^^^^^^^^^^ container docker.io/cimg/node:20.1
              auth: { username: x }
            - image: cimg/<< parameters.db >>
            #        ^^^^^^^^^^^^^^^^^^^^^^^^ container (placeholder)
        vm: { machine: { image: ubuntu-2204:2024.01.1 } }
    `);
  });
});

describe('Azure Pipelines', () => {
  it('tell the names of their own containers from images', () => {
    checkPlaces('azure-pipelines', 'azure-pipelines.yml', `
      resources:
        containers:
          - container: builder
            image: mcr.microsoft.com/dotnet/sdk:9.0
            #      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ container mcr.microsoft.com/dotnet/sdk:9.0
      pool: { vmImage: ubuntu-latest }
      jobs:
        - job: a
          container: builder
        - job: b
          container: ubuntu:22.04
          #          ^^^^^^^^^^^^ container docker.io/library/ubuntu:22.04
        - job: c
          container: { image: \${{ variables.image }} }
          #                   ^^^^^^^^^^^^^^^^^^^^^^ container (placeholder)
      stages:
        - jobs:
            - { job: d, container: { image: alpine:3 } }
            #                               ^^^^^^^^ container docker.io/library/alpine:3
    `);
  });
});

describe('Bitbucket Pipelines', () => {
  it('name images of all steps, of each, of services and of pipes', () => {
    checkPlaces('bitbucket-pipelines', 'bitbucket-pipelines.yml', `
      image: { name: node:20, username: x }
      #              ^^^^^^^ container docker.io/library/node:20
      definitions:
        services:
          db: { image: postgres:16 }
          #            ^^^^^^^^^^^ service docker.io/library/postgres:16
        steps:
          - step: &build { image: golang:1.26, script: [go build] }
          #                       ^^^^^^^^^^^ container docker.io/library/golang:1.26
      pipelines:
        default:
          - step: *build
          - parallel:
              - step:
                  image: alpine:3
                  #      ^^^^^^^^ container docker.io/library/alpine:3
                  script:
                    - pipe: docker://acme/pipe:1
                    #                ^^^^^^^^^^^ container docker.io/acme/pipe:1
                    - pipe: atlassian/git-push:1.0.0
    `);
  });
});

describe('Woodpecker and Drone', () => {
  it('name images of steps in a list or a mapping, and through anchors', () => {
    checkPlaces('woodpecker', '.woodpecker/test.yaml', `
      variables:
        - &golang 'golang:1.26'
        #          ^^^^^^^^^^^ container docker.io/library/golang:1.26
      steps:
        build: { image: *golang }
        lint:
          image: golangci/golangci-lint:v2
          #      ^^^^^^^^^^^^^^^^^^^^^^^^^ container docker.io/golangci/golangci-lint:v2
      services:
        - { name: db, image: postgres:16 }
        #                    ^^^^^^^^^^^ service docker.io/library/postgres:16
    `);
    checkPlaces('woodpecker', '.drone.yml', `
      kind: pipeline
      steps:
        - name: build
          image: golang:1.26
          #      ^^^^^^^^^^^ container docker.io/library/golang:1.26
      ---
      kind: pipeline
      steps: [{ name: a, image: "plugins/docker:\${DRONE_TAG}" }]
      #                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^ container (placeholder)
    `);
  });
});

describe('Google Cloud Build', () => {
  it('names the images of its steps, and not what comes out', () => {
    checkPlaces('cloud-build', 'deploy/cloudbuild.yaml', `
      steps:
        - name: gcr.io/cloud-builders/docker
        #       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ container gcr.io/cloud-builders/docker
          args: [build, -t, x]
        - name: gcr.io/$PROJECT_ID/tool
        #       ^^^^^^^^^^^^^^^^^^^^^^^ container (placeholder)
      images: [gcr.io/acme/app]
    `);
    checkPlaces('cloud-build', 'cloudbuild.json', '{ "steps": [{ "name": "golang:1.26" }] }\n#                      ^^^^^^^^^^^ container docker.io/library/golang:1.26');
  });
});

describe('A pipeline is known by its path', () => {
  it('and a file that only looks like one is not', () => {
    const jobs = 'jobs:\n  a:\n    container: node:20\n';
    expect(readers(['.github/workflows/ci.yml', '.forgejo/workflows/ci.yaml', 'workflows/ci.yml', '.github/ci.yml', '.github/workflows/sub/ci.yml'], jobs)).toEqual([
      '.github/workflows/ci.yml github-workflow', '.forgejo/workflows/ci.yaml github-workflow', 'workflows/ci.yml -', '.github/ci.yml -', '.github/workflows/sub/ci.yml -',
    ]);
    expect(readers(['.gitlab-ci.yml', 'ci/build.gitlab-ci.yml', '.gitlab/ci/a.yml', 'gitlab.yml'], 'image: a\n')).toEqual([
      '.gitlab-ci.yml gitlab-ci', 'ci/build.gitlab-ci.yml gitlab-ci', '.gitlab/ci/a.yml gitlab-ci', 'gitlab.yml -',
    ]);
    expect(readers(['action.yml', 'transaction.yml'], 'name: x\nimage: a\n')).toEqual(['action.yml -', 'transaction.yml -']);
  });
});
