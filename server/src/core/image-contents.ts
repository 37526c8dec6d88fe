/** What an image holds and how it starts, as its publisher's own definition says. */
export interface ImageContents {
  /** A user id or a name; `0` is root. */
  readonly user: string;
  /** Empty when there is none. */
  readonly shell: string;
  /** `apk` or `apt`; empty when there is none. */
  readonly packageManager: string;
  /** The words of the ENTRYPOINT, separated by blanks; empty when there is none. */
  readonly entrypoint: string;
  /** `glibc`, `musl`, `none` (only programs that are linked statically run), or empty when it is not known. */
  readonly libc: string;
}

export function isRoot(user: string): boolean {
  return user === '0' || user === 'root' || user === '0:0' || user === 'root:root';
}
