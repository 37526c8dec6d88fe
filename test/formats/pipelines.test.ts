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

  it('name an image of a job or a service with its scheme too', () => {
    checkPlaces('github-workflow', '.github/workflows/ci.yml', `
      jobs:
        short:
          container: docker://node:20
          #                   ^^^^^^^ container docker.io/library/node:20
        long:
          container: { image: docker://rust:1.90.0 }
          #                            ^^^^^^^^^^^ container docker.io/library/rust:1.90.0
          services: { db: { image: docker://postgres:16 } }
          #                                 ^^^^^^^^^^^ service docker.io/library/postgres:16
          steps:
            - uses: docker/login-action@v3
    `);
    const broken = `jobs:
  a:
    container:
      image: docker://node:20
      #               ^^^^^^^ container docker.io/library/node:20
    uses: "x
`;
    checkPlaces('github-workflow', '.github/workflows/ci.yml', broken);
  });

  it('are known wherever they lie', () => {
    checkPlaces('github-workflow', 'workflow-templates/crystal.yml', `
      name: Crystal CI
      on:
        push:
      jobs:
        build:
          runs-on: ubuntu-latest
          container:
            image: crystallang/crystal
            #      ^^^^^^^^^^^^^^^^^^^ container docker.io/crystallang/crystal
    `);
    const texts = ['jobs:\n  a:\n    runs-on: x\n', 'on: push\njobs:\n  a:\n    container: node\n', 'name: x\non: push\n  jobs:\n    runs-on: x\n'];
    expect(texts.flatMap(text => readers(['ci/a.yml'], text))).toEqual(['ci/a.yml -', 'ci/a.yml -', 'ci/a.yml -']);
    expect(readers(['ci/a.json', 'ci/a.md'], 'on: push\njobs:\n  a:\n    runs-on: x\n')).toEqual(['ci/a.json -', 'ci/a.md -']);
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

describe('Parts of a pipeline of GitLab', () => {
  it('are known wherever they lie, by their jobs', () => {
    checkPlaces('gitlab-ci', '.common-ci.yml', `
      default: { image: docker:dind }
      #                 ^^^^^^^^^^^ container docker.io/library/docker:dind
      build:
        stage: build
        image: golang:1.26
        #      ^^^^^^^^^^^ container docker.io/library/golang:1.26
        script:
          - make
    `);
    const texts = ['build:\n  script: [make]\n', 'build:\n  stage: x\n', 'stages:\n  - stage: x\n    jobs:\n    - script: y\n', 'apiVersion: v1\nspec:\n  stage: x\n  script: y\n'];
    expect(texts.flatMap(text => readers(['ci/parts.yml'], text))).toEqual(Array(4).fill('ci/parts.yml -'));
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

  it('is known by its version and its jobs, wherever it lies', () => {
    const texts = ['version: 2.1\njobs:\n  a:\n    docker: []\n', "version: '2' # x\r\njobs:\r\n  a:\r\n    docker: []\r\n", 'version: "2"\nservices:\n  a:\n    docker: {}\n', 'version: 3\njobs:\n  a:\n    docker: []\n'];
    expect(texts.flatMap(text => readers(['examples/circleci-minimal.yml'], text).map(line => line.split(' ')[1]))).toEqual(['circleci', 'circleci', '-', '-']);
  });

  it('names images of orbs in the file, and of the parts that are packed to one', () => {
    checkPlaces('circleci', '.circleci/config.yml', `
      orbs:
        node: circleci/node@5
        ours:
          executors: { small: { docker: [{ image: cimg/base:2024.01 }] } }
          #                                       ^^^^^^^^^^^^^^^^^ container docker.io/cimg/base:2024.01
      jobs: { a: { docker: { image: x }, steps: [{ setup_remote_docker: { docker_layer_caching: true } }] } }
    `);
    checkPlaces('circleci', '.circleci/src/executors/small.yml', `
      docker:
        - image: cimg/base:2024.01
        #        ^^^^^^^^^^^^^^^^^ container docker.io/cimg/base:2024.01
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

  it('take a bare word for an image where a pipeline would declare its name, and in no template', () => {
    checkPlaces('azure-pipelines', 'azure-pipelines.yml', `
      trigger: [main]
      jobs:
        - { job: a, container: ubuntu }
        #                      ^^^^^^ container docker.io/library/ubuntu
    `);
    checkPlaces('azure-pipelines', '.azure-pipelines/templates/test.yml', `
      parameters: [{ name: jobs, type: object }]
      jobs:
        - { job: a, container: default }
        - { job: b, container: ubuntu:22.04 }
        #                      ^^^^^^^^^^^^ container docker.io/library/ubuntu:22.04
    `);
  });

  it('find jobs below conditions and loops, and what is given to the template that is extended', () => {
    checkPlaces('azure-pipelines', 'azure-pipelines.yml', `
      extends:
        template: v1/1ES.Official.PipelineTemplate.yml@templates
        parameters:
          pool: { name: x, image: 1es-windows-2022, os: windows }
          containers: { builder: { image: mcr.microsoft.com/prereqs:azurelinux-3.0 } }
          #                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ container mcr.microsoft.com/prereqs:azurelinux-3.0
    `);
    checkPlaces('azure-pipelines', '.azure-pipelines/templates/test.yml', `
      jobs:
        - \${{ each job in parameters.jobs }}:
            - { job: a, container: default }
            - { job: b, container: ubuntu:22.04 }
            #                      ^^^^^^^^^^^^ container docker.io/library/ubuntu:22.04
      stages:
        - \${{ if true }}:
            - stage: s
              jobs: [{ container: { image: alpine:3 } }]
              #                            ^^^^^^^^ container docker.io/library/alpine:3
    `);
  });

  it('are known wherever they lie by their tasks, their machines and their containers', () => {
    const texts = [
      'jobs:\n- job: a\n  steps:\n  - task: Bash@3\n',
      'pool:\n  vmImage: ubuntu-latest\nsteps:\n- script: x\n',
      'resources:\n  containers:\n  - container: a\n    image: b\n',
      'apiVersion: v1\nparameters:\n  vmImage: ubuntu-latest\n',
      'tasks:\n- task: Bash@3\n',
      'jobs:\n- task: compile\n',
      'resources:\n- a.yaml\n',
    ];
    expect(texts.flatMap(text => readers(['eng/ci.yml'], text))).toEqual([
      'eng/ci.yml azure-pipelines', 'eng/ci.yml azure-pipelines', 'eng/ci.yml azure-pipelines', 'eng/ci.yml -', 'eng/ci.yml -', 'eng/ci.yml -', 'eng/ci.yml -',
    ]);
    expect(readers(['build/azure-pipelines/linux/build.yml', '.azure/pipelines/ci.yml', 'azure-pipelines/x.json'], 'jobs: []\n')).toEqual([
      'build/azure-pipelines/linux/build.yml azure-pipelines', '.azure/pipelines/ci.yml azure-pipelines', 'azure-pipelines/x.json -',
    ]);
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

describe('Drone', () => {
  it('is known by its kind, wherever it lies', () => {
    const texts = ['kind: pipeline\ntype: docker\nsteps:\n- image: a\n', 'kind: Pipeline\nsteps:\n- image: a\n', 'kind: pipeline\ntasks: []\n'];
    expect(texts.flatMap(text => readers(['ci/drone.yml'], text))).toEqual(['ci/drone.yml woodpecker', 'ci/drone.yml -', 'ci/drone.yml -']);
  });
});

describe('Vela', () => {
  it('names the images that bring secrets', () => {
    checkPlaces('woodpecker', '.vela.yml', `
      secrets:
        - name: token
          engine: native
          image: [target/build:1]
        - origin:
            name: vault
            image: target/secret-vault:v0.1.0
            #      ^^^^^^^^^^^^^^^^^^^^^^^^^^ container docker.io/target/secret-vault:v0.1.0
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
    expect(readers(['.gitlab-ci.yml', 'ci/build.gitlab-ci.yml', '.gitlab/ci/a.yml', '.gitlab-ci/lint.yml', 'gitlab-ci.yml', 'gitlab.yml'], 'image: a\n')).toEqual([
      '.gitlab-ci.yml gitlab-ci', 'ci/build.gitlab-ci.yml gitlab-ci', '.gitlab/ci/a.yml gitlab-ci', '.gitlab-ci/lint.yml gitlab-ci', 'gitlab-ci.yml gitlab-ci', 'gitlab.yml -',
    ]);
    expect(readers(['action.yml', 'transaction.yml'], 'name: x\nimage: a\n')).toEqual(['action.yml -', 'transaction.yml -']);
  });
});
