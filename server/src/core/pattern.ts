/**
 * Patterns of the policy file, over normalised references (`docker.io/library/node:20`) and over paths.
 *
 * - `*` stands for any text within a segment, `**` as a whole segment for any number of segments. Nothing else is special.
 * - A pattern without `*`, tag and digest also covers what lies below it: `ghcr.io/acme` covers `ghcr.io/acme/app`,
 *   and never `ghcr.io/acme-evil/app`.
 * - A pattern without a tag matches every tag. One with a tag matches that tag, with or without a digest behind it;
 *   a reference with neither tag nor digest means `latest`.
 * - The host names of Docker Hub are one registry here, and host names are compared without case.
 */
import { isDockerHub } from './docker-hub';
import { globCovers, globMatches } from './pattern-glob';
import { dockerHub, type ImageReference } from './reference';

export const longestPattern = 512;

interface ReferencePattern {
  readonly name: string;
  readonly tag: string | undefined;
  readonly digest: string | undefined;
  /** Stands for what lies below it, too. */
  readonly scope: boolean;
}

/** True when `pattern` takes in `reference`. A pattern that is too long takes in nothing. */
export function matchesPattern(pattern: string, reference: ImageReference): boolean {
  const { tag, digest } = splitPattern(pattern);
  if (digest !== undefined && digest !== reference.digest) return false;
  if (tag !== undefined) {
    const effective = reference.tag ?? (reference.digest === undefined ? 'latest' : undefined);
    if (effective === undefined || !globMatches(tag, effective)) return false;
  }
  return matchesName(pattern, reference);
}

/** True when `pattern` takes in `reference` under some tag or digest at least. */
export function matchesName(pattern: string, reference: ImageReference): boolean {
  const { name, scope } = splitPattern(pattern);
  if (name === '' || pattern.length > longestPattern) return false;
  const text = `${foldHost(reference.registry)}/${reference.repository}`;
  return globMatches(name, text) || (scope && text.startsWith(`${name}/`));
}

/** True only when every reference that `narrow` matches is matched by `wide`. May miss some such pairs, never invents one. */
export function coversPattern(wide: string, narrow: string): boolean {
  if (wide.length > longestPattern || narrow.length > longestPattern) return false;
  const outer = splitPattern(wide);
  const inner = splitPattern(narrow);
  if (outer.name === '' || inner.name === '') return false;
  if (outer.digest !== undefined && outer.digest !== inner.digest) return false;
  if (outer.tag !== undefined && (inner.tag === undefined || !globCovers(outer.tag, inner.tag))) return false;
  const covers = (name: string): boolean =>
    globCovers(outer.name, name) || (outer.scope && globCovers(`${outer.name}/**`, name));
  return covers(inner.name) && (!inner.scope || covers(`${inner.name}/**`));
}

/** True when the glob takes in `path`, both relative to one folder. A glob without `*` takes in what lies below it. */
export function matchesPath(glob: string, path: string): boolean {
  if (glob.length > longestPattern) return false;
  const pattern = trimPath(glob);
  const text = trimPath(path);
  return globMatches(pattern, text) || (!pattern.includes('*') && text.startsWith(`${pattern}/`));
}

/** True for a pattern that begins with a registry, as all do that can ever match. */
export function namesRegistry(pattern: string): boolean {
  const { name } = splitPattern(pattern);
  const first = name.split('/', 1)[0] as string;
  return first === 'localhost' || /[.:*]/.test(first);
}

/** The registry as the policy compares it. */
export function foldHost(registry: string): string {
  const lower = registry.toLowerCase();
  return isDockerHub(lower) ? dockerHub : lower;
}

function splitPattern(pattern: string): ReferencePattern {
  const at = pattern.indexOf('@');
  const digest = at < 0 ? undefined : pattern.slice(at + 1);
  const rest = at < 0 ? pattern : pattern.slice(0, at);
  const colon = rest.lastIndexOf(':');
  const tagged = colon > rest.lastIndexOf('/') && !isPort(rest, colon);
  const name = foldName((tagged ? rest.slice(0, colon) : rest).replace(/\/$/, ''));
  const tag = tagged ? rest.slice(colon + 1) : undefined;
  return { name, tag, digest, scope: !name.includes('*') && tag === undefined && digest === undefined };
}

/** `localhost:5000` alone is a host with its port; `**:20` is every image with that tag. */
function isPort(text: string, colon: number): boolean {
  return !text.includes('/') && text.slice(0, colon) !== '**' && /^[0-9]+$/.test(text.slice(colon + 1));
}

function foldName(name: string): string {
  const slash = name.indexOf('/');
  return slash < 0 ? foldHost(name) : foldHost(name.slice(0, slash)) + name.slice(slash);
}

function trimPath(path: string): string {
  return path.replace(/^(?:\.?\/)+/, '').replace(/\/$/, '');
}
