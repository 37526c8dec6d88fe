import { describe, expect, it } from 'vitest';
import { useOfValue } from '../../server/src/formats/helm-values/templates/evidence';
import { followValues } from '../../server/src/formats/helm-values/templates/run';
import { parseTemplate } from '../../server/src/formats/helm-values/templates/tree';
import { piecesOf } from '../../server/src/formats/helm-values/templates/pieces';

/** What templates do with `.Values.image.tag`, in short. */
function tagIn(templates: string | Readonly<Record<string, string>>, path: readonly string[] = ['image', 'tag']): string {
  const files = typeof templates === 'string' ? { 'templates/a.yaml': templates } : templates;
  const evidence = followValues(new Map(Object.entries(files)));
  if (!evidence) return 'not followed';
  const { elsewhere, glued, startsAt, asTag, asWhole, asDigest, orAppVersion } = useOfValue(evidence, path);
  const place = elsewhere ?? glued ?? startsAt;
  const words = { tag: asTag, whole: asWhole, digest: asDigest, 'appVersion': orAppVersion, [`${elsewhere ? 'elsewhere' : glued ? 'glued' : 'start'} ${place?.file ?? ''}:${String(place?.line)}`]: place !== undefined };
  return Object.entries(words).flatMap(([word, holds]) => (holds ? [word] : [])).join(', ') || 'unused';
}

const helper = (body: string, use = 'image: {{ include "img" . }}\n') => ({ 'templates/_helpers.tpl': `{{- define "img" -}}\n${body}\n{{- end -}}\n`, 'templates/a.yaml': use });

describe('A tag ends an image', () => {
  it.each<[string, string | Readonly<Record<string, string>>, string]>([
    ['on its line', 'image: "{{ .Values.image.repository }}:{{ .Values.image.tag }}"\n', 'tag'],
    ['with a comment', '  - image: {{ .Values.image.repository }}:{{ .Values.image.tag }} # ours\n    name: x\n', 'tag'],
    ['with a default', 'image: {{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}\n', 'tag, appVersion'],
    ['with another default', 'image: {{ .Values.image.repository }}:{{ default "latest" .Values.image.tag | quote }}\n', 'tag'],
    ['by printf', 'image: {{ printf "%s/%s:%s" .Values.r .Values.n (default .Chart.AppVersion .Values.image.tag) | quote }}\n', 'tag, appVersion'],
    ['by print', 'image: {{ print .Values.image.repository ":" .Values.image.tag }}\n', 'tag'],
    ['by index', 'image: {{ index .Values "image" "repository" }}:{{ index .Values.image "tag" }}\n', 'tag'],
    ['within with', '{{- with .Values.image }}\nimage: {{ .repository }}:{{ .tag }}\n{{- end }}\n', 'tag'],
    ['by the way of $', '{{- range .Values.list }}\nimage: {{ .repository }}:{{ $.Values.image.tag }}\n{{- end }}\n', 'tag'],
    ['by a variable', '{{- $image := .Values.image -}}\n{{- $tag := $image.tag | default .Chart.AppVersion }}\nimage: "{{ $image.repository }}:{{ $tag }}"\n', 'tag, appVersion'],
    ['by a variable that is set again', '{{- $tag := "1" }}{{ if .Values.image.tag }}{{ $tag = .Values.image.tag }}{{ end }}\nimage: a:{{ $tag }}\n', 'tag'],
    ['by conditions in the line', 'image: a{{ if .Values.d }}@{{ .Values.d }}{{ else }}:{{ .Values.image.tag }}{{ end }}\n', 'tag'],
    ['by a helper', helper('{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}'), 'tag, appVersion'],
    ['by a helper with the mapping', helper('{{ printf "%s:%s" .repository .tag }}', 'image: {{ include "img" .Values.image | quote }}\n'), 'tag'],
    ['by a helper with a dict', helper('{{ $t := .image.tag | default .root.Chart.AppVersion }}{{ .image.repository }}:{{ $t }}', 'image: {{ template "img" (dict "image" .Values.image "root" $) }}\n'), 'tag, appVersion'],
    ['by a helper of conditions', helper('{{- if .Values.image.digest -}}\n{{ .Values.image.repository }}@{{ .Values.image.digest }}\n{{- else -}}\n{{ .Values.image.repository }}:{{ .Values.image.tag }}\n{{- end }}'), 'tag'],
    ['beside a test', '{{ if and .Values.image.tag (not (empty .Values.image)) }}\nimage: a:{{ .Values.image.tag }}\n{{ end }}\n', 'tag'],
    ['above what begins a line', 'image: a:{{ .Values.image.tag }}\n{{- include "x" . | nindent 2 }}\n{{- define "x" }}b: c{{ end }}\n', 'tag'],
    ['of a checksum of another file too', 'a: {{ include (print $.Template.BasePath "/c.yaml") . | sha256sum }}\nimage: a:{{ .Values.image.tag }}\n', 'tag'],
    ['of another image too', 'image: a:{{ .Values.image.tag }}\n---\nversion: {{ .Values.other.tag }}\nall: {{ toYaml .Values.resources }}\n', 'tag'],
    ['of what tpl makes of a text', 'image: a:{{ tpl .Values.image.tag . }}\n', 'tag'],
  ])('%s', (_, templates, expected) => {
    expect(tagIn(templates)).toBe(expected);
  });
});

