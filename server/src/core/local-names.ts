import type { ImageUse } from './image-use';
import { fullName } from './reference';

/** Normalised full names (`docker.io/library/app`) that are no registry's business. */
export interface LocalNames {
  /** The workspace builds these images itself. */
  readonly built: ReadonlySet<string>;
  /** The workspace writes another image in place of these names. */
  readonly rewritten: ReadonlySet<string>;
}

export const noLocalNames: LocalNames = { built: new Set(), rewritten: new Set() };

export function joinLocalNames(all: readonly LocalNames[]): LocalNames {
  return { built: new Set(all.flatMap(({ built }) => [...built])), rewritten: new Set(all.flatMap(({ rewritten }) => [...rewritten])) };
}

/** What applies to one document. */
export interface KnownLocalNames {
  readonly localNames: ReadonlySet<string>;
  readonly rewrittenNames?: ReadonlySet<string>;
}

/** Whether the workspace builds the image that a use names, or will write another one there. What it writes is an image as any other. */
export function isLocalUse({ reference, replaces }: Pick<ImageUse, 'reference' | 'replaces'>, { localNames, rewrittenNames }: KnownLocalNames): boolean {
  if (!reference) return false;
  const name = fullName(reference);
  return localNames.has(name) || (replaces !== true && rewrittenNames?.has(name) === true);
}

/** Whether two sets of names are the very same objects: they are made anew when one of them changes. */
export function sameNames(a: KnownLocalNames, b: KnownLocalNames): boolean {
  return a.localNames === b.localNames && a.rewrittenNames === b.rewrittenNames;
}
