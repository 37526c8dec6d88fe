import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collectLocalNames, localNameSources, namesLocalImages } from '../../../server/src/formats/local-names';
import { noLocalNames } from '../../../server/src/core/local-names';
import { dedent } from '../../support/drawn';

function names(path: string, text: string): readonly string[] {
  return built(path, dedent(text));
}

function built(path: string, text: string): readonly string[] {
  return [...collectLocalNames(path, text).built];
}

function rewritten(path: string, text: string): readonly string[] {
  return [...collectLocalNames(path, text).rewritten];
}

describe('Compose', () => {
  it('builds the images of services that have `build` and `image`', () => {
    expect(
      names('deploy/compose.prod.yaml', `
        x-base: &base
          build: .
        services:
          web:
            build: { context: ./web }
            image: acme/web:\${TAG:-latest}
          worker:
            <<: *base
            image: ghcr.io/acme/worker
      `),
    ).toEqual(['docker.io/acme/web', 'ghcr.io/acme/worker']);
  });

  it('only runs the others', () => {
    expect(names('compose.yaml', 'services:\n  db:\n    image: postgres:16\n  web:\n    build: .\n  x:\n    build: .\n    image: ${IMAGE}\n')).toEqual([]);
  });
});

describe('Skaffold', () => {
  it('builds artifacts, of profiles too', () => {
    expect(
      names('skaffold.yaml', `
        apiVersion: skaffold/v4beta11
        kind: Config
        build:
          artifacts:
            - image: frontend
            - image: gcr.io/acme/backend
              context: backend
        profiles:
          - name: dev
            build:
              artifacts: [{ image: "debug" }]
        verify:
          - container: { image: busybox }
      `),
    ).toEqual(['docker.io/library/frontend', 'gcr.io/acme/backend', 'docker.io/library/debug']);
  });

  it('does not build what it only tests with', () => {
    expect(names('skaffold.yaml', 'verify:\n  - container: { image: busybox }\n')).toEqual([]);
  });
});

describe('Bake', () => {
  it('tags its targets', () => {
    expect(
      names('docker-bake.hcl', `
        # tags = ["commented/out"]
        variable "TAG" { default = "dev" }
        target "app" {
          context = "."
          /* tags = ["also/out"] */
          tags = [
            "acme/app:\${TAG}", // the next one too
            "ghcr.io/acme/app:\${notequal("x", TAG) ? TAG : "1"}",
            "\${REGISTRY}/acme/hidden",
          ]
        }
        target "db" { tags = concat(["acme/lost"], ["x"])
          contexts = { alpine = "docker-image://alpine:3.20" } }
        target "z" { tags=["acme/z"] }
      `),
    ).toEqual(['docker.io/acme/app', 'ghcr.io/acme/app', 'docker.io/acme/z']);
    expect(names('ci/docker-bake.json', '{"target":{"app":{"tags":["acme/app:1"],"contexts":{"a":"docker-image://alpine"}}}}')).toEqual(['docker.io/acme/app']);
  });

  it('does not build its contexts', () => {
    expect(names('docker-bake.hcl', 'target "a" { contexts = { alpine = "docker-image://alpine" } }')).toEqual([]);
  });
});

describe('Build commands', () => {
  const cases: [command: string, expected: string[]][] = [
    ['docker build -t shop .', ['docker.io/library/shop']],
    ['docker build --tag=acme/shop:1 --tag acme/shop:2 -f x/Dockerfile .', ['docker.io/acme/shop']],
    ['sudo docker buildx build --push -t "ghcr.io/acme/shop:$(git rev-parse --short HEAD)" .', ['ghcr.io/acme/shop']],
    ["docker image build -t 'shop' . && docker push shop", ['docker.io/library/shop']],
    ['podman build \\\n    --pull \\\n    -t localhost/shop:v${VERSION} .', ['localhost/shop']],
    ['nerdctl build -tshop .', ['docker.io/library/shop']],
    ['@docker build -t shop:$(VERSION) .', ['docker.io/library/shop']],
    ['docker build -t $IMAGE .', []],
    ['docker build -t ${REGISTRY}/shop .', []],
    ['docker build -t registry:$PORT/shop .', []],
    ['docker build -t {{ .Name }}:1 .', []],
    ['docker build --target shop .', []],
    ['docker run -t alpine', []],
    ['# docker build -t shop .', []],
    ['docker build . ; test -t shop', []],
    ['docker build . # -t shop', []],
    ['docker build -t', []],
  ];

  it.each(cases)('%s', (command, expected) => {
    expect(built('scripts/build.sh', `#!/bin/sh\n${command}\n`)).toEqual(expected);
  });

  it('are found in make, just, Task, workflows and package.json', () => {
    const line = 'docker build -t shop .';
    const expected = ['docker.io/library/shop'];
    for (const path of ['Makefile', 'build/docker.mk', 'justfile']) expect(built(path, `build:\n\t${line}\n`)).toEqual(expected);
    expect(built('Taskfile.yml', `tasks:\n  build:\n    cmds:\n      - ${line}\n`)).toEqual(expected);
    expect(built('.github/workflows/ci.yml', `jobs:\n  a:\n    steps:\n      - run: |\n          ${line}\n`)).toEqual(expected);
    expect(built('web/package.json', JSON.stringify({ scripts: { image: 'docker build -t "shop" .' } }))).toEqual(expected);
    expect(built('web/package.json', JSON.stringify({ description: line }))).toEqual([]);
    expect(built('web/package.json', `{ "scripts": { "image": "${line}", "test": 1 }, // a comment\n`)).toEqual(expected);
    for (const other of ['null', '[]', '{ "scripts": "docker" }', '{ "scripts": { "a": null, "docker": [] } }']) expect(built('package.json', other)).toEqual([]);
  });
});