describe('A tag is used otherwise', () => {
  it.each<[string, string | Readonly<Record<string, string>>, string]>([
    ['in a label', 'image: a:{{ .Values.image.tag }}\nlabels:\n  version: {{ .Values.image.tag | quote }}\n', 'tag, elsewhere templates/a.yaml:3'],
    ['in a comparison', 'image: a:{{ .Values.image.tag }}\n{{ if eq .Values.image.tag "latest" }}{{ end }}\n', 'tag, elsewhere templates/a.yaml:2'],
    ['in a comparison of versions', '{{ if semverCompare ">1" (.Values.image.tag | toString) }}{{ end }}', 'elsewhere templates/a.yaml:1'],
    ['in a name', 'name: x-{{ .Values.image.tag }}\n', 'elsewhere templates/a.yaml:1'],
    ['in another field', 'images: a:{{ .Values.image.tag }}\n', 'elsewhere templates/a.yaml:1'],
    ['in an argument', 'args: ["--image={{ .Values.image.tag }}"]\n', 'elsewhere templates/a.yaml:1'],
    ['in a helper for labels', helper('a: b\nversion: {{ .Values.image.tag }}', '{{ include "img" . | nindent 2 }}\n'), 'elsewhere templates/_helpers.tpl:3'],
    ['in the label that includes a helper', helper('{{ .Values.image.tag }}', 'version: {{ include "img" . }}\n'), 'elsewhere templates/a.yaml:1'],
    ['with the whole mapping', 'a: {{ toYaml .Values.image | nindent 2 }}\n', 'elsewhere templates/a.yaml:1'],
    ['with all values', 'a: {{ .Values | toJson }}\n', 'elsewhere templates/a.yaml:1'],
    ['with everything', 'a: {{ toJson . }}\n', 'elsewhere templates/a.yaml:1'],
    ['by a helper that is not there', 'image: {{ include "common.image" (dict "i" .Values.image) }}\n', 'elsewhere templates/a.yaml:1'],
    ['by a helper with everything that is not there', 'labels: {{ include "common.labels" . }}\n', 'elsewhere templates/a.yaml:1'],
    ['by a helper whose name is not known', 'a: {{ include .Values.helper . }}\n', 'elsewhere templates/a.yaml:1'],
    ['by a helper that calls itself', helper('{{ include "img" . }}{{ .Values.image.tag }}'), 'elsewhere templates/_helpers.tpl:2'],
    ['by a file for tpl', 'a: {{ tpl (.Files.Get "a.txt") . }}\n', 'elsewhere templates/a.yaml:1'],
    ['by a text for tpl', 'a: {{ tpl "{{ .Values.image.tag }}" . }}\n', 'elsewhere templates/a.yaml:1'],
    ['over all values', '{{ range $key, $value := .Values.image }}\n{{ $key }}: {{ $value }}\n{{ end }}\n', 'elsewhere templates/a.yaml:2'],
    ['by what a function makes of it', 'image: a:{{ .Values.image.tag | trunc 3 }}\n', 'elsewhere templates/a.yaml:1'],
    ['in the midst of the tag', 'image: a:{{ .Values.image.tag }}-alpine\n', 'glued templates/a.yaml:1'],
    ['with a letter before', 'image: a:v{{ .Values.image.tag }}\n', 'glued templates/a.yaml:1'],
    ['with the variant behind', 'image: a:{{ .Values.image.tag }}{{ .Values.image.variant }}\n', 'glued templates/a.yaml:1'],
    ['by printf', 'image: {{ printf "%s:%s-%s" .Values.a .Values.image.tag .Values.b }}\n', 'glued templates/a.yaml:1'],
    ['as the digits of a digest', 'image: a@sha256:{{ .Values.image.tag }}\n', 'glued templates/a.yaml:1'],
    ['as the name', 'image: {{ .Values.image.tag }}:1\n', 'start templates/a.yaml:1'],
    ['in a loop in the line', 'image: a:{{ range .Values.x }}{{ $.Values.image.tag }}{{ end }}\n', 'elsewhere templates/a.yaml:1'],
    ['in notes', { 'templates/NOTES.txt': 'Runs {{ .Values.image.tag }}\n' }, 'elsewhere templates/NOTES.txt:1'],
    ['behind a key of another line', 'image:\n  tag: {{ .Values.image.tag }}\n', 'elsewhere templates/a.yaml:2'],
  ])('%s', (_, templates, expected) => {
    expect(tagIn(templates)).toBe(expected);
  });
});

