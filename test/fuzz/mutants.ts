import { fixtures as edited } from '../fixes/fixtures';
import { fixtures as dockerfiles } from '../formats/dockerfile/fixtures';
import { fixtures as manifests } from '../formats/kubernetes/fixtures';
import { createRandom, type Random } from '../support/random';

export interface Mutant {
  readonly seed: number;
  readonly format: 'dockerfile' | 'kubernetes';
  readonly text: string;
}

type Kind = Mutant['format'];

const isDockerfile = (path: string): boolean => path.endsWith('Dockerfile');
const originals: Readonly<Record<Kind, readonly string[]>> = {
  dockerfile: [...Object.values(dockerfiles), ...Object.entries(edited).flatMap(([path, text]) => (isDockerfile(path) ? [text] : []))],
  kubernetes: [...Object.values(manifests), ...Object.entries(edited).flatMap(([path, text]) => (isDockerfile(path) ? [] : [text]))],
};

/** What means something in one format or the other, or in a text at all. */
const tokens: Readonly<Record<Kind, readonly string[]>> = {
  dockerfile: [
    'FROM ', 'ARG A=', 'ARG ', 'COPY --from=', 'RUN --mount=from=', 'ONBUILD ', ' AS x', '# escape=`\n', '# syntax=', '<<EOF\n', 'EOF\n', '<<-"B"',
    '$BASE', '${BASE', '${X:-', '${X%%', '}', '\\\n', '`\n', '`', '\\', '--platform=x ', '"', "'", 'node:20', '{{', '}}',
  ],
  kubernetes: [
    '- ', ': ', '? ', '---\n', '...\n', '%YAML 1.2\n', '&a ', '*a', '<<: *base', '!!str ', '>-\n', '|\n', '|2\n', '{', '}', '[', ']', ',', '"', "'", '\\u0041',
    'image: ', 'containers:\n', 'kind: Pod\n', 'apiVersion: v1\n', 'items:\n', '{{ .x }}', '{{- if }}\n', '}}', '  ', '\t',
  ],
};
const anywhere = ['\n', '\r\n', '\r', ' ', '#', '# plimsoll-ignore-next-line x\n', '\uFEFF', '\u0000', '\u2028', '\u00a0', '🐳', '\ud800', '@', ':', '/', '-', '0', 'é', '=', '%', '$', '*'];

type Mutation = (text: string, random: Random, kind: Kind) => string;

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
  (text, random, kind) => {
    const at = random.below(text.length + 1);
    return text.slice(0, at) + random.pick(random.below(3) === 0 ? anywhere : tokens[kind]) + text.slice(at);
  },
  (text, random) => {
    const [start, end] = stretch(text, random);
    return text.slice(0, start) + text.slice(end);
  },
  (text, random) => {
    const [start, end] = stretch(text, random);
    return text.slice(0, end) + text.slice(start);
  },
  (text, random, kind) => {
    const [start, end] = stretch(random.pick(originals[kind]), random);
    const at = random.below(text.length + 1);
    return text.slice(0, at) + random.pick(originals[kind]).slice(start, end) + text.slice(at);
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
  const format = seed % 2 === 0 ? 'dockerfile' : 'kubernetes';
  let text = random.pick(originals[format]);
  for (let count = 1 + random.below(8); count > 0; count -= 1) text = random.pick(mutations)(text, random, format);
  return { seed, format, text };
}