describe('Google Cloud Build', () => {
  it('builds what it pushes, and what its steps build', () => {
    expect(
      names('ci/cloudbuild.yaml', `
        steps:
          - name: gcr.io/cloud-builders/docker
            args: [build, -t, 'gcr.io/acme/a:$SHORT_SHA', '--tag=gcr.io/acme/b', .]
          - name: gcr.io/cloud-builders/docker
            args: [run, -t, gcr.io/acme/no]
          - name: gcr.io/cloud-builders/docker
            entrypoint: bash
            args: ['-c', 'docker build -t gcr.io/acme/c .']
        images: ['gcr.io/acme/d:$TAG_NAME', 'gcr.io/$PROJECT_ID/e']
      `),
    ).toEqual(['gcr.io/acme/d', 'gcr.io/acme/a', 'gcr.io/acme/b', 'gcr.io/acme/c']);
  });
});

describe('Tilt', () => {
  it('builds what the first argument of its builders names', () => {
    expect(
      names('dev/Tiltfile', `
        load('ext://podman', 'podman_build')
        docker_build('acme/a', '.', dockerfile='redis')
        docker_build_with_restart(
            "ghcr.io/acme/b:dev",
            '.')
        custom_build(ref = 'c', command='x')
        podman_build('d', '.')
        # docker_build('e', '.')
        docker_build(registry + '/f', '.')
        docker_build('g/%s' % name, '.')
        docker_build('h/{}'.format(name), '.')
        k8s_yaml('i')
        print('docker_build("j", ".")')
      `),
    ).toEqual(['docker.io/acme/a', 'ghcr.io/acme/b', 'docker.io/library/c', 'docker.io/library/d']);
  });
});

describe('Kustomize', () => {
  it('rewrites the names under `images`', () => {
    const text = 'images:\n- name: controller\n  newName: ghcr.io/acme/controller\n- name: quay.io/acme/agent\n  newTag: v1\n';
    expect(rewritten('config/kustomization.yaml', text)).toEqual(['docker.io/library/controller', 'quay.io/acme/agent']);
    expect(built('config/kustomization.yaml', text)).toEqual([]);
  });

  it('names nothing elsewhere', () => {
    expect(rewritten('kustomization.yml', 'resources: [a.yaml]\nconfigMapGenerator:\n- name: settings\n')).toEqual([]);
  });
});

describe('Which files are read', () => {
  it.each([
    'compose.yml', 'docker-compose.override.yaml', 'skaffold.yaml', 'a/docker-bake.override.hcl', 'hack/x.sh', 'GNUmakefile', 'Makefile', 'a.mk',
    '.github/workflows/a.yaml', 'Taskfile.dist.yml', 'justfile', 'package.json', 'b/kustomization.yaml', 'Kustomization', 'a/Tiltfile', 'cloudbuild.dev.yaml',
  ])('%s is', (path) => expect(namesLocalImages(path)).toBe(true));

  it.each(['Dockerfile', 'deployment.yaml', 'hl-composer-x.yaml', 'README.md', 'package-lock.json', 'values.yaml', '.github/dependabot.yml', 'main.ts'])(
    '%s is not',
    (path) => expect(namesLocalImages(path)).toBe(false),
  );

  it('answers nothing for any other file', () => expect(collectLocalNames('a.yaml', 'images:\n- name: a\n')).toEqual(noLocalNames));
});

describe('Hostile text', () => {
  const paths = ['compose.yaml', 'skaffold.yaml', 'docker-bake.hcl', 'docker-bake.json', 'a.sh', 'package.json', 'kustomization.yaml', 'Tiltfile', 'cloudbuild.json'];
  const words = ['docker build ', '-t ', '--tag=', 'tags', ' = [', '"', "'", '${', '$(', '{{', '}', ')', '/*', '\\', '\n', 'a/b', ':', '#', 'services:', ' image: x', '- ', '&a ', '*a', '<<: '];

  it('never throws, and gives whole names only', () => {
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.array(fc.oneof(fc.constantFrom(...words), fc.string({ maxLength: 5 })), { maxLength: 40 }), (path, parts) => {
        for (const name of Object.values(collectLocalNames(path, parts.join(''))).flatMap(names => [...names])) expect(name).toMatch(/^[^/]+\/[a-z0-9][^\s${}]*$/);
      }),
      { numRuns: 2_000 },
    );
  });

  it('leaves a nested bomb alone', () => {
    for (const path of paths) expect(built(path, '['.repeat(5_000))).toEqual([]);
  });
});

it('has unique ids', () => {
  expect(new Set(localNameSources.map(({ id }) => id)).size).toBe(localNameSources.length);
});
