import { describe, expect, it } from 'vitest';
import { render } from '../../../server/src/core/message';
import { dockerfile } from '../../../server/src/formats/dockerfile';
import { dedent, draw, marksOf, undrawn } from '../../support/drawn';

/** What is drawn must be found, and nothing else. */
function check(drawn: string): void {
  const expected = dedent(drawn);
  const text = undrawn(expected);
  expect(draw(text, marksOf(dockerfile.read(text).uses))).toBe(expected);
}

function read(text: string) {
  return dockerfile.read(text).uses;
}

describe('FROM', () => {
  it('names the base of a stage', () => {
    check(`
      FROM node:20
      #    ^^^^^^^ base docker.io/library/node:20
      from --platform=linux/arm64 ghcr.io/a/b AS Build
      #                           ^^^^^^^^^^^ base ghcr.io/a/b
      FROM build
      FROM scratch
    `);
  });

  it('keeps tag and digest', () => {
    const digest = `sha256:${'0'.repeat(64)}`;
    expect(read(`FROM node:20@${digest}\n`)[0]?.reference).toEqual({ registry: 'docker.io', repository: 'library/node', tag: '20', digest });
  });

  it('leaves quotes around the word out of the range, and keeps those inside', () => {
    check(`
      FROM "node:20"
      #     ^^^^^^^ base docker.io/library/node:20
      FROM 'node:20' AS x
      #     ^^^^^^^ base docker.io/library/node:20
      FROM "node":20
      #    ^^^^^^^^^ base docker.io/library/node:20
      FROM no\\de:20
      #    ^^^^^^^^ base docker.io/library/node:20
    `);
  });

  it('says which stage it opens, and for which platform', () => {
    const uses = read('FROM --platform=linux/arm64 a AS one\nFROM --platform=$BUILDPLATFORM b\nCOPY --from=c / /\n');
    expect(uses.map(({ platform, stage }) => ({ platform, stage }))).toEqual([
      { platform: 'linux/arm64', stage: { index: 0, name: 'one', final: false } },
      { platform: undefined, stage: { index: 1, final: true } },
      { platform: undefined, stage: { index: 1, final: true } },
    ]);
  });

  it('yields its first word where BuildKit refuses the line, so that typing feels alive', () => {
    check(`
      FROM node:20 # the base
      #    ^^^^^^^ base docker.io/library/node:20
      FROM golang AS
      #    ^^^^^^ base docker.io/library/golang
      FROM alpine AS 1x
      #    ^^^^^^ base docker.io/library/alpine
      FROM
      FROM busybox AS tools # comment
      #    ^^^^^^^ base docker.io/library/busybox
      COPY --from=tools /a /b
    `);
  });

  it('is found again behind what is no instruction', () => {
    check(`
      {% if x %}
      FROM node:20
      #    ^^^^^^^ base docker.io/library/node:20
      {% endif %}
      <<<<<<< HEAD
      FROM node:22
      #    ^^^^^^^ base docker.io/library/node:22
    `);
  });

  it('has no fix when the word is split over lines, and is still read whole', () => {
    const [use] = read('FROM alp\\\nine:3\n');
    expect(use).toMatchObject({ raw: 'alp\\\nine:3', reference: { repository: 'library/alpine', tag: '3' } });
    expect(render(use?.fixDisabled ?? { template: '', args: [] })).toBe('The reference does not stand in one piece.');
  });
});

