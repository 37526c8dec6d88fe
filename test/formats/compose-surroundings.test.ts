import { describe, expect, it } from 'vitest';
import { defaultPolicy } from '../../server/src/core/policy';
import { applyEdits } from '../../server/src/core/range';
import { parseEnvFile } from '../../server/src/formats/compose/env-file';
import { expandVariables } from '../../server/src/formats/compose/variables';
import { formats } from '../../server/src/formats';
import { createReader } from '../../server/src/service/reading';
import { dedent, draw, marksOf, undrawn } from '../support/drawn';
import { pinned } from '../support/edited';

const read = createReader();

/** As `checkPlaces`, with a `.env` beside the file and with what is embedded. */
function check(env: string | undefined, drawn: string): void {
  const source = dedent(drawn);
  const text = undrawn(source);
  const siblings = new Map(env === undefined ? [] : [['.env', env]]);
  const document = read({ path: 'compose.yaml', text, siblings }, defaultPolicy);
  for (const { range, raw } of document?.uses ?? []) expect(text.slice(range.start, range.end)).toBe(raw);
  expect(draw(text, marksOf(document?.uses ?? []))).toBe(source);
}

describe('.env', () => {
  it('is read as Compose reads it', () => {
    const text = [
      '# A=commented', 'A=1', 'export B = two words # no', 'C: yaml', "D='a $A # b'", 'E="x${A}\\ty\\$z$$"', 'F=${A}.$B', 'G="two', 'lines"', 'H=a#b', 'I=',
      'J=$(id)', 'K=${NOPE}', 'L=${A:-x}', 'M=\r', 'INHERITED', 'APP_PASSWORD=hunter2', 'API_KEY=x', 'KEYCLOAK_TAG=26', 'N="open', '1X=y', 'two words=z',
    ].join('\n');
    expect(Object.fromEntries(parseEnvFile(text))).toEqual({
      A: '1', B: 'two words', C: 'yaml', D: 'a $A # b', E: 'x1\ty$z$', F: '1.two words', G: 'two\nlines', H: 'a#b', I: '',
      J: '$(id)', K: undefined, L: undefined, M: '', APP_PASSWORD: undefined, API_KEY: undefined, KEYCLOAK_TAG: '26', N: undefined,
    });
  });

  it('takes no time, whatever it holds', () => {
    for (const text of ['A="'.repeat(100_000), 'A="x\n'.repeat(100_000), 'A=${'.repeat(100_000), '\\'.repeat(400_000), 'A=$A$A\n'.repeat(50_000), `A=${'$B'.repeat(100_000)}`]) {
      expect(parseEnvFile(text).size).toBeLessThan(2);
    }
  });

  it.each([
    ['$A', 'A=x', { text: 'x' }],
    ['${A:-d}', 'A=x', { text: 'x' }],
    ['${A:-d}', 'A=', { text: 'd' }],
    ['${A-d}', 'A=', { text: '' }],
    ['${A:?needed}', 'A=x', { text: 'x' }],
    ['${A:+y}', 'A=x', { text: 'y' }],
    ['${A:+y}', 'A=', { text: '' }],
    ['${B:-${A}}', 'A=x', { text: 'x' }],
    ['${A:-d}', 'A=${NOPE}', {}],
    ['$$A', 'A=x', { text: '$A', not: true }],
    ['${B:-d}', 'A=x', { text: 'd', not: true, whole: { start: 5, end: 6 } }],
  ])('%s with %s', (text, env, expected: { text?: string; not?: boolean; whole?: object }) => {
    const { not, ...rest } = expected;
    const from = not || rest.text === undefined ? {} : { elsewhere: { template: 'The file .env supplies this reference, or a part of it.', args: [] } };
    expect(expandVariables(text, parseEnvFile(env))).toEqual({ ...rest, ...from });
  });

  it('supplies references, which no edit of the Compose file changes then', () => {
    check('IMAGE=valkey:8\n', `
      services:
        a: { image: "\${IMAGE:-redis:7}" }
        #            ^^^^^^^^^^^^^^^^^ service docker.io/library/valkey:8 no fix
        b: { image: "nginx:1" }
        #            ^^^^^^^ service docker.io/library/nginx:1
    `);
    for (const env of ['OTHER=valkey:8\n', undefined]) {
      check(env, `
        services:
          a: { image: "\${IMAGE:-redis:7}" }
          #            ^^^^^^^^^^^^^^^^^ service docker.io/library/redis:7
          #                     ^^^^^^^ site of service docker.io/library/redis:7
      `);
    }
  });

  it('gives no secret away', () => {
    check('API_TOKEN=hunter2\n', `
      services:
        a: { image: "acme/app:\${API_TOKEN}" }
        #            ^^^^^^^^^^^^^^^^^^^^^ service (variable)
    `);
  });
});

