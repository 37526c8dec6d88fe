import { describe, expect, it } from 'vitest';
import { buildkite } from '../../server/src/formats/buildkite';
import { ko } from '../../server/src/formats/ko';
import { skaffold } from '../../server/src/formats/skaffold';
import { checkPlaces, readers } from '../support/check-places';
import { edited, pinned, someDigest } from '../support/edited';

describe('Skaffold', () => {
  it('names what it builds with, and not what it builds', () => {
    checkPlaces('skaffold', 'skaffold.yaml', `
      apiVersion: skaffold/v4beta11
      kind: Config
      build:
        artifacts:
          - image: gcr.io/acme/shop
            buildpacks:
              builder: "gcr.io/buildpacks/builder:v1"
              #         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ base gcr.io/buildpacks/builder:v1
              runImage: gcr.io/acme/run # also built here
          - image: gcr.io/acme/run
            docker: { cacheFrom: [gcr.io/acme/cache], dockerfile: Dockerfile }
          - image: java
            requires: [{ image: gcr.io/acme/run, alias: BASE }]
            jib: { fromImage: gcr.io/distroless/java:debug }
            #                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ base gcr.io/distroless/java:debug
          - image: go
            ko: { fromImage: gcr.io/distroless/static:nonroot }
            #                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ base gcr.io/distroless/static:nonroot
          - image: k
            kaniko:
              image: gcr.io/kaniko-project/executor:v1
              #      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ tool gcr.io/kaniko-project/executor:v1
              initImage: busybox
              #          ^^^^^^^ tool docker.io/library/busybox
        googleCloudBuild:
          gradleImage: gradle:jdk21
          #            ^^^^^^^^^^^^ tool docker.io/library/gradle:jdk21
          machineType: E2_HIGHCPU_8
      test: [{ image: java, custom: [{ command: ./test.sh }] }]
      verify:
        - name: alpine
          container: { name: alpine:3, image: alpine:3.20 }
          #                                   ^^^^^^^^^^^ container docker.io/library/alpine:3.20
      customActions:
        - name: seed
          containers:
            - name: seed
              image: 'postgres:16'
              #       ^^^^^^^^^^^ container docker.io/library/postgres:16
            - { name: own, image: go }
      profiles:
        - name: dev
          build: { artifacts: [{ image: debug, ko: { fromImage: "{{.BASE}}" } }] }
          #                                                      ^^^^^^^^^ base (placeholder)
          verify: [{ container: { image: debug } }, { container: { image: alpine:3 } }]
          #                                                               ^^^^^^^^ container docker.io/library/alpine:3
          patches: [{ op: replace, path: /build/artifacts/0/image, value: other }]
    `);
  });

  it('is known by its name and by its version', () => {
    const text = 'apiVersion: skaffold/v3\nkind: Config\nverify: [{ container: { image: a } }]\n';
    expect(readers(['skaffold.yaml', 'a/skaffold-maven.yml', 'my-skaffold.yaml'], text)).toEqual([
      'skaffold.yaml skaffold', 'a/skaffold-maven.yml skaffold', 'my-skaffold.yaml -',
    ]);
    expect(readers(['skaffold.yaml'], 'image: a\n')).toEqual(['skaffold.yaml -']);
  });

  it('is read as far as it is typed, what it builds left aside', () => {
    checkPlaces('skaffold', 'skaffold.yaml', `
      apiVersion: skaffold/v4beta11
      build:
        artifacts:
          - image: own
      verify:
        - container:
            image: own
        - name: a
          container:
            image: alpine:3.20
            #      ^^^^^^^^^^^ container docker.io/library/alpine:3.20
      deep: ${'['.repeat(300)}
    `);
  });
});

describe('ko', () => {
  it('names what it puts programs on', () => {
    checkPlaces('ko', '.ko.yaml', `
      defaultBaseImage: ghcr.io/wolfi-dev/static:alpine
      #                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ base ghcr.io/wolfi-dev/static:alpine
      baseImageOverrides:
        # plimsoll-ignore-next-line tag-latest: tests
        github.com/acme/shop/cmd/a: ubuntu:latest
        #                           ^^^^^^^^^^^^^ base docker.io/library/ubuntu:latest
        "github.com/acme/shop/cmd/b": &b "alpine@${someDigest}"
        #                                 ${'^'.repeat(7 + someDigest.length)} base docker.io/library/alpine@${someDigest}
        github.com/acme/shop/cmd/c: *b
      builds: [{ id: image, main: ./cmd/image }]
      defaultPlatforms: [linux/arm64]
    `);
    expect(readers(['.ko.yaml', 'a/.ko.yml', 'ko.yaml', 'x.ko.yaml'], 'defaultBaseImage: a\n')).toEqual(['.ko.yaml ko', 'a/.ko.yml ko', 'ko.yaml -', 'x.ko.yaml -']);
  });

  it('is read by its lines where no parser is let', () => {
    checkPlaces('ko', '.ko.yaml', `
      defaultBaseImage: alpine:3
      #                 ^^^^^^^^ base docker.io/library/alpine:3
      baseImageOverrides:
        github.com/acme/shop/cmd/a: ubuntu:24.04
        #                           ^^^^^^^^^^^^ base docker.io/library/ubuntu:24.04
      deep: ${'['.repeat(300)}
    `);
  });
});

