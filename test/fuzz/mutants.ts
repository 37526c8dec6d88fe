import { fixtures as edited } from '../fixes/fixtures';
import { fixtures as dockerfiles } from '../formats/dockerfile/fixtures';
import { fixtures as manifests } from '../formats/kubernetes/fixtures';
import { fixtures as places } from '../formats/places-fixtures';
import { createRandom, type Random } from '../support/random';

export interface Mutant {
  readonly seed: number;
  /** Id. */
  readonly format: string;
  readonly text: string;
}

/** What means something there: in Dockerfiles and their like, in YAML, in JSON with comments, in HCL, in programs, or in commands. */
type Kind = 'dockerfile' | 'yaml' | 'json' | 'hcl' | 'code' | 'commands';

const isDockerfile = (path: string): boolean => path.endsWith('Dockerfile');
const originals: Readonly<Record<string, readonly string[]>> = {
  dockerfile: [...Object.values(dockerfiles), ...Object.entries(edited).flatMap(([path, text]) => (isDockerfile(path) ? [text] : []))],
  kubernetes: [...Object.values(manifests), ...Object.entries(edited).flatMap(([path, text]) => (isDockerfile(path) ? [] : [text]))],
  ...Object.fromEntries(Object.entries(places).map(([format, text]) => [format, [text]])),
};

/** Every format that documents are made of, in the order of the seeds. */
export const fuzzedFormats: readonly string[] = Object.keys(originals);

function originalsOf(format: string): readonly string[] {
  return originals[format] ?? [];
}

const otherKinds: Readonly<Record<string, Kind>> = {
  dockerfile: 'dockerfile', earthfile: 'dockerfile', quadlet: 'code', jenkins: 'code', bazel: 'code', tilt: 'code', markdown: 'code', bake: 'hcl', nomad: 'hcl', terraform: 'hcl', devcontainer: 'json',
  shell: 'commands', make: 'commands', just: 'commands',
};

function kindOf(format: string): Kind {
  return otherKinds[format] ?? 'yaml';
}

/** What means something in one format or the other, or in a text at all. */
const tokens: Readonly<Record<Kind, readonly string[]>> = {
  dockerfile: [
    'FROM ', 'ARG A=', 'ARG ', 'COPY --from=', 'RUN --mount=from=', 'ONBUILD ', ' AS x', '# escape=`\n', '# syntax=', '<<EOF\n', 'EOF\n', '<<-"B"',
    '$BASE', '${BASE', '${X:-', '${X%%', '}', '\\\n', '`\n', '`', '\\', '--platform=x ', '"', "'", 'node:20', '{{', '}}',
  ],
  yaml: [
    '- ', ': ', '? ', '---\n', '...\n', '%YAML 1.2\n', '&a ', '*a', '<<: *base', '!!str ', '>-\n', '|\n', '|2\n', '{', '}', '[', ']', ',', '"', "'", '\\u0041',
    'image: ', 'services:\n', 'steps:\n', 'docker://', '${X:-', 'containers:\n', 'kind: Pod\n', 'apiVersion: v1\n', 'items:\n', '{{ .x }}', '{{- if }}\n', '}}', '  ', '\t',
  ],
  hcl: [
    '{', '}', '[', ']', '(', ')', ',', '"', '\\', '=', '==', '=>', '?', '::', '...', '.', '${', '%{ if x }', '$${', '<<EOF\n', 'EOF\n', '<<-EOT\n', 'EOT\n', '//', '/*', '*/', 'var.image',
    'local.tag', 'image = ', 'container {\n', 'resource "docker_image" "x" {\n', 'target "x" {\n', 'job "x" {\n', 'task "x" {\n', 'variable "image" {\n', 'default = ', 'for x in y : ', 'jsonencode(', 'docker-image://', '\\u0041',
  ],
  code: [
    '(', ')', '{', '}', '[', ']', ',', ';', '.', '+', '=', '/', '//', '/*', '*/', '"', "'", "'''", '"""', '\\', '\\\n', '${', '$x', 'image ', 'image = "', 'tag = "', 'digest = ', "sh '",
    'docker.image(', 'oci.pull(', 'agent { docker ', 'FROM nginx\n', 'Image=', '[Container]\n', 'Driver=image\n', '```yaml\n', '~~~\n', '```\n', '> ', '- ', '  ', '\t',
  ],
  json: ['{', '}', '[', ']', ',', ': ', '"', '\\"', '\\u0041', '\\', '// ', '/* ', '*/', '"image": ', '"features": {', '"build": {', '"ghcr.io/a/b:1": {}', '${localEnv:X}', '\t'],
  commands: [
    'docker run ', 'docker pull ', ' --rm ', ' --name ', ' -it ', ' --image=', 'kubectl run ', 'sudo ', 'sh -c ', 'IMAGE=', '$IMAGE', '${IMAGE', '${X:-', '}', '$(', ')',
    '(', '`', '"', "'", '\\\n', '\\', ' && ', ' || ', '; ', ' | ', ' & ', ' > ', '<<EOF\n', 'EOF\n', 'if ', 'then ', 'fi\n', 'do ', 'done\n', 'case x in ', ';; ', 'esac\n', '{ ', '}\n',
    '[[ ', ' ]]', '((', '))', '\t', '$$', '$(IMAGE)', 'define x\n', 'endef\n', 'all:\n', ' := ', '{{', '}}', '#!/bin/sh\n', "'''",
  ],
};
const anywhere = ['\n', '\r\n', '\r', ' ', '#', '# plimsoll-ignore-next-line x\n', '\uFEFF', '\u0000', '\u2028', '\u00a0', '🐳', '\ud800', '@', ':', '/', '-', '0', 'é', '=', '%', '$', '*'];

