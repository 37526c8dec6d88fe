import { describe, expect, it } from 'vitest';
import { defaultPolicy } from '../../../server/src/core/policy';
import { createReader } from '../../../server/src/service/reading';
import { dedent, draw, marksOf, undrawn } from '../../support/drawn';

/** Demands the drawn images of the scripts that a document holds; those that it names itself are left out. */
function checkScripts(path: string, drawn: string): void {
  const source = dedent(drawn);
  const text = undrawn(source);
  const uses = createReader()({ path, text }, defaultPolicy)?.uses ?? [];
  expect(draw(text, marksOf(uses.filter(({ format }) => format === 'shell')))).toBe(source);
}

describe('Scripts in pipelines', () => {
  it('of GitHub Actions are those of steps that a shell runs', () => {
    checkScripts('.github/workflows/ci.yml', `
      jobs:
        a:
          container: golang
          steps:
            - run: docker run --rm "node:20" npm test # none
            #                       ^^^^^^^ tool docker.io/library/node:20
            - shell: bash -el {0}
              run: |
                IMAGE=alpine
                #     ^^^^^^ site of tool docker.io/library/alpine
                if docker pull \${{ inputs.image == 'x' }}; then
                #              ^^^^^^^^^^^^^^^^^^^^^^^^^^ tool (placeholder)
                  docker run \\
                    $IMAGE
                   #^^^^^^ tool docker.io/library/alpine
                fi
            - { shell: pwsh, run: docker run a }
            - { shell: python, run: docker run b }
            - name: docker run c
              with: { run: docker run d }
            - run: >
                docker run
                busybox
               #^^^^^^^ tool docker.io/library/busybox no fix
    `);
    checkScripts('.github/workflows/ci.yml', `
      jobs:
        a:
          steps:
            - run: $CONTAINER_ENGINE run --rm alpine
            #                                 ^^^^^^ tool docker.io/library/alpine
    `);
    checkScripts('action.yml', `
      runs:
        using: composite
        steps:
          - { shell: sh, run: docker pull a }
          #                               ^ tool docker.io/library/a
    `);
  });

  it('of GitHub Actions are left alone where a default is another language', () => {
    checkScripts('.github/workflows/ci.yml', `
      defaults: { run: { shell: pwsh } }
      jobs:
        a:
          steps:
            - run: docker run a
            - { run: docker run b, shell: bash }
            #                   ^ tool docker.io/library/b
    `);
  });

  it('of GitLab are those of all jobs', () => {
    checkScripts('.gitlab-ci.yml', `
      before_script: [docker pull a]
      #                           ^ tool docker.io/library/a
      .hidden: &hidden
        script:
          - docker run b
          #            ^ tool docker.io/library/b
          - - docker run c
          #              ^ tool docker.io/library/c
          - |
            docker run d
            #          ^ tool docker.io/library/d
      variables: { script: docker run e }
      test:
        <<: *hidden
        after_script: docker run $CI_REGISTRY_IMAGE
        #                        ^^^^^^^^^^^^^^^^^^ tool (variable)
    `);
  });

  it('of others stand in their steps', () => {
    checkScripts('.circleci/config.yml', `
      commands: { a: { steps: [{ run: docker run a }] } }
      #                                          ^ tool docker.io/library/a
      jobs:
        b:
          steps:
            - run: { command: docker run << parameters.x >>, shell: /bin/sh }
            #                            ^^^^^^^^^^^^^^^^^^ tool (placeholder)
            - run: { command: docker run b, shell: powershell.exe }
            - when: { steps: [{ run: { command: docker run c } }] }
            #                                              ^ tool docker.io/library/c
    `);
    checkScripts('azure-pipelines.yml', `
      steps:
        - script: docker run a
        #                    ^ tool docker.io/library/a
        - bash: docker run b
        #                  ^ tool docker.io/library/b
        - pwsh: docker run c
        - \${{ if true }}:
            - script: docker run e
            #                    ^ tool docker.io/library/e
      jobs: [{ steps: [{ script: docker run $(image) }] }]
      #                                     ^^^^^^^^ tool (variable)
    `);
    checkScripts('bitbucket-pipelines.yml', `
      pipelines:
        default:
          - step: { script: [docker run a], after-script: [docker run b] }
          #                             ^ tool docker.io/library/a
          #                                                           ^ tool docker.io/library/b
    `);
    checkScripts('.woodpecker/a.yml', `
      steps:
        - { image: x, commands: [docker run a] }
        #                                   ^ tool docker.io/library/a
        - { image: x, settings: [docker run b] }
    `);
    checkScripts('cloudbuild.yaml', `
      steps:
        - { name: x, script: docker run a }
        #                               ^ tool docker.io/library/a
        - { name: x, entrypoint: bash, args: [-c, docker run b] }
        #                                                    ^ tool docker.io/library/b
        - { name: x, args: [docker run c] }
        - name: gcr.io/cloud-builders/docker
          args: [run, --rm, '-v=/a:/b', alpine:3.20, sh, -c, "docker run d"]
          #                             ^^^^^^^^^^^ tool docker.io/library/alpine:3.20
        - name: docker:27
          args:
            - pull
            - "redis:7"
            #  ^^^^^^^ tool docker.io/library/redis:7
        - { name: docker, args: [build, -t, gcr.io/acme/app, --build-context, base=docker-image://node:20, .] }
        #                                                                                         ^^^^^^^ tool docker.io/library/node:20
        - { name: docker, args: [pull, 'gcr.io/$PROJECT_ID/app:$TAG'] }
        #                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^ tool (placeholder)
        - { name: docker, args: [push, redis] }
        - { name: docker, args: [run, "-v=it's", "red\\x69s"] }
        - { name: cloud, entrypoint: docker, args: [pull, busybox:1] }
        #                                                 ^^^^^^^^^ tool docker.io/library/busybox:1
        - { name: docker, entrypoint: cat, args: [pull, redis] }
        - { name: docker, entrypoint: sh, args: [pull, redis] }
        - { name: gcr.io/cloud-builders/kubectl, args: [run, a, --image=busybox:2] }
        #                                                               ^^^^^^^^^ tool docker.io/library/busybox:2
        - { name: docker, args: run redis }
        - { name: docker }
    `);
  });

  it('of Buildkite have two signs before the variables of their shell', () => {
    checkScripts('.buildkite/pipeline.yml', `
      steps:
        - command: docker run node:20
        #                     ^^^^^^^ tool docker.io/library/node:20
        - commands:
            - IMAGE=alpine:3 && docker pull $$IMAGE
            #       ^^^^^^^^ site of tool docker.io/library/alpine:3
            #                               ^^^^^^^ tool docker.io/library/alpine:3
            - docker pull acme/app:$BUILDKITE_COMMIT
            #             ^^^^^^^^^^^^^^^^^^^^^^^^^^ tool (placeholder) no fix
        - group: x
          steps:
            - command: |
                docker run --rm \\
                  redis:7
                 #^^^^^^^ tool docker.io/library/redis:7
        - { label: docker run a, env: { X: docker run b } }
    `);
  });

  it('are of a format of their own, which can be switched off', () => {
    const text = 'jobs:\n  a:\n    container: node\n    steps:\n      - run: docker run a\n';
    const info = { path: '.github/workflows/a.yml', text };
    const uses = (disabledFormats: readonly string[]) => createReader()(info, { ...defaultPolicy, disabledFormats })?.uses.map(({ raw }) => raw);
    expect(uses([])).toEqual(['node', 'a']);
    expect(uses(['shell'])).toEqual(['node']);
    expect(uses(['github-workflow'])).toBeUndefined();
  });
});