describe('a reference from an ARG', () => {
  it('stands at the value that supplies it whole', () => {
    check(`
      ARG BASE=node:20
      #        ^^^^^^^ site of base docker.io/library/node:20
      FROM $BASE
      #    ^^^^^ base docker.io/library/node:20
    `);
    check(`
      ARG V=1 BASE="node:20"
      #             ^^^^^^^ site of base docker.io/library/node:20
      #             ^^^^^^^ site of base docker.io/library/node:20
      #             ^^^^^^^ site of base docker.io/library/node:20
      FROM \${BASE} AS a
      #    ^^^^^^^ base docker.io/library/node:20
      FROM "\${BASE}" AS b
      #     ^^^^^^^ base docker.io/library/node:20
      FROM \${BASE:-golang}
      #    ^^^^^^^^^^^^^^^ base docker.io/library/node:20
    `);
  });

  it('names the FROM as the related place', () => {
    const [use] = read('ARG BASE=node:20\nFROM $BASE\n');
    expect(use?.site.related && render(use.site.related)).toBe('Used by this FROM.');
    expect(read('FROM node:20\n')[0]?.site.related).toBeUndefined();
    expect(read('FROM ${X:-node:20}\n')[0]?.site.related).toBeUndefined();
  });

  it('stands where the literal is, through other ARGs and defaults', () => {
    check(`
      ARG A=node:20
      #     ^^^^^^^ site of base docker.io/library/node:20
      ARG B=$A
      FROM $B
      #    ^^ base docker.io/library/node:20
    `);
    check(`
      ARG B=\${A:-node:20}
      #          ^^^^^^^ site of base docker.io/library/node:20
      FROM $B
      #    ^^ base docker.io/library/node:20
    `);
    check(`
      FROM \${X:-node:20}
      #    ^^^^^^^^^^^^^ base docker.io/library/node:20
      #         ^^^^^^^ site of base docker.io/library/node:20
    `);
    check(`
      ARG SLIM=1
      FROM "\${SLIM:+node:slim}"
      #     ^^^^^^^^^^^^^^^^^^ base docker.io/library/node:slim
      #             ^^^^^^^^^ site of base docker.io/library/node:slim
    `);
  });

  it('stands at the last value, which is the one that counts', () => {
    check(`
      ARG B=node:18
      ARG B=node:20
      #     ^^^^^^^ site of base docker.io/library/node:20
      ARG B
      FROM $B
      #    ^^ base docker.io/library/node:20
      ARG B=node:22
    `);
  });

  it('stands at the FROM, without a fix, when it is put together', () => {
    check(`
      ARG V=20
      ARG REGISTRY=ghcr.io/
      ARG BASE=v-node:20
      FROM node:$V
      #    ^^^^^^^ base docker.io/library/node:20 no fix
      FROM \${REGISTRY}acme/app:1
      #    ^^^^^^^^^^^^^^^^^^^^^ base ghcr.io/acme/app:1 no fix
      FROM \${BASE#v-}
      #    ^^^^^^^^^^ base docker.io/library/node:20 no fix
      FROM node:20\${SUFFIX}
      #    ^^^^^^^^^^^^^^^^ base docker.io/library/node:20 no fix
    `);
  });

  it.each([
    ['another FROM takes a piece of it', 'ARG B=node:20\nFROM $B\nFROM ${B%:20}:22\n'],
    ['another ARG is made of it', 'ARG B=node:20\nARG C=${B}-slim\nFROM $B\n'],
    ['a stage takes it with a modifier', 'ARG B=node:20\nFROM $B\nARG B\nRUN echo ${B#*:}\n'],
    ['a stage takes it as a piece', 'ARG B=node:20\nFROM $B\nARG B\nRUN echo base-$B\n'],
  ])('has no fix when %s', (_, text) => {
    const [use] = read(text);
    expect(use?.site.raw).toBe('node:20');
    expect(use?.fixDisabled && render(use.fixDisabled)).toBe('The build argument B is used for something else as well.');
  });

  it.each([
    ['other FROMs take it whole', 'ARG B=node:20\nFROM $B AS a\nFROM ${B} AS b\n'],
    ['a stage takes it whole', 'ARG B=node:20\nFROM $B\nARG B\nLABEL base="$B" other=${B}\n'],
    ['a stage has its own variable of the name', 'ARG B=node:20\nFROM $B\nARG B=x\nRUN echo ${B#*:}\n'],
    ['the name only looks alike', 'ARG B=node:20\nFROM $B\nARG B\nRUN echo ${BB#*:} $Bx\n'],
  ])('keeps its fix when %s', (_, text) => {
    expect(read(text)[0]?.fixDisabled).toBeUndefined();
  });

  it('has no fix when it is made for one platform', () => {
    const uses = read('FROM app:$TARGETARCH\nARG X=node-${TARGETOS}\nFROM --platform=$BUILDPLATFORM node:20\n');
    expect(uses.map(({ fixDisabled }) => fixDisabled && render(fixDisabled))).toEqual(['The reference depends on the platform of the build.', undefined]);
    expect(read('ARG X=a-${TARGETOS}\nFROM $X\n')[0]).toMatchObject({ reference: { repository: 'library/a-linux' }, fixDisabled: { args: [] } });
  });

  it('is an ordinary one when the file sets the predefined name itself', () => {
    expect(read('ARG TARGETARCH=node:20\nFROM $TARGETARCH\n')[0]).toMatchObject({ site: { raw: 'node:20' } });
    expect(read('ARG TARGETARCH=node:20\nFROM $TARGETARCH\n')[0]?.fixDisabled).toBeUndefined();
  });

  it('does not come from ENV, from a stage, or from an ARG behind the first FROM', () => {
    check(`
      FROM alpine AS a
      #    ^^^^^^ base docker.io/library/alpine
      ARG B=node:20
      ENV C=node:20
      FROM $B
      #    ^^ base (variable) no fix
      FROM $C
      #    ^^ base (variable) no fix
    `);
  });
});

