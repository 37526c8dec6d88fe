/** The tags of a repository, as its registry lists them. */
export interface TagList {
  /** Each once, all of them tags by the grammar; the newest first where the registry tells. */
  readonly tags: readonly string[];
  /** False: there are more, or nobody knows whether there are. */
  readonly complete: boolean;
}
