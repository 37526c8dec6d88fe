/**
 * The four entry points of github.com/distribution/reference, rebuilt from our own parts, so that its recorded answers
 * can be compared one by one. The product needs only `ParseNormalizedNamed`, which is `parseReference`.
 */
import { digestProblem } from '../../server/src/core/digest';
import { familiarName, familiarReference, formatReference, fullName, parseReference, type ImageReference } from '../../server/src/core/reference';
import { parseStrict, type ReferenceProblem } from '../../server/src/core/reference-grammar';

/** What the recorder wrote down of a reference; parts that are absent are left out. */
export interface Answer {
  readonly error?: string;
  readonly string?: string;
  readonly name?: string;
  readonly domain?: string;
  readonly path?: string;
  readonly tag?: string;
  readonly digest?: string;
  readonly digestAlgorithm?: string;
  readonly familiar?: string;
  readonly familiarName?: string;
}

export type Entry = 'Parse' | 'ParseNormalizedNamed' | 'ParseDockerRef' | 'ParseAnyReference';

export const entries: Readonly<Record<Entry, (text: string) => Answer | { problem: ReferenceProblem }>> = {
  Parse: parse,
  ParseNormalizedNamed: parseNormalizedNamed,
  ParseDockerRef: parseDockerRef,
  ParseAnyReference: parseAnyReference,
};

function parse(text: string): Answer | { problem: ReferenceProblem } {
  const result = parseStrict(text);
  if (!result.ok) return { problem: result.problem };
  const { domain, path, tag, digest } = result.value;
  const name = domain === '' ? path : `${domain}/${path}`;
  const suffix = (tag === undefined ? '' : `:${tag}`) + (digest === undefined ? '' : `@${digest}`);
  // Only normalised names have a familiar form of ours; `Parse` puts no `library/` in front.
  const hasFamiliar = domain !== '' && !(domain === 'docker.io' && !path.includes('/'));
  const familiarOf = hasFamiliar ? familiarName({ registry: domain, repository: path }) : path;
  return { string: name + suffix, name, domain, path, familiar: familiarOf + suffix, familiarName: familiarOf, ...optional(tag, digest) };
}

function parseNormalizedNamed(text: string): Answer | { problem: ReferenceProblem } {
  const result = parseReference(text);
  return result.ok ? answer(result.reference) : { problem: result.problem };
}

/** Docker lets the digest win over the tag, and takes `latest` where there is neither. */
function parseDockerRef(text: string): Answer | { problem: ReferenceProblem } {
  const result = parseReference(text);
  if (!result.ok) return { problem: result.problem };
  const { registry, repository, tag, digest } = result.reference;
  return answer(digest === undefined ? { registry, repository, tag: tag ?? 'latest' } : { registry, repository, digest });
}

/** Also takes a bare digest, and the bare hexadecimal digits of an image id. */
function parseAnyReference(text: string): Answer | { problem: ReferenceProblem } {
  const digest = /^[a-f0-9]{64}$/.test(text) ? `sha256:${text}` : text;
  if (digestProblem(digest) === undefined) return { string: digest, digest, ...algorithmOf(digest), familiar: digest };
  return parseNormalizedNamed(text);
}

function answer(reference: ImageReference): Answer {
  return {
    string: formatReference(reference),
    name: fullName(reference),
    domain: reference.registry,
    path: reference.repository,
    familiar: familiarReference(reference),
    familiarName: familiarName(reference),
    ...optional(reference.tag, reference.digest),
  };
}

function optional(tag: string | undefined, digest: string | undefined): Answer {
  return {
    ...(tag === undefined ? {} : { tag }),
    ...(digest === undefined ? {} : { digest, ...algorithmOf(digest) }),
  };
}

function algorithmOf(digest: string): { digestAlgorithm: string } {
  return { digestAlgorithm: digest.slice(0, digest.indexOf(':')) };
}

/** The sentences of the Go library, by their beginning, and what we call them. */
const problems: readonly (readonly [string, readonly ReferenceProblem[]])[] = [
  ['repository name must have at least one component', ['empty']],
  ['repository name must not be more than 255 characters', ['too-long']],
  ['repository name must be lowercase', ['uppercase']],
  ['invalid reference format: repository name', ['uppercase']],
  ['invalid repository name', ['image-id']],
  ['invalid checksum digest length', ['digest-invalid-length']],
  ['invalid checksum digest format', ['digest-invalid-format']],
  ['unsupported digest algorithm', ['digest-unsupported-algorithm']],
  ['invalid reference format', ['invalid-format', 'empty']],
];

/** What may stand for an error of the Go library. */
export function problemsFor(error: string): readonly ReferenceProblem[] {
  return problems.find(([start]) => error.startsWith(start))?.[1] ?? [];
}