describe('what is no reference', () => {
  it.each([
    ['FROM $NOPE', 'variable', 'Only a build argument fills $NOPE.'],
    ['FROM ${NOPE:?which}', 'variable', 'Only a build argument fills ${NOPE:?which}.'],
    ['FROM node:${NOPE}', 'variable', 'Only a build argument fills node:${NOPE}.'],
    ['ARG V=\nFROM node:$V', 'variable', 'Only a build argument fills node:$V.'],
    ['ARG V=$W\nFROM node:$V', 'variable', 'Only a build argument fills node:$V.'],
    ['FROM ""', 'empty', 'No image is named here.'],
    ['FROM {{image}}', 'placeholder', 'This is a placeholder that a template fills.'],
    ['FROM <image>', 'placeholder', 'This is a placeholder that a template fills.'],
    ['FROM REPLACE-ME', 'placeholder', 'This is a placeholder that a template fills.'],
    ['FROM ${templateOption:imageVariant}', 'placeholder', 'This is a placeholder that a template fills.'],
    ["FROM 'app:$V'", 'placeholder', 'This is a placeholder that a template fills.'],
    ['FROM ${}', 'invalid', '${} cannot be expanded.'],
    ['FROM "node', 'invalid', '"node cannot be expanded.'],
    ['FROM Node:20', 'invalid', 'The repository must be in lower case.'],
    ['FROM node:20:3', 'invalid', 'This cannot be an image reference.'],
    ['FROM SCRATCH', 'invalid', 'The repository must be in lower case.'],
    ['FROM a\nCOPY --from=$I / /', 'invalid', 'Variables are not expanded here; a build stage of their own can expand them.'],
    ['FROM a\nRUN --mount=from=${I},target=/x x', 'invalid', 'Variables are not expanded here; a build stage of their own can expand them.'],
    ['FROM a\nCOPY --from={{image}} / /', 'placeholder', 'This is a placeholder that a template fills.'],
  ])('%s', (text, code, sentence) => {
    const use = read(text).at(-1);
    expect(use?.reference).toBeNull();
    expect([use?.unresolved?.code, use?.unresolved && render(use.unresolved.message)]).toEqual([code, sentence]);
  });

  it('stands at the ARG when it comes whole from there', () => {
    check(`
      ARG B=Node:20
      #     ^^^^^^^ site of base (invalid)
      FROM $B
      #    ^^ base (invalid)
    `);
  });
});

describe('COPY --from and RUN --mount', () => {
  it('name images, unless they name a stage', () => {
    check(`
      FROM alpine AS build
      #    ^^^^^^ base docker.io/library/alpine
      COPY --chown=1:1 --from=nginx:1 /a /b
      #                       ^^^^^^^ stage-copy docker.io/library/nginx:1
      COPY --from="quay.io/a/b" /a /b
      #            ^^^^^^^^^^^ stage-copy quay.io/a/b
      COPY --from=BUILD /a /b
      COPY --from=later /a /b
      COPY --from=0 /a /b
      COPY --from=scratch /a /b
      COPY a --from=nope /b
      ADD --from=nope /a /b
      RUN --mount=type=cache,target=/c --mount=type=bind,FROM=golang:1,target=/go make
      #                                                       ^^^^^^^^ mount docker.io/library/golang:1
      RUN --mount=\\"from=a.b/c\\",target=/x --mount=from=build,target=/y true
      #                  ^^^^^ mount a.b/c
      RUN echo --mount=from=nope,target=/x
      FROM debian AS later
      #    ^^^^^^ base docker.io/library/debian
    `);
  });

  it('take a number for a stage in COPY and for an image in a mount', () => {
    check(`
      FROM alpine
      #    ^^^^^^ base docker.io/library/alpine
      COPY --from=7 /a /b
      RUN --mount=from=7,target=/x true
      #                ^ mount docker.io/library/7
    `);
  });

  it('count only the last source of a mount', () => {
    expect(read('FROM a\nRUN --mount=from=b,from=c,target=/x y\n').map(({ raw }) => raw)).toEqual(['a', 'c']);
  });

  it('have no fix where quotes cut the text into pieces', () => {
    expect(read('FROM a\nCOPY --from="b":1 / /\n')[1]).toMatchObject({ reference: { repository: 'library/b', tag: '1' }, fixDisabled: { args: [] } });
  });

  it('are bound in the child build behind ONBUILD', () => {
    check(`
      FROM alpine AS build
      #    ^^^^^^ base docker.io/library/alpine
      ONBUILD COPY --from=build /a /b
      #                   ^^^^^ onbuild docker.io/library/build
      ONBUILD RUN --mount=from=golang:1,target=/x true
      #                        ^^^^^^^^ onbuild docker.io/library/golang:1
      ONBUILD COPY --from=0 /a /b
      ONBUILD FROM debian
    `);
  });
});