describe('A Dockerfile in a Compose file', () => {
  it('is read where it stands, with `$$` for its own variables', () => {
    check(undefined, `
      services:
        web:
          build:
            context: .
            dockerfile_inline: |
              ARG BASE=golang:1.26
              #        ^^^^^^^^^^^ site of base docker.io/library/golang:1.26
              FROM $$BASE AS build
              #    ^^^^^^ base docker.io/library/golang:1.26
              FROM alpine:\${TAG:-3}
              #    ^^^^^^^^^^^^^^^^ base (placeholder) no fix
              COPY --from=busybox:1 /a /b
              #           ^^^^^^^^^ stage-copy docker.io/library/busybox:1
        db:
          build: { dockerfile_inline: "FROM postgres:16" }
          #                                 ^^^^^^^^^^^ base docker.io/library/postgres:16
        folded:
          build:
            dockerfile_inline: >
              FROM redis:7
              #    ^^^^^^^ base docker.io/library/redis:7 no fix
      x-other: { dockerfile_inline: FROM nginx }
    `);
  });

  it('names no image where a context of a build has the name', () => {
    check(undefined, `
      services:
        web:
          build:
            additional_contexts: { base: ../base, lib: docker-image://alpine:3 }
            #                                                         ^^^^^^^^ base docker.io/library/alpine:3
            dockerfile_inline: "FROM base"
        db:
          build:
            additional_contexts:
              - tools=../tools
              - os=docker-image://debian:13
              #                   ^^^^^^^^^ base docker.io/library/debian:13
            dockerfile_inline: |
              FROM tools
              COPY --from=lib /a /b
              COPY --from=node:20 /a /b
              #           ^^^^^^^ stage-copy docker.io/library/node:20
    `);
  });

  it('is edited there', () => {
    const text = 'services:\r\n  a:\r\n    build:\r\n      dockerfile_inline: |\r\n        FROM golang:1.26 AS b # $$\r\n        FROM alpine:3\r\n';
    const [use] = read({ path: 'compose.yaml', text }, defaultPolicy)?.uses.filter(({ raw }) => raw === 'alpine:3') ?? [];
    if (!use?.reference) throw new Error('nothing to edit');
    const reference = pinned(use.reference);
    const edits = formats.find(({ id }) => id === use.format)?.edit(use, reference);
    expect(Array.isArray(edits) && applyEdits(text, edits)).toBe(text.replace('alpine:3', `alpine:3@${reference.digest}`));
  });
});

it('Compose files that others publish are named by `include`', () => {
  check(undefined, `
    include:
      - oci://docker.io/acme/stack:1
      #       ^^^^^^^^^^^^^^^^^^^^^^ value docker.io/acme/stack:1
      - ../other/compose.yaml
      - path: oci://ghcr.io/acme/more
      #             ^^^^^^^^^^^^^^^^^ value ghcr.io/acme/more
      - path: [a.yaml, "oci://ghcr.io/acme/last:2"]
      #                       ^^^^^^^^^^^^^^^^^^^ value ghcr.io/acme/last:2
    services:
      a: { build: { context: ., cache_from: ["type=registry,ref=acme/cache", acme/cache:1] }, extends: { file: b.yaml, service: image } }
      #                                                         ^^^^^^^^^^ value docker.io/acme/cache
      #                                                                      ^^^^^^^^^^^^ value docker.io/acme/cache:1
  `);
});
