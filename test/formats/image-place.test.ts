import { describe, expect, it } from 'vitest';
import { formatFor } from '../../server/src/formats';
import { dedent } from '../support/drawn';
import { fixtures as dockerfiles } from './dockerfile/fixtures';
import { fixtures as others } from '../fixes/fixtures';
import { fixtures as manifests } from './kubernetes/fixtures';

/** The text with `[…]` around the reference at `<|>`, or undefined; then the document's own names. */
function placed(drawn: string, path = 'Dockerfile'): string | undefined {
  const offset = drawn.indexOf('<|>');
  const text = drawn.replace('<|>', '');
  const place = formatFor({ path, text })?.imagePlace?.(text, offset);
  if (!place) return undefined;
  const { start, end } = place.range;
  const line = `${text.slice(0, start)}[${text.slice(start, end)}]${text.slice(end)}`.slice(text.lastIndexOf('\n', start - 1) + 1).split(/\r?\n/, 1)[0];
  return place.stages.length === 0 ? line : `${line} ${place.stages.join(' ')}`;
}

describe('In a Dockerfile an image is named', () => {
  it.each([
    ['FROM <|>', 'FROM []'],
    ['from\t<|>\n', 'from\t[]'],
    ['FROM no<|>', 'FROM [no]'],
    ['FROM no<|>de:20 AS build', 'FROM [node:20] AS build'],
    ['FROM node:<|>', 'FROM [node:]'],
    ['FROM node:<|> AS a\r\nRUN x\r\n', 'FROM [node:] AS a'],
    ['FROM <|>ghcr.io/acme/app:1@sha256:00', 'FROM [ghcr.io/acme/app:1@sha256:00]'],
    ['FROM localhost:50<|>00/app', 'FROM [localhost:5000/app]'],
    ['FROM --platform=linux/amd64 <|>', 'FROM --platform=linux/amd64 []'],
    ['FROM --platform=$BUILDPLATFORM cgr.dev/<|>', 'FROM --platform=$BUILDPLATFORM [cgr.dev/]'],
    ['FROM "no<|>"', 'FROM "[no]"'],
    ["FROM '<|>", "FROM '[]"],
    ['\uFEFFFROM no<|>', '\uFEFFFROM [no]'],
    ['FROM a\n  FROM <|>', '  FROM []'],
    ['FROM a AS One\nFROM b as two\nFROM <|>\nFROM c AS three', 'FROM [] one two'],
    ['FROM a AS one\nCOPY --from=<|> /a /b', 'COPY --from=[] /a /b one'],
    ['FROM a AS one\nCOPY --chown=1:1 --from="re<|>" /a /b', 'COPY --chown=1:1 --from="[re]" /a /b one'],
    ['FROM a\nRUN --mount=type=bind,from=bu<|>,target=/x make', 'RUN --mount=type=bind,from=[bu],target=/x make'],
    ['ARG BASE=<|>\nFROM $BASE', 'ARG BASE=[]'],
    ['ARG BASE="no<|>de:20"\nFROM ${BASE} AS build', 'ARG BASE="[node:20]"'],
    ['ARG A=1 BASE=node:<|>\nFROM --platform=linux/amd64 ${BASE:-alpine}', 'ARG A=1 BASE=[node:]'],
    ['ARG BASE=node@<|>\r\nFROM a\r\nFROM "$BASE"', 'ARG BASE=[node@]'],
    ['# syntax=<|>', '# syntax=[]'],
    ['# syntax = docker/dockerfile:<|>\nFROM a', '# syntax = [docker/dockerfile:]'],
    ['#syntax=docker/dock<|>erfile:1\r\nFROM a', '#syntax=[docker/dockerfile:1]'],
    ['\uFEFF# escape=`\n# syntax=doc<|>', '# syntax=[doc]'],
    ['FROM a AS one\nONBUILD COPY --from=<|> / /', 'ONBUILD COPY --from=[] / /'],
  ])('%j', (drawn, wanted) => {
    expect(placed(drawn)).toBe(wanted);
  });

  it.each([
    ['a comment', 'FROM a\n# FROM <|>'],
    ['a comment between continued lines', 'FROM a\nRUN x \\\n# FROM <|>\n  y'],
    ['a heredoc', 'FROM a\nRUN <<EOF\nFROM <|>\nEOF\n'],
    ['a continued line', 'FROM a\nRUN echo \\\nFROM <|>'],
    ['another word', 'FROM node:20 <|>'],
    ['the name of a stage', 'FROM node:20 AS no<|>'],
    ['another instruction', 'FROM a\nRUN no<|>'],
    ['a flag of another name', 'FROM a\nCOPY --form=<|>'],
    ['a source that is no flag', 'FROM a\nCOPY . --from=<|>'],
    ['a target of a mount', 'FROM a\nRUN --mount=type=bind,target=<|>'],
    ['a variable that is no image', 'ARG VERSION=<|>\nFROM node:$VERSION'],
    ['a variable of another name', 'ARG BASE=<|>\nFROM $BASES'],
    ['a variable in another letter case', 'ARG base=<|>\nFROM $BASE'],
    ['a variable of a stage', 'FROM a\nARG BASE=<|>\nFROM $BASE'],
    ['a variable without a value', 'ARG BASE<|>\nFROM $BASE'],
    ['a comment that is no directive', 'FROM a\n# syntax=<|>'],
    ['a directive that comes too late', '# hello\n# syntax=<|>'],
    ['a directive that comes twice', '# syntax=a\n# syntax=b<|>\n'],
    ['a directive of another name', '# check=<|>'],
    ['`scratch`', 'FROM scratch<|>'],
    ['a variable', 'FROM $BA<|>SE'],
    ['what holds a variable', 'FROM node:<|>$TAG'],
    ['what comes after one', 'FROM ${REGISTRY}/no<|>'],
    ['the keyword', 'FROM<|>'],
    ['a line too long to be typed', `FROM ${'--a=b '.repeat(400)}<|>`],
  ])('and not in %s', (_title, drawn) => {
    expect(placed(drawn)).toBeUndefined();
  });
});

