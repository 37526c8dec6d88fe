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
  ])('%s', async (text, expected) => {
    expect(await parts('source.dockerfile', text)).toEqual(expected);
  });

  it.each([
    'FROM scratch', 'FROM scratch AS empty', 'FROM $BASE', 'FROM ${BASE}:20', 'FROM node:${VERSION} AS build', 'FROM', 'FROM ',
    'FROM Node:20', 'FROM node:', 'FROM node@sha256:123', 'FROM node:20@', 'FROM /node', 'FROM node//x', 'FROM --platform=x',
    '# FROM node:20', '  # COPY --from=node:20 a b', 'FROMAGE node:20', 'RUN echo FROM node:20', 'ENV A="FROM node:20"',
    'COPY --from=build /a /b', 'COPY --from=0 /a /b', 'COPY --from=$X /a /b', 'COPY /from=node:20 /b', 'COPY a --from=node:20 b',
    'RUN tool --from=node:20', 'RUN tool ,from=node:20', 'RUN --mount=type=bind,from=build,target=/x make',
    'RUN --mount=type=cache,target=/x tool --opt=a,from=node:20', 'RUN tool x--mount=from=node:20',
  ])('leaves alone: %s', async (text) => {
    expect(await parts('source.dockerfile', text)).toEqual([]);
  });

  it('gives the keywords around a reference their colour back', async () => {
    const [line = []] = await tokenize('source.dockerfile', 'FROM --platform=linux/amd64 node:20 AS build');
    const keywords = line.filter(({ scopes }) => scopes.some((scope) => scope.startsWith('keyword'))).map(({ text }) => text);
    expect(keywords).toEqual(['FROM', 'AS']);
  });
});

describe('image references in YAML', () => {
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
    ['image: node', ['repository node']],
    ['image: node:20\nimage: node:20', [...node20, ...node20]],
  ])('%s', async (text, expected) => {
    expect(await parts('source.yaml', text)).toEqual(expected);
  });

  it.each([
    'image:', 'image: ', 'image: {{ .Values.image }}', 'image: "{{ .Values.image }}:20"', 'image: $(IMAGE)', 'image: ${IMAGE}:20',
    'image: <image>', 'image: true', 'image: null', 'image: 12', 'image: 1.2', 'image: ./logo.png', 'image: /assets/a.png',
    'image: logo.png', 'image: hello world', 'image: "hello world"', 'image: Node:20', 'image: https://example.com/x',
    'myimage: node:20', 'my-image: node:20', 'image.name: node:20', 'images: node:20', 'imagePullPolicy: always',
    '# image: node:20', 'name: x # image: node:20', 'image: *node', 'image:node:20', 'text: |\n    image: node:20',
  ])('leaves alone: %s', async (text) => {
    expect(await parts('source.yaml', text)).toEqual([]);
  });

  it('keeps the quotes a string of the host', async () => {
    const [line = []] = await tokenize('source.yaml', 'image: "node:20"');
    const strings = line.filter(({ scopes }) => scopes.includes('string.quoted.double.yaml')).map(({ text }) => text);
    expect(strings).toEqual(['"', 'node', ':', '20', '"']);
  });
});

describe('runaway', () => {
  const long = 'a'.repeat(20_000);
  const hard = [
    `FROM ${long}!`, `FROM ${'a/'.repeat(10_000)}!`, `FROM ${'a.'.repeat(10_000)}!`, `FROM ${'--a=b '.repeat(3_000)}`,
    `COPY ${'--a=b '.repeat(3_000)}x`, `RUN --mount=${'from=a:,'.repeat(2_500)}`, `FROM node@${'sha256:'.repeat(2_800)}`,
    `FROM ${'a__'.repeat(6_000)}!`, `FROM ${' '.repeat(20_000)}!`,
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