describe('Buildkite', () => {
  it('names images of pipelines, of steps and of plugins, in groups too', () => {
    checkPlaces('buildkite', '.buildkite/pipeline.yml', `
      image: "ubuntu:24.04"
      #       ^^^^^^^^^^^^ container docker.io/library/ubuntu:24.04
      agents: { queue: default, image: arm-3.0 }
      env: { IMAGE: nginx }
      steps:
        - label: test
          image: node:20
          #      ^^^^^^^ container docker.io/library/node:20
          command: docker run alpine
          plugins:
            - docker#v5.8.0:
                image: "acme/ci:ubuntu18"
                #       ^^^^^^^^^^^^^^^^ container docker.io/acme/ci:ubuntu18
                environment: [IMAGE]
            - docker-compose#v4.11.0: { run: app, image-repository: acme/x, push: "app:acme/y", image: app }
            - buildkite-plugins/docker#v5: { image: node:22 }
            #                                       ^^^^^^^ container docker.io/library/node:22
            - https://github.com/buildkite-plugins/docker-buildkite-plugin.git#v5: { image: node:24 }
            #                                                                               ^^^^^^^ container docker.io/library/node:24
            - https://github.com/acme/docker-buildkite-plugin.git#v5: { image: other }
            - ecr#v2: ~
            - cache#v1
        - plugins: { docker: { image: $IMAGE } }
        #                             ^^^^^^ container (placeholder)
        - wait
        - group: more
          steps:
            - plugins:
                docker#v1.4.0:
                  image: golang:1.26
                  #      ^^^^^^^^^^^ container docker.io/library/golang:1.26
            - plugins:
                - kubernetes:
                    podSpec:
                      initContainers: [{ image: busybox:1 }]
                      #                         ^^^^^^^^^ init docker.io/library/busybox:1
                      containers:
                        - image: alpine:3.20
                        #        ^^^^^^^^^^^ container docker.io/library/alpine:3.20
                    sidecars: [{ image: postgres:16 }]
                    #                   ^^^^^^^^^^^ service docker.io/library/postgres:16
    `);
  });

  it('names an image that steps share once', () => {
    checkPlaces('buildkite', 'a/.buildkite/sub/release.yaml', `
      common:
        - plugin: &docker
            docker#v5:
              image: acme/tools:1
              #      ^^^^^^^^^^^^ container docker.io/acme/tools:1
      steps:
        - plugins: [*docker]
        - plugins: [*docker]
    `);
  });

  it('is known by its folder and its steps', () => {
    expect(readers(['.buildkite/pipeline.yml', 'buildkite/pipeline.yml', '.buildkite/x.json'], 'steps: []\n')).toEqual([
      '.buildkite/pipeline.yml buildkite', 'buildkite/pipeline.yml -', '.buildkite/x.json -',
    ]);
    expect(readers(['.buildkite/docker.yml'], 'services: {}\n')).toEqual(['.buildkite/docker.yml -']);
    const elsewhere = ['steps:\n  - plugins:\n      - docker#v5.12.0: { image: a }\n', 'steps:\n  - plugins:\n      - docker: { image: a }\n', 'jobs:\n  - plugins:\n      - docker#v5: x\n'];
    expect(elsewhere.flatMap(text => readers(['.cicd/build.yml'], text))).toEqual(['.cicd/build.yml buildkite', '.cicd/build.yml -', '.cicd/build.yml -']);
  });
});

describe('Edits', () => {
  it.each([
    ['skaffold', skaffold, 'verify:\r\n- container: { image: "alpine:3" } # x\r\n', `verify:\r\n- container: { image: "alpine:3@${someDigest}" } # x\r\n`],
    ['ko', ko, 'defaultBaseImage: alpine # x\n', `defaultBaseImage: alpine@${someDigest} # x\n`],
    ['buildkite', buildkite, "steps:\n- plugins: [{ docker#v1: { image: 'a' } }]\n", `steps:\n- plugins: [{ docker#v1: { image: 'a@${someDigest}' } }]\n`],
  ] as const)('of %s keep quotes, comments and line ends', (_id, format, before, after) => {
    expect(edited(format, before, pinned)).toBe(after);
  });

  it('have a place for a comment above', () => {
    const text = 'defaultBaseImage: alpine\nbaseImageOverrides:\n  a/b: c\n';
    expect(ko.commentPlace(text, text.indexOf('c\n'))).toBe(text.indexOf('  a/b'));
  });
});

describe('Completion', () => {
  it('knows where an image belongs', () => {
    const text = "steps:\n- plugins:\n  - docker#v5:\n      image: nod";
    expect(buildkite.imagePlace?.(text, text.length)?.range).toEqual({ start: text.length - 3, end: text.length });
  });
});
