import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parts, tokenize } from './tokenize';

const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;
const node20 = ['repository node', 'tag :', 'tag 20'];
const everything = [
  'registry ghcr.io', 'registry /', 'repository acme/app', 'tag :', 'tag 1.2-alpine', 'digest @', `digest ${digest}`,
];
const whole = `ghcr.io/acme/app:1.2-alpine@${digest}`;

describe('image references in a Dockerfile', () => {
  it.each([
    ['FROM node:20', node20],
    ['from node:20', node20],
    ['  FROM   node:20  ', node20],
    ['FROM node', ['repository node']],
    ['FROM node:20 AS build', node20],
    ['FROM --platform=$BUILDPLATFORM node:20 as build', node20],
    ['FROM --platform=linux/arm64 --x=y node:20', node20],
    ['FROM "node:20"', node20],
    ['ONBUILD FROM node:20', node20],
    [`FROM ${whole}`, everything],
    [`FROM ${whole} AS app`, everything],
    [`FROM node@${digest}`, ['repository node', 'digest @', `digest ${digest}`]],
    ['FROM localhost:5000/app:1', ['registry localhost:5000', 'registry /', 'repository app', 'tag :', 'tag 1']],
    ['FROM localhost/app', ['registry localhost', 'registry /', 'repository app']],
    ['FROM reg:5000/a__b/c-d.e', ['registry reg:5000', 'registry /', 'repository a__b/c-d.e']],
    ['FROM bitnami/redis', ['repository bitnami/redis']],
    ['COPY --from=node:20 /a /b', node20],
    ['COPY --link --chown=1:1 --from=node:20 /a /b', node20],
    [`COPY --from=${whole} /a /b`, everything],
    ['RUN --mount=type=bind,from=node:20,source=/a,target=/b make', node20],
    ['RUN --mount=from=node:20,target=/b make', node20],
    ['RUN --mount=type=cache,target=/c --mount=type=bind,from=node:20 make', node20],
    ['RUN \\\n  --mount=type=bind,from=node:20 \\\n  make', node20],
    ['ONBUILD RUN --network=none --mount=type=bind,from=node:20 make', node20],
    ['RUN --mount=type=bind,from=node:20 --mount=type=bind,from=node:20 make', [...node20, ...node20]],
    ['# syntax=node:20', node20],
    ['#syntax = node:20\nFROM node:20', [...node20, ...node20]],
    ['# escape=`\n# SYNTAX=node:20 more', node20],
    ['#!/usr/bin/env x\n# syntax=node:20', node20],
    ['RUN <<EOF\nFROM redis:7\nEOF\nFROM node:20', node20],
    ['COPY <<-"A.B" /x\nFROM node:20', node20],
    ['RUN cat <<-\'EOF\' > x && \\\n\tEOF\nFROM node:20', node20],
    ['RUN echo 1 << 2 <<< EOF\nFROM node:20', node20],
  ])('%s', async (text, expected) => {
    expect(await parts('source.dockerfile', text)).toEqual(expected);
  });

  it.each([
    'FROM scratch', 'FROM scratch AS empty', 'FROM $BASE', 'FROM ${BASE}:20', 'FROM node:${VERSION} AS build', 'FROM', 'FROM ',
    'FROM Node:20', 'FROM node:', 'FROM node@sha256:123', 'FROM node:20@', 'FROM /node', 'FROM node//x', 'FROM --platform=x',
    '# FROM node:20', '  # COPY --from=node:20 a b', 'FROMAGE node:20', 'RUN echo FROM node:20', 'ENV A="FROM node:20"',
    'COPY --from=build /a /b', 'COPY --from=0 /a /b', 'COPY --from=$X /a /b', 'COPY /from=node:20 /b', 'COPY a --from=node:20 b',
    'RUN tool --from=node:20', 'RUN tool ,from=node:20', 'RUN --mount=type=bind,from=build,target=/x make',
    'RUN --mount=type=cache,target=/x tool --opt=a,from=node:20', 'RUN tool x--mount=from=node:20', 'RUN tool --mount=type=bind,from=node:20',
    'CMD --mount=type=bind,from=node:20', 'ENV A="x \\\nFROM node:20 \\\n"', 'RUN sql "a \\\n  --mount=from=node:20 \\\n"',
    'RUN <<EOF\nFROM node:20\nCOPY --from=node:20 a b\n  --mount=from=node:20\n# EOF\nEOF', 'RUN cat <<-EOF\n\tFROM node:20\n\tEOF',
    '# syntax', '# syntax=', '# syntax=$X', '# syntax=Node', '# syntaxes=node:20', '# from=node:20', '\n# syntax=node:20', 'ARG X\n# syntax=node:20',
    '# a comment\n# syntax=node:20', ' # syntax=node:20', '#! x\n#! y\n# syntax=node:20', '# escape=`\n\n# syntax=node:20',
  ])('leaves alone: %s', async (text) => {
    expect(await parts('source.dockerfile', text)).toEqual([]);
  });

  it('leaves a directive the comment that it is', async () => {
    const lines = await tokenize('source.dockerfile', '# syntax=docker/dockerfile:1 x\n# escape=`\nFROM node:20');
    for (const { scopes } of lines.slice(0, 2).flat()) expect(scopes).toContain('comment.line.number-sign.dockerfile');
    expect(lines[2]?.flatMap(({ scopes }) => scopes)).not.toContain('comment.line.number-sign.dockerfile');
  });

  it('leaves the text of a heredoc to the host, and what follows it too', async () => {
    const lines = await tokenize('source.dockerfile', 'RUN <<EOF\necho "x"\nEOF\nENV A="x"');
    const strings = lines.flat().filter(({ scopes }) => scopes.some(scope => scope.startsWith('string.quoted.double'))).map(({ text }) => text);
    expect(strings.join('')).toBe('"x""x"');
    expect(lines[3]?.some(({ scopes }) => scopes.includes('meta.heredoc.plimsoll'))).toBe(false);
  });

  it('gives the keywords around a reference their colour back', async () => {
    const [line = []] = await tokenize('source.dockerfile', 'FROM --platform=linux/amd64 node:20 AS build');
    const keywords = line.filter(({ scopes }) => scopes.some((scope) => scope.startsWith('keyword'))).map(({ text }) => text);
    expect(keywords).toEqual(['FROM', 'AS']);
  });
});

