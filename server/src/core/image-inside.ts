/** Whose packages an image installs. */
export type Family = 'wolfi' | 'alpine' | 'debian' | 'fedora';

/** The distribution that an image is made of, as far as its name and tag tell. */
export interface Base {
  readonly family: Family;
  /** `13`; absent where nothing says so. */
  readonly release?: string;
}

/** What builds ask of an image beside how it starts: taken from its publisher's own definition. */
export interface ImageInside {
  /** Absent where versions of the image differ. */
  readonly workdir?: string;
  /** Names that its /etc/passwd has beside root. */
  readonly users: readonly string[];
  /** Programs, and files by a word for each, of those that are looked for. */
  readonly programs: readonly string[];
}