type Mutation = (text: string, random: Random, format: string) => string;

function stretch(text: string, random: Random): [number, number] {
  const start = random.below(text.length + 1);
  return [start, Math.min(text.length, start + 1 + random.below(random.pick([2, 10, 80])))];
}

function onLine(text: string, random: Random, change: (line: string) => readonly string[]): string {
  const lines = text.split('\n');
  const at = random.below(lines.length);
  return lines.toSpliced(at, 1, ...change(lines[at] as string)).join('\n');
}

const mutations: readonly Mutation[] = [
  (text, random, format) => {
    const at = random.below(text.length + 1);
    return text.slice(0, at) + random.pick(random.below(3) === 0 ? anywhere : tokens[kindOf(format)]) + text.slice(at);
  },
  (text, random) => {
    const [start, end] = stretch(text, random);
    return text.slice(0, start) + text.slice(end);
  },
  (text, random) => {
    const [start, end] = stretch(text, random);
    return text.slice(0, end) + text.slice(start);
  },
  (text, random, format) => {
    const [start, end] = stretch(random.pick(originalsOf(format)), random);
    const at = random.below(text.length + 1);
    return text.slice(0, at) + random.pick(originalsOf(format)).slice(start, end) + text.slice(at);
  },
  (text, random) => text.slice(0, random.below(text.length + 1)),
  (text, random) => onLine(text, random, () => []),
  (text, random) => onLine(text, random, line => [line, line]),
  (text, random) => onLine(text, random, line => [' '.repeat(random.below(8)) + line.trimStart()]),
  (text, random) => onLine(text, random, line => [`${line}\r`]),
  text => text.replaceAll('\n', '\r\n'),
];

/** The document of a seed: the same one for ever. */
export function mutantOf(seed: number): Mutant {
  const random = createRandom(seed);
  const format = fuzzedFormats[seed % fuzzedFormats.length] as string;
  let text = random.pick(originalsOf(format));
  for (let count = 1 + random.below(8); count > 0; count -= 1) text = random.pick(mutations)(text, random, format);
  return { seed, format, text };
}