describe.each(['source.yaml', 'source.github-actions-workflow'] as const)('image references in %s', host => {
  it.each([
    ['image: node:20', node20],
    ['    image:   node:20   ', node20],
    ['  - image: node:20', node20],
    ['- name: x\n  image: node:20\n  ports: []', node20],
    ['image: "node:20"', node20],
    ["image: 'node:20' # why", node20],
    ['image: node:20 # why', node20],
    ['  image: &node node:20', node20],
    ['{ name: a, image: node:20, tty: true }', node20],
    ['{"name": "a", "image": "node:20"}', node20],
    ['{"name":"a","image":"node:20"}', node20],
    ['  "image": node:20', node20],
    [`  image: ${whole}`, everything],
    [`  image: "${whole}"`, everything],
    ['  image: !!str node:20', node20],
    ['  image: &node "node:20"', node20],
    ['  image: &node !!str node:20', node20],
    ['x: [{ image: node:20 }, { image: "node:20" }]', [...node20, ...node20]],

    ['image: node', ['repository node']],
    ['image: node:20\nimage: node:20', [...node20, ...node20]],
  ])('%s', async (text, expected) => {
    expect(await parts(host, text)).toEqual(expected);
  });

  it.each([
    'image:', 'image: ', 'image: {{ .Values.image }}', 'image: "{{ .Values.image }}:20"', 'image: $(IMAGE)', 'image: ${IMAGE}:20',
    'image: <image>', 'image: true', 'image: null', 'image: 12', 'image: 1.2', 'image: ./logo.png', 'image: /assets/a.png',
    'image: logo.png', 'image: hello world', 'image: "hello world"', 'image: Node:20', 'image: https://example.com/x',
    'myimage: node:20', 'my-image: node:20', 'image.name: node:20', 'images: node:20', 'imagePullPolicy: always',
    '# image: node:20', 'name: x # image: node:20', 'image: *node', 'image:node:20', 'text: |\n    image: node:20',
    'text: "use image: node:20"', "text: 'use image: node:20'", 'text: "a\n  image: node:20\n  b"', 'image: "${IMAGE:-node:20}"', 'image: node:20 redis:7',
    'image: "node:20', 'image: [node:20]', '# syntax=node:20', 'FROM node:20', 'run: cat <<EOF', '{ "images": "node:20" }', 'image: !!int node:20',
  ])('leaves alone: %s', async (text) => {
    expect(await parts(host, text)).toEqual([]);
  });

  it('keeps the quotes a string of the host', async () => {
    const [line = []] = await tokenize(host, 'image: "node:20"');
    const strings = line.filter(({ scopes }) => scopes.includes('string.quoted.double.yaml')).map(({ text }) => text);
    expect(strings).toEqual(['"', 'node', ':', '20', '"']);
  });
});