const pod = (line: string, rest = '') => dedent(`
  apiVersion: v1
  kind: Pod
  spec:
    containers:
      - name: web
        ${line}
  ${rest}
`);
const manifest = (drawn: string) => placed(drawn, 'pod.yaml')?.trim();

describe('In a manifest an image is named', () => {
  it.each([
    ['image: <|>', 'image: []'],
    ['image:  <|>', 'image:  []'],
    ['image: ng<|>', 'image: [ng]'],
    ['image: ng<|>inx:1', 'image: [nginx:1]'],
    ['image: nginx:<|>', 'image: [nginx:]'],
    ['image: nginx:<|> # the newest', 'image: [nginx:] # the newest'],
    ['image: "ng<|>"', 'image: "[ng]"'],
    ["image: '<|>'", "image: '[]'"],
    ['image: "ng<|>', 'image: "[ng]'],
    ['"image": "<|>"', '"image": "[]"'],
    ['image: nginx@<|>', 'image: [nginx@]'],
  ])('%j', (line, wanted) => {
    expect(manifest(pod(line))).toBe(wanted);
    expect(manifest(`${pod('image: a')}---\r\n${pod(line, 'status: {}').replaceAll('\n', '\r\n')}`)).toBe(wanted);
  });

  it('also at the head of a list item, and in JSON', () => {
    expect(manifest('apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - image: <|>\n    name: a\n')).toBe('- image: []');
    const json = JSON.stringify({ apiVersion: 'v1', kind: 'Pod', spec: { containers: [{ name: 'a', image: '<|>' }] } }, null, 2);
    expect(placed(json, 'pod.json')?.trim()).toBe('"image": "[]"');
  });

  it('also where a template makes the rest', () => {
    expect(manifest(pod('image: ng<|>', '  - name: {{ .Values.name }}'))).toBe('image: [ng]');
  });

  it.each([
    ['a comment', pod('# image: <|>')],
    ['a comment behind a value', pod('name: a # image: <|>')],
    ['a block of text', pod('command: |\n          image: <|>')],
    ['another key', pod('imagePullPolicy: <|>')],
    ['a key without a blank', pod('image:<|>')],
    ['what a template fills', pod('image: {{ .Values.image }}:<|>')],
    ['what a template fills from here on', pod('image: nginx:<|>{{ .Values.tag }}')],
    ['several words', pod('image: nginx <|>')],
    ['labels', 'apiVersion: v1\nkind: Pod\nmetadata:\n  labels:\n    image: <|>\nspec: {}\n'],
    ['what is no workload', 'apiVersion: v1\nkind: ConfigMap\nspec:\n  containers:\n  - image: <|>\n'],
    ['another document', `${pod('image: a')}---\nkind: ConfigMap\napiVersion: v1\ndata:\n  image: <|>\n`],
  ])('and not in %s', (_title, drawn) => {
    expect(manifest(drawn)).toBeUndefined();
  });
});

