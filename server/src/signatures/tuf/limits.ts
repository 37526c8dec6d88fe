/** Of a repository that may be anybody's until its signatures are checked. What is real is some 10 kB a file. */
export const tufLimits = {
  /** Any one file. tuf-js asks for less where the metadata tell how long a file is. */
  fileBytes: 2 * 1024 * 1024,
  /** New roots at once: Sigstore had 16 in its first five years. */
  rootRotations: 64,
  /** One hop, in milliseconds. */
  requestTime: 10_000,
  /** The whole refresh, in milliseconds. */
  refreshTime: 30_000,
  redirects: 3,
} as const;
