/**
 * The names of the images that a workspace builds or rewrites itself. They are not a registry's business: nothing is said
 * about them, looked up or pinned.
 */
import type { LocalNames } from '../../core/local-names';
import { fullName, parseReference } from '../../core/reference';
import { bake } from './bake';
import { buildCommand, packageScripts } from './build-command';
import { cloudBuild } from './cloud-build';
import { compose } from './compose';
import { kustomize } from './kustomize';
import { skaffold } from './skaffold';
import type { LocalNameSource } from './source';
import { tilt } from './tilt';

export const localNameSources: readonly LocalNameSource[] = [compose, skaffold, bake, buildCommand, packageScripts, kustomize, tilt, cloudBuild];

/** Whether a file of this path (with `/`) may name images that the workspace builds: a cheap test before it is read. */
export function namesLocalImages(path: string): boolean {
  return localNameSources.some((source) => source.matches(path));
}

/** A name with a variable in it names nothing. Never throws. */
export function collectLocalNames(path: string, text: string): LocalNames {
  const sources = localNameSources.filter((source) => source.matches(path) && source.words.test(text));
  const names = (some: readonly LocalNameSource[]) => new Set(some.flatMap((source) => source.collect(text).flatMap((reference) => localName(reference) ?? [])));
  return { built: names(sources.filter(({ rewrites }) => !rewrites)), rewritten: names(sources.filter(({ rewrites }) => rewrites)) };
}

const holeSigns = /[$`{%<]/;

/** A hole in the tag alone leaves the name known: `shop:v${VERSION}`. */
function localName(written: string): string | undefined {
  const hole = written.search(holeSigns);
  const name = hole < 0 ? written : nameBefore(written, hole);
  const parsed = name === undefined ? undefined : parseReference(name);
  return parsed?.ok ? fullName(parsed.reference) : undefined;
}

function nameBefore(written: string, hole: number): string | undefined {
  const colon = written.lastIndexOf(':', hole);
  const inTag = colon > 0 && colon > written.lastIndexOf('/', hole) && !withoutHoles(written.slice(hole)).includes('/');
  return inTag ? written.slice(0, colon) : undefined;
}

function withoutHoles(text: string): string {
  return text.replace(/\$\([^()]{0,200}\)?|\$?\{\{[^}]{0,200}\}?\}?|\$\{[^{}]{0,200}\}?/g, '');
}
