/** What a stage has come to, and hands on to those that are built on it. */
export interface StageState {
  /** What it has installed, by the names of the new distribution. */
  readonly packages: Set<string>;
  /** Accounts that it has made. */
  readonly created: Set<string>;
  /** Accounts that are no longer made, and the ones that do instead. */
  readonly replaced: Map<string, string>;
  /** Names of groups by their ids. */
  readonly groups: Map<string, string>;
  /** It brings an /etc/passwd of its own. */
  ownPasswd: boolean;
  hasWorkdir: boolean;
  /** A USER of the file, or one that was put in, is in force. */
  hasUser: boolean;
}

/** A copy for a stage that begins where another one ended; what it does is none of that one's business. */
export function stateAfter(before: StageState | undefined): StageState {
  return {
    packages: new Set(before?.packages), created: new Set(before?.created), replaced: new Map(before?.replaced), groups: new Map(before?.groups),
    ownPasswd: before?.ownPasswd ?? false, hasWorkdir: before?.hasWorkdir ?? false, hasUser: before?.hasUser ?? false,
  };
}