describe('In a custom resource an image is named', () => {
  it.each([
    ['apiVersion: tekton.dev/v1\nkind: Task\nspec:\n  steps:\n  - image: <|>\n', '- image: []'],
    ['apiVersion: postgresql.cnpg.io/v1\nkind: Cluster\nspec:\n  imageName: ghcr.io/<|>\n', 'imageName: [ghcr.io/]'],
    ['apiVersion: pkg.crossplane.io/v1\nkind: Provider\nspec:\n  package: a<|>\n', 'package: [a]'],
    ['apiVersion: example.com/v1\nkind: A\nspec:\n  image: <|>\n', undefined],
    ['apiVersion: example.com/v1\nkind: A\nspec:\n  package: <|>\n', undefined],
    ['apiVersion: tekton.dev/v1\nkind: Task\nstatus:\n  steps:\n  - image: <|>\n', undefined],
  ])('%j', (drawn, wanted) => {
    expect(manifest(drawn)).toBe(wanted);
  });
});

describe('Anywhere in a document', () => {
  const all: readonly (readonly [string, string])[] = [
    ...Object.values(dockerfiles).map(text => ['Dockerfile', text] as const),
    ...Object.values(manifests).map(text => ['a.yaml', text] as const),
    ...Object.entries(others),
  ];

  it('a place is around the cursor, on its line, and where an image is read there is one', () => {
    let places = 0;
    let completed = 0;
    for (const [path, text] of all) {
      const format = formatFor({ path, text });
      const uses = format?.read(text).uses ?? [];
      for (let offset = 0; offset <= Math.min(text.length, 4000); offset += 1) {
        const range = format?.imagePlace?.(text, offset)?.range;
        if (!range) continue;
        places += 1;
        expect(range.start <= offset && offset <= range.end).toBe(true);
        expect(text.slice(range.start, range.end)).toMatch(/^[\w.\-/:@[\]]*$/);
      }
      // Wherever the reader finds a reference that is written out in the document's own line, one can be completed.
      for (const { reference, role, range, raw, site } of uses) {
        const plain = reference && range.start === site.range.start && /^[\w.\-/:@]+$/.test(raw) && (/\.ya?ml$/.test(path) || role === 'base');
        const line = text.slice(text.lastIndexOf('\n', range.start - 1) + 1, range.start);
        if (!plain || !/^[ \t\uFEFF]*(?:from[ \t]|-?[ \t]*image:[ \t]*["']?$)/i.test(line) || /\$|\{\{/.test(line)) continue;
        completed += 1;
        expect(format?.imagePlace?.(text, range.end)?.range, `${path}: ${line}${raw}`).toEqual(range);
      }
    }
    expect(places).toBeGreaterThan(100);
    expect(completed).toBeGreaterThan(20);
  });
});
