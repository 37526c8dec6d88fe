import { describe, expect, it } from 'vitest';
import { expandVariables } from '../../server/src/formats/compose/variables';
import { compose } from '../../server/src/formats/compose';
import { applyEdits } from '../../server/src/core/range';
import { parseReference } from '../../server/src/core/reference';
import { checkPlaces, readers } from '../support/check-places';

describe('Compose files', () => {
  it('name images of services, of contexts and of volumes', () => {
    checkPlaces('compose', 'compose.yaml', `
      x-base: &base
        image: redis:7
        #      ^^^^^^^ service docker.io/library/redis:7
        labels: { image: nginx }
      services:
        cache: { <<: *base }
        web:
          image: 'nginx:1.27'
          #       ^^^^^^^^^^ service docker.io/library/nginx:1.27
          build:
            context: .
            additional_contexts:
              base: docker-image://golang:1.26
              #                    ^^^^^^^^^^^ base docker.io/library/golang:1.26
              other: ./folder
          volumes:
            - data:/var
            - { type: image, source: acme/data:1, target: /data }
            #                        ^^^^^^^^^^^ volume docker.io/acme/data:1
            - { type: volume, source: data, target: /data }
      volumes: { data: { image: none } }
    `);
  });

  it('take the defaults of variables, and know nothing where there are none', () => {
    checkPlaces('compose', 'docker-compose.prod.yml', `
      services:
        a: { image: "nginx:\${TAG:-1.27}" }
        #            ^^^^^^^^^^^^^^^^^^ service docker.io/library/nginx:1.27 no fix
        b: { image: "\${IMAGE}" }
        #            ^^^^^^^^ service (variable)
        c: { image: "\${IMAGE:-redis:7}" }
        #            ^^^^^^^^^^^^^^^^^ service docker.io/library/redis:7
        #                     ^^^^^^^ site of service docker.io/library/redis:7
        d: { image: "\${R:-\${S:-ghcr.io}}/acme/app:\${T-1}" }
        #            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ service ghcr.io/acme/app:1 no fix
        e: { image: "app:$$TAG" }
        #            ^^^^^^^^^ service (placeholder) no fix
    `);
  });

  it('are known by the whole of their name', () => {
    const text = 'include:\n- other.yml\n';
    expect(readers(['compose.yml', 'a/docker-compose.override.yaml', 'compose-dev.yaml', 'hl-composer-x.yaml', 'composer.yaml'], text)).toEqual([
      'compose.yml compose', 'a/docker-compose.override.yaml compose', 'compose-dev.yaml compose', 'hl-composer-x.yaml -', 'composer.yaml -',
    ]);
  });

  it('of any other name are known by their services', () => {
    const names = ['docker-stack.yml', 'base.yaml', 'stack.json', 'values.yaml'];
    expect(readers(names, '# Stack\nversion: "3"\nservices:\n\n  # first\n  "a":\n    image: a\n')).toEqual([
      'docker-stack.yml compose', 'base.yaml compose', 'stack.json -', 'values.yaml helm-values',
    ]);
    const unlike = [
      'services:\n- a:\n    image: a\n', 'services: [a]\nimage: a\n', 'services:\n  _defaults:\n    autowire: true\n', 'x:\n  services:\n    a:\n      image: a\n',
      'steps:\n- image: a\nservices:\n  a:\n    image: a\n', 'apiVersion: a.example/v1\nservices:\n  a:\n    image: a\n', 'services:\nimage: a\n',
    ];
    for (const text of unlike) expect(readers(['a.yml'], text)).not.toEqual(['a.yml compose']);
  });

  it('of any other name leave out what they build', () => {
    checkPlaces('compose', 'docker/stack.yml', `
      services:
        db: &db
          image: "redis:\${TAG:-7}"
          #       ^^^^^^^^^^^^^^^ service docker.io/library/redis:7 no fix
        shop:
          build: .
          image: acme/shop
        web: { image: nginx }
        #             ^^^^^ service docker.io/library/nginx
    `);
  });

  it('of version 1 have their services at the root', () => {
    checkPlaces('compose', 'docker-compose.yml', `
      db:
        image: mysql:5.7
        #      ^^^^^^^^^ service docker.io/library/mysql:5.7
        environment: { image: a }
      web:
        build: .
        image: acme/web
    `);
    expect(readers(['compose.yml'], 'volumes:\n  a:\n    image: a\n')).toEqual(['compose.yml -']);
    expect(readers(['other.yml'], 'db:\n  image: a\n')).toEqual(['other.yml -']);
  });

  it('are edited in the default that supplies the reference', () => {
    const text = 'services:\n  a:\n    image: "${IMAGE:-redis:7}"\n';
    const [use] = compose.read(text).uses;
    const pinned = parseReference(`redis:7@sha256:${'0'.repeat(64)}`);
    if (!use || !pinned.ok) throw new Error('nothing to edit');
    const edits = compose.edit(use, pinned.reference);
    expect(Array.isArray(edits) && applyEdits(text, edits)).toBe(text.replace('redis:7', `redis:7@sha256:${'0'.repeat(64)}`));
  });
});

describe('Variables', () => {
  it.each([
    ['nginx', undefined],
    ['$A', {}],
    ['${A}', {}],
    ['${A:?needed}', {}],
    ['a$$b', { text: 'a$b' }],
    ['${A:+x}a', { text: 'a' }],
    ['${A:-b}', { text: 'b', whole: { start: 5, end: 6 } }],
    ['${A-b}c', { text: 'bc' }],
    ['${A:-${B:-c}}', { text: 'c' }],
    ['${A:-${B}}', {}],
    ['${A', {}],
    ['$', {}],
    ['$1', {}],
  ])('%s', (text, expected) => {
    expect(expandVariables(text)).toEqual(expected);
  });
});