describe('the syntax directive', () => {
  it.each([
    ['# syntax=docker/dockerfile:1\nFROM a', 'docker/dockerfile:1'],
    ['#  Syntax  = docker/dockerfile:1 more\nFROM a', 'docker/dockerfile:1'],
    ['\uFEFF#syntax=docker/dockerfile:1\r\nFROM a', 'docker/dockerfile:1'],
    ['#!/usr/bin/env x\n# syntax=docker/dockerfile:1\nFROM a', 'docker/dockerfile:1'],
    ['# escape=`\n# check=skip=all\n# syntax=docker/dockerfile:1\nFROM a', 'docker/dockerfile:1'],
    ['//syntax=docker/dockerfile:1\nFROM a', 'docker/dockerfile:1'],
    ['#!x\n// syntax=docker/dockerfile:1\nFROM a', 'docker/dockerfile:1'],
    ['{"a":["syntax",{"syntax":"no"}],"syntax":"one","b":1,"syntax":"docker/dockerfile:1"}', 'docker/dockerfile:1'],
  ])('%j', (text, raw) => {
    const use = read(text).find(({ role }) => role === 'syntax');
    expect(use).toMatchObject({ raw, reference: { registry: 'docker.io', repository: 'docker/dockerfile', tag: '1' } });
    expect(text.slice(use?.range.start, use?.range.end)).toBe(raw);
  });

  it.each([
    '\n# syntax=docker/dockerfile:1\nFROM a',
    '# note\n# syntax=docker/dockerfile:1\nFROM a',
    '# other=1\n# syntax=docker/dockerfile:1\nFROM a',
    ' # syntax=docker/dockerfile:1\nFROM a',
    'FROM a\n# syntax=docker/dockerfile:1',
    '# syntax=\nFROM a',
    '{"syntax":1}',
    '{"syntax":"docker/dockerfile:1"',
  ])('is none in %j', (text) => {
    expect(read(text).filter(({ role }) => role === 'syntax')).toEqual([]);
  });
});

describe('lines', () => {
  it('are joined by the escape sign, over comments and empty lines', () => {
    check(`
      FROM \\
        # not this: FROM busybox

        node:20 \\
       #^^^^^^^ base docker.io/library/node:20
        AS x
      RUN a \\\\
      FROM golang
      #    ^^^^^^ base docker.io/library/golang
    `);
  });

  it('are joined by a backtick where the file says so', () => {
    check(`
      # escape=\`
      FROM \`
        node:20
       #^^^^^^^ base docker.io/library/node:20
      COPY a C:\\
      FROM golang
      #    ^^^^^^ base docker.io/library/golang
    `);
  });

  it('of heredocs are not instructions', () => {
    check(`
      FROM alpine
      #    ^^^^^^ base docker.io/library/alpine
      RUN <<A cat && <<-"B" cat
      FROM one
      A
      FROM two
      \tB
      COPY --from=nginx << EOF /x
      #           ^^^^^ stage-copy docker.io/library/nginx
      FROM three
      EOF
      RUN echo \${var:0:3} <<EOF
      FROM four
      EOF
      RUN ["a", "<<EOF"]
      RUN cat <<<EOF
      ENV X=<<EOF
      RUN echo "<<EOF
      FROM golang
      #    ^^^^^^ base docker.io/library/golang
    `);
  });

  it('may end in CR LF and start with a BOM', () => {
    const uses = read('\uFEFFARG B=node:20\r\nFROM $B\r\nFROM \\\r\n  golang\r\n');
    expect(uses.map(({ range, site, raw }) => [range.start, site.raw, raw])).toEqual([[21, 'node:20', '$B'], [35, 'golang', 'golang']]);
  });
});
