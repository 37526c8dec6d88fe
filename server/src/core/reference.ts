/**
 * Image references, normalised as `ParseNormalizedNamed` of github.com/distribution/reference does it:
 * `node` means `docker.io/library/node`. Unlike Docker's own tools, tag and digest are both kept.
 */
import type { Range } from './range';
import { parseStrict, type ReferenceProblem, type StrictReference } from './reference-grammar';

export type { ReferenceProblem } from './reference-grammar';

export interface ImageReference {
  /** Host and port, e.g. `docker.io`, `localhost:5000`. */
  readonly registry: string;
  /** Path below the registry, e.g. `library/node`. */
  readonly repository: string;
  readonly tag?: string;
  /** `algorithm:hex`, valid by construction. */
  readonly digest?: string;
}

/** Where the parts stand in the text, as offsets from its start; the signs `:` and `@` are not part of them. */
export interface ReferenceSpans {
  readonly name: Range;
  readonly tag?: Range;
  readonly digest?: Range;
}

export type ParseResult =
  | { readonly ok: true; readonly reference: ImageReference; readonly spans: ReferenceSpans }
  | { readonly ok: false; readonly problem: ReferenceProblem };

export const dockerHub = 'docker.io';
const legacyDockerHub = 'index.docker.io';
const imageId = /^[a-f0-9]{64}$/;

/** Splits off the registry, with Docker Hub as the default. */
function splitDomain(text: string): { domain: string; remainder: string } {
  const slash = text.indexOf('/');
  const first = slash < 0 ? '' : text.slice(0, slash);
  const isDomain =
    slash >= 0 && (first === 'localhost' || /[.:]/.test(first) || first.toLowerCase() !== first);
  let domain = isDomain ? first : dockerHub;
  const remainder = isDomain ? text.slice(slash + 1) : text;
  if (domain === legacyDockerHub) domain = dockerHub;
  return { domain, remainder: domain === dockerHub && !remainder.includes('/') ? `library/${remainder}` : remainder };
}

/** Parses and normalises. Never throws; the text must hold the reference alone. */
export function parseReference(text: string): ParseResult {
  if (imageId.test(text)) return { ok: false, problem: 'image-id' };
  const { domain, remainder } = splitDomain(text);
  // Upper case counts up to the first colon only, so that tags may have it.
  const beforeColon = remainder.split(':', 1)[0] as string;
  if (beforeColon.toLowerCase() !== beforeColon && text !== '') return { ok: false, problem: 'uppercase' };
  const strict = parseStrict(text === '' ? '' : `${domain}/${remainder}`);
  if (!strict.ok) return strict;
  // A host with an underscore is no host: the grammar would take the whole for a path.
  if (strict.value.domain === '') return { ok: false, problem: 'invalid-format' };
  return { ok: true, reference: toReference(strict.value), spans: findSpans(text, strict.value) };
}

function toReference({ domain, path, tag, digest }: StrictReference): ImageReference {
  return withParts({ registry: domain, repository: path }, tag, digest);
}

/** The parts are read from the end, so no search can meet the wrong colon. */
function findSpans(text: string, { tag, digest }: StrictReference): ReferenceSpans {
  let end = text.length;
  let digestSpan: Range | undefined;
  let tagSpan: Range | undefined;
  if (digest !== undefined) {
    digestSpan = { start: end - digest.length, end };
    end -= digest.length + 1;
  }
  if (tag !== undefined) {
    tagSpan = { start: end - tag.length, end };
    end -= tag.length + 1;
  }
  return {
    name: { start: 0, end },
    ...(tagSpan ? { tag: tagSpan } : {}),
    ...(digestSpan ? { digest: digestSpan } : {}),
  };
}

function withParts(base: ImageReference, tag: string | undefined, digest: string | undefined): ImageReference {
  return {
    registry: base.registry,
    repository: base.repository,
    ...(tag === undefined ? {} : { tag }),
    ...(digest === undefined ? {} : { digest }),
  };
}

export function withTag(reference: ImageReference, tag: string | undefined): ImageReference {
  return withParts(reference, tag, reference.digest);
}

export function withDigest(reference: ImageReference, digest: string | undefined): ImageReference {
  return withParts(reference, reference.tag, digest);
}

/** `docker.io/library/node`: the full name, without tag and digest. */
export function fullName({ registry, repository }: ImageReference): string {
  return `${registry}/${repository}`;
}

/** `docker.io/library/node:20@sha256:…`: what is compared, cached and listed. No `:latest` is invented. */
export function formatReference(reference: ImageReference): string {
  return fullName(reference) + formatSuffix(reference);
}

/** `node:20`: as short as Docker's own tools write it. */
export function familiarReference(reference: ImageReference): string {
  return familiarName(reference) + formatSuffix(reference);
}

export function familiarName(reference: ImageReference): string {
  if (reference.registry !== dockerHub) return fullName(reference);
  const { repository } = reference;
  const official = /^library\/([^/]+)$/.exec(repository);
  const short = official?.[1] ?? repository;
  // A short name whose first segment looks like a host would be read as one.
  const { domain, remainder } = splitDomain(short);
  return domain === dockerHub && remainder === repository ? short : fullName(reference);
}

function formatSuffix({ tag, digest }: ImageReference): string {
  return (tag === undefined ? '' : `:${tag}`) + (digest === undefined ? '' : `@${digest}`);
}

/** Same registry and repository. */
export function sameName(a: ImageReference, b: ImageReference): boolean {
  return a.registry === b.registry && a.repository === b.repository;
}

/**
 * The text that names `target` where `raw` stands now: the name stays as the user spelt it when it is the same image.
 * `raw` must be a text that `parseReference` accepts; otherwise the familiar form is written.
 */
export function respell(raw: string, target: ImageReference): string {
  const now = parseReference(raw);
  if (!now.ok || !sameName(now.reference, target)) return writable(target);
  const text = raw.slice(now.spans.name.start, now.spans.name.end) + formatSuffix(target);
  return imageId.test(text) ? formatReference(target) : text;
}

/** The familiar form, unless it would be taken for the id of a local image. */
function writable(target: ImageReference): string {
  const text = familiarReference(target);
  return imageId.test(text) ? formatReference(target) : text;
}
