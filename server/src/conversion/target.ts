import type { ImageContents } from '../core/image-contents';
import type { Family } from '../core/image-inside';
import type { ImageReference } from '../core/reference';

/** The image that a stage is to be built on, and what is known of its inside. */
export interface Target {
  readonly reference: ImageReference;
  readonly publisher: string;
  readonly contents: ImageContents;
  /** Undefined for an image that installs none. */
  readonly family: Family | undefined;
  /** Of its distribution, where that has some. */
  readonly release: string | undefined;
  readonly workdir: string | undefined;
  /** Programs that it holds, of those that tables tell about; undefined where none tells. */
  readonly programs: ReadonlySet<string> | undefined;
  /** Names that its /etc/passwd has. */
  readonly users: ReadonlySet<string>;
}

/** What a package is called in another distribution; undefined where no table says. Empty: nothing needs to be installed. */
export type PackageNames = (name: string, from: Family, to: Family) => readonly string[] | undefined;

export function hasShell({ contents }: Pick<Target, 'contents'>): boolean {
  return contents.shell !== '';
}

/** Small programs in one: most of what a Debian has as GNU's, with fewer flags. */
export function isBusybox({ programs, contents }: Target): boolean {
  return programs?.has('busybox') ?? contents.shell === 'busybox';
}