describe('Other values', () => {
  it('are whole images, digests, or parts', () => {
    expect(tagIn('image: "{{ .Values.image }}"\n', ['image'])).toBe('whole');
    expect(tagIn('image: {{ .Values.image }}:{{ .Values.tag }}\n', ['image'])).toBe('start templates/a.yaml:1');
    expect(tagIn('image: a:1@{{ .Values.digest }}\n', ['digest'])).toBe('digest');
    expect(tagIn('image: a@sha256:{{ .Values.digest }}\n', ['digest'])).toBe('glued templates/a.yaml:1');
    expect(tagIn('a: b\n')).toBe('unused');
  });
});

describe('Templates', () => {
  it('are cut into texts and actions', () => {
    expect(piecesOf('a {{- "}}" -}} b{{/* }} */}}{{ `{{` }}').map(({ kind, text }) => `${kind} ${text}`)).toEqual(['text a', 'action "}}"', 'text b', 'action `{{`']);
    expect(piecesOf('{{ "open').map(({ kind }) => kind)).toEqual(['text']);
  });

  it('are no trees where blocks do not match', () => {
    expect(['{{ if .a }}', '{{ end }}', '{{ else }}', '{{ if .a }}{{ else if .b }}{{ end }}{{ end }}', '{{ define }}{{ end }}'].map(text => parseTemplate(text))).toEqual(Array.from({ length: 5 }, () => undefined));
    expect(parseTemplate('{{ if .a }}{{ else if .b }}{{ else with .c }}{{ else }}{{ end }}')).toBeDefined();
    expect(parseTemplate('{{ if .a }}'.repeat(100) + '{{ end }}'.repeat(100))).toBeUndefined();
  });

  it('cost no more than so many steps, in whatever way they are built', () => {
    const doubling = Array.from({ length: 60 }, (_, index) => `{{ define "h${String(index)}" }}${`{{ include "h${String(index + 1)}" (dict "a" . "b" .x) }}`.repeat(2)}{{ end }}`).join('');
    const nested = '{{ range .Values.a }}'.repeat(40) + '{{ end }}'.repeat(40);
    const forms = `{{ define "f" }}${'{{ if .a }}{{ .Values.b }}{{ else }}{{ .Values.c }}{{ end }}'.repeat(500)}{{ end }}image: {{ include "f" . }}\n`;
    const doubled = `{{ $x := print .Values.a }}${'{{ $x = print $x $x }}'.repeat(60)}{{ $d := dict "a" $x }}${'{{ $d = dict "a" $d "b" $d }}'.repeat(60)}image: {{ $x }}\n`;
    const parentheses = `{{ ${'('.repeat(50_000)} .Values.a }}`;
    expect([doubling + '{{ include "h0" . }}', nested, parentheses].map(text => tagIn(text))).toEqual(['not followed', 'not followed', 'unused']);
    expect([forms, doubled].map(text => tagIn(text, [text === forms ? 'b' : 'a']))).toEqual(['elsewhere templates/a.yaml:1', 'whole, elsewhere templates/a.yaml:1']);
  });
});