describe('the two grammars', () => {
  it('colour a reference alike', () => {
    // What a capture includes from another grammar VS Code would not load.
    const [dockerfile, yaml] = ['dockerfile', 'yaml'].map(name => JSON.parse(readFileSync(join(import.meta.dirname, `../../syntaxes/plimsoll.${name}.json`), 'utf8')) as { repository: { reference: unknown } });
    expect(dockerfile?.repository.reference).toEqual(yaml?.repository.reference);
  });
});

describe('runaway', () => {
  const long = 'a'.repeat(20_000);
  const hard = [
    `FROM ${long}!`, `FROM ${'a/'.repeat(10_000)}!`, `FROM ${'a.'.repeat(10_000)}!`, `FROM ${'--a=b '.repeat(3_000)}`,
    `COPY ${'--a=b '.repeat(3_000)}x`, `RUN --mount=${'from=a:,'.repeat(2_500)}`, `FROM node@${'sha256:'.repeat(2_800)}`,
    `FROM ${'a__'.repeat(6_000)}!`, `FROM ${' '.repeat(20_000)}!`, `# syntax=${long}!`, `#${' '.repeat(20_000)}syntax=!`, `# syntax=${' '.repeat(20_000)}`,
    `RUN ${'--mount=from=a:, '.repeat(1_200)}`, `${' '.repeat(20_000)}--mount=x`, `RUN ${' <<'.repeat(6_000)}`, `RUN ${'--a'.repeat(6_000)}!`, `RUN <<${long}`,
  ];
  const hardYaml = [`image: ${long}!`, `image: "${long}`, `${'image: '.repeat(2_800)}`, `image:${' '.repeat(20_000)}!`, `image: ${'a.'.repeat(10_000)}!`];

  it.each(hard.map((text) => [text.slice(0, 24), text]))('ends on a hostile line: %s…', async (_, text) => {
    expect(await parts('source.dockerfile', text)).toEqual([]);
  });

  it.each(hardYaml.map((text) => [text.slice(0, 24), text]))('ends on a hostile value: %s…', async (_, text) => {
    expect(await parts('source.yaml', text)).toEqual([]);
  });

  it('an open flag or quote does not reach into the next line', async () => {
    expect(await parts('source.dockerfile', 'RUN --mount=type=bind,\nENV x=,from=node:20')).toEqual([]);
    expect(await parts('source.dockerfile', 'FROM "node:20\nENV A=node:20')).toEqual([]);
    expect(await parts('source.yaml', 'image: node:20@\nname: b:1')).toEqual([]);
  });
});
